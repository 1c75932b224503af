"""Whether anything was gained at a place, by what was reported; and whether it is used too often.

What a gain is, and what this cannot know, is in docs/explanation/care.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tpdevice.core import rules
from tpdevice.core.record import Outcome

_EACH_END: Final = 2
"""Sessions at the beginning and at the end that are compared, as the mean of two. Chosen: one
answer alone scatters by a point."""
_FELT: Final = (Outcome.EASED, Outcome.LET_GO)


@dataclass(frozen=True, slots=True)
class Done:
    """One session at a place, as far as it tells of a gain."""

    day: int
    start_rating: int | None
    """The first answer of its first hold."""
    start_mn: int | None
    """The force at that answer."""
    rig: str
    """What pressed, with which sensor and rig: only within it newtons are compared."""
    outcome: str


class Gain(StrEnum):
    """What can be said of a place over weeks."""

    EARLY = "too early to say"
    SOME = "a gain was reported"
    NONE = "no gain was reported"


LOOK: Final = (
    "Nothing that you reported here has changed since you began. It may be worth having someone "
    "look at this; more pressing is unlikely to tell you more."
)
PATTERN: Final = (
    f"More than {rules.OFTEN_SESSIONS} days of the last {rules.OFTEN_DAYS} at one place. If it "
    "comes back each time, what surrounds it may matter more than the place itself."
)


def gain(done: Iterable[Done], *, today: int) -> Gain:
    """Return whether what was reported at one place speaks of a gain, over the last weeks."""
    rated = [each for each in done if each.start_rating is not None]
    recent = sorted((d for d in rated if _age(d, today) <= rules.LOOK_BACK_DAYS), key=_day)
    if len(recent) < rules.LOOK_LEAST_SESSIONS:
        return Gain.EARLY
    days = recent[-1].day - recent[0].day
    if len(recent) < rules.LOOK_AFTER_SESSIONS and days < rules.LOOK_AFTER_DAYS:
        return Gain.EARLY
    first, last = recent[:_EACH_END], recent[-_EACH_END:]
    gained = _starts_lower(first, last) or _takes_more(first, last) or _felt(recent)
    return Gain.SOME if gained else Gain.NONE


def often(days: Iterable[int], *, today: int) -> bool:
    """Say whether a place was pressed on so many of the last days that more is behind it."""
    recent = {day for day in days if 0 <= today - day < rules.OFTEN_DAYS}
    return len(recent) > rules.OFTEN_SESSIONS


def _age(done: Done, today: int) -> int:
    return today - done.day


def _day(done: Done) -> int:
    return done.day


def _starts_lower(first: Sequence[Done], last: Sequence[Done]) -> bool:
    """Say whether a session starts out weaker than it did, and not because it is pressed less."""
    fall = _rating(first) - _rating(last)
    times = _force_times(first, last)
    return fall >= rules.GAIN_FALL and (times is None or times >= 1 - rules.FORCE_FARTHEST)


def _takes_more(first: Sequence[Done], last: Sequence[Done]) -> bool:
    """Say whether clearly more force is rated no higher than less was."""
    times = _force_times(first, last)
    return times is not None and times >= rules.GAIN_FORCE and _rating(last) <= _rating(first)


def _felt(recent: Sequence[Done]) -> bool:
    felt = sum(1 for each in recent if each.outcome in _FELT)
    return felt > rules.GAIN_FELT * len(recent)


def _rating(done: Sequence[Done]) -> float:
    said = [each.start_rating for each in done if each.start_rating is not None]
    return sum(said) / len(said)


def _force_times(first: Sequence[Done], last: Sequence[Done]) -> float | None:
    """Return the force at the end in that of the beginning; None where newtons do not compare."""
    both = (*first, *last)
    if len({each.rig for each in both}) > 1 or not all(each.start_mn for each in both):
        return None
    before, after = (sum(each.start_mn or 0 for each in end) / len(end) for end in (first, last))
    return after / before
