"""What in a result is to be looked at first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tpdevice.core import rules
from tpdevice.core.record import Ending
from tpdevice.homework.past import Place
from tpdevice.homework.result import Delivered, Felt, Result

_EARLY: Final = {
    Ending.STOPPED_BY_GUARD: "stopped for safety",
    Ending.STOPPED_BY_PERSON: "stopped by the person",
    Ending.INTERRUPTED: "interrupted",
    Ending.QUIT: "the program was ended",
    Ending.UNTOUCHED: "nobody pressed",
    Ending.SCREENED_OUT: "not started, after the questions before it",
}


class Kind(StrEnum):
    """What is shown first, and in this order."""

    WARNING = "warning sign"
    OVER_CAP = "over the cap"
    RATING = "rated high"
    STOPPED = "stopped early"
    MISSED = "missed day"


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One thing that a therapist looks at first."""

    kind: Kind
    day: date
    place: Place | None
    words: str
    uid: str = ""
    """Of the session."""
    simulated: bool = False
    why: str = ""
    """Of a missed day, where the person said it."""


def exceptions(result: Result, missed: Iterable[date] = ()) -> tuple[Exceptional, ...]:
    """Return what is to be looked at first: the gravest kind first, the newest within it."""
    found = [each for session in result.sessions for each in _of_session(session)]
    by_uid = {session.uid: session for session in result.sessions}
    found += [_warned(said, by_uid.get(said.uid)) for said in result.felt if said.warning]
    found += [_missed(day, result) for day in missed]
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), -each.day.toordinal())))


def _missed(day: date, result: Result) -> Exceptional:
    said = [each.reason for each in result.left_out if each.local_date == day]
    why = ", ".join(dict.fromkeys(said))
    return Exceptional(Kind.MISSED, day, None, "nothing was done", why=why)


def _of_session(session: Delivered) -> Iterable[Exceptional]:
    words: list[tuple[Kind, str]] = []
    if session.over_cap:
        worst = max(session.over_cap, key=lambda each: each.peak_n - each.cap_n)
        words.append((Kind.OVER_CAP, _over_words(session, worst.peak_n, worst.cap_n)))
    highest = max((r.rating for r in session.ratings if r.rating is not None), default=0)
    if highest >= rules.RATING_STRONG:
        words.append((Kind.RATING, f"rated {highest} of 10"))
    if session.ending in _EARLY:
        reason = f": {session.reason}" if session.reason else ""
        words.append((Kind.STOPPED, f"{_EARLY[Ending(session.ending)]}{reason}"))
    for kind, said in words:
        yield Exceptional(
            kind, session.local_date, _place(session), said, session.uid, session.simulated
        )


def _over_words(session: Delivered, peak_n: float, cap_n: float) -> str:
    times = len(session.over_cap)
    how_often = "once" if times == 1 else f"{times} times"
    seconds = sum(each.lasted_s for each in session.over_cap)
    return f"{how_often} over the cap, {seconds:.1f} s in all; {peak_n:.0f} N where {cap_n:.0f} N"


def _warned(said: Felt, about: Delivered | None) -> Exceptional:
    return Exceptional(
        Kind.WARNING,
        said.local_date,
        None if about is None else _place(about),
        f"named a sign that somebody should look at, {said.after_h} h later",
        said.uid,
        about is not None and about.simulated,
    )


def _place(session: Delivered) -> Place:
    return Place(session.point, session.side)
