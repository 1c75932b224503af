"""What was done against what was asked: days and seconds, with *no data* apart."""

from dataclasses import dataclass
from datetime import date

from tpdevice.core import rules
from tpdevice.core.record import Ending
from tpdevice.homework.adherence import Days
from tpdevice.homework.report.papers import Asked, Papers
from tpdevice.homework.result import Delivered, Felt, LeftOut

_WHOLE = (Ending.FINISHED, Ending.READ)
_NOT_BEGUN = (Ending.SCREENED_OUT, Ending.NOT_OFFERED)


@dataclass(frozen=True, slots=True)
class Seconds:
    """Where the time went, s."""

    asked: float
    held: float
    below: float
    above: float
    no_data: float

    @property
    def percent(self) -> int | None:
        """Return the time in band in that asked, at most 100; None where nothing was asked."""
        # Rounded down: 99.6 % is not all of it.
        return int(min(100.0, 100 * self.held / self.asked)) if self.asked > 0 else None


def days_of(asked: Asked, papers: Papers) -> Days:
    """Return the days of one place."""
    return Days.of(asked.days, asked.sessions, until=papers.result.until)


def left_out(asked: Asked, papers: Papers) -> tuple[LeftOut, ...]:
    """Return why missed days of one place were missed, as far as that was said, oldest first."""
    missed = days_of(asked, papers).missed
    here = [each for each in papers.result.left_out if (each.point, each.side) == _here(asked)]
    return tuple(sorted((each for each in here if each.local_date in missed), key=_day))


def _here(asked: Asked) -> tuple[str, str]:
    return asked.place.point, asked.place.side


def _day(left: LeftOut) -> date:
    return left.local_date


def all_days(papers: Papers) -> Days:
    """Return the days of all places together: on which anything was asked, and anything done."""
    each = [days_of(asked, papers) for asked in papers.asked()]
    wanted = sorted({day for days in each for day in days.asked})
    return Days(tuple(wanted), frozenset(day for days in each for day in days.done))


def seconds_of(asked: Asked, papers: Papers) -> Seconds:
    """Return the seconds of one place."""
    holds = [hold for each in asked.sessions for hold in each.holds]
    return Seconds(
        asked=len(days_of(asked, papers).asked) * asked.hold_s * asked.repetitions,
        held=sum(hold.held_s for hold in holds),
        below=sum(hold.below_s for hold in holds),
        above=sum(hold.above_s for hold in holds),
        no_data=sum(hold.no_data_s for hold in holds),
    )


def all_seconds(papers: Papers) -> Seconds:
    """Return the seconds of all places; more at one makes up for nothing at another."""
    each = [seconds_of(asked, papers) for asked in papers.asked()]
    return Seconds(
        asked=sum(one.asked for one in each),
        held=sum(min(one.held, one.asked) for one in each),
        below=sum(one.below for one in each),
        above=sum(one.above for one in each),
        no_data=sum(one.no_data for one in each),
    )


def highest(session: Delivered) -> int | None:
    """Return the highest answer of a session."""
    said = [each.rating for each in session.ratings]
    known = [
        each for each in (*said, session.first_rating, session.last_rating) if each is not None
    ]
    return max(known, default=None)


def strong(session: Delivered) -> bool:
    """Say whether anything in it was rated so high that force should go down."""
    rated = highest(session)
    return rated is not None and rated >= rules.RATING_STRONG


def much_above(session: Delivered) -> float:
    """Return the time above the band in that in it and above it, 0 to 1; 0 where it is little."""
    above_s = sum(hold.above_s for hold in session.holds)
    share = above_s / max(above_s + sum(hold.held_s for hold in session.holds), 1.0)
    return share if share >= rules.MUCH_ABOVE and above_s >= rules.MUCH_ABOVE_S else 0.0


def begun(session: Delivered) -> bool:
    """Say whether a session got as far as pressing."""
    return session.ending not in _NOT_BEGUN


def early(session: Delivered) -> bool:
    """Say whether a session began, and ended before all of it was done."""
    return begun(session) and session.ending not in _WHOLE


def sore(felt: tuple[Felt, ...]) -> int | None:
    """Return the first answer about soreness after a session; None where none came."""
    return felt[0].soreness if felt else None
