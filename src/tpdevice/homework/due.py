"""What is due today, and why: from what was done, without a plan.

A plan would bring items of its own; whoever shows them needs to know only `Due`.
"""

from dataclasses import dataclass
from enum import StrEnum

from tpdevice.homework.checks import Check, checks_due
from tpdevice.homework.past import Past, Place, Pressed
from tpdevice.homework.spacing import Spacing, spacing, told
from tpdevice.homework.standing import Resting, lowered_by, rest_of, resting


class Kind(StrEnum):
    """What an item asks of the person, in the order in which it is shown."""

    ANSWER = "answer"
    SEEK_CARE = "seek care"
    READY = "ready"
    MAY = "may"
    RESTS = "rests"
    DONE = "done today"
    FIRST = "first time"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due, or that is not, and why."""

    kind: Kind
    why: str
    place: Place | None = None
    """None where it is about no place, or about every one."""
    rest: Resting | None = None
    check: Check | None = None
    lower_percent: int = 0


FIRST = "Nothing was pressed yet. A few minutes on a simulated sensor show how it goes."
_KIND = {Spacing.RESTED: Kind.READY, Spacing.CLOSE: Kind.MAY, Spacing.TODAY: Kind.DONE}


def due(past: Past, *, today: int, now_s: int) -> tuple[Due, ...]:
    """Return what is due, the most pressing first; within a kind, where it is longest ago."""
    if not past.pressed:
        return (Due(Kind.FIRST, FIRST),)
    answers = [_asked(check) for check in checks_due(past, now_s=now_s)]
    stop = next((r for r in resting(past, now_s=now_s) if r.covers_all), None)
    if stop is not None:
        return (*answers, _rests(stop, None))
    places = [_place(past, newest, today=today, now_s=now_s) for newest in past.newest()[::-1]]
    order = list(Kind)
    return (*answers, *sorted(places, key=lambda item: order.index(item.kind)))


def _asked(check: Check) -> Due:
    why = "You were told to have it looked at. How is it?" if check.again else "How is it now?"
    return Due(Kind.ANSWER, why, check.about.place, check=check)


def _place(past: Past, newest: Pressed, *, today: int, now_s: int) -> Due:
    rest = rest_of(past, newest.place, now_s=now_s)
    if rest is not None:
        return _rests(rest, newest.place)
    days = today - newest.day
    less = lowered_by(past, newest.place)
    return Due(_KIND[spacing(days)], told(days), newest.place, lower_percent=less)


def _rests(rest: Resting, place: Place | None) -> Due:
    kind = Kind.SEEK_CARE if rest.meaning.care else Kind.RESTS
    return Due(kind, rest.meaning.said, place, rest)
