"""Done against asked: seconds in the band, and days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from tpdevice.core.record import Ending
from tpdevice.homework.past import Place
from tpdevice.homework.plan import Day, Plan, PlanPoint
from tpdevice.homework.result import Delivered, Result


@dataclass(frozen=True, slots=True)
class Dose:
    """What one day at a place asks for, where the plan does not say."""

    hold_s: float
    repetitions: int


@dataclass(frozen=True, slots=True)
class Share:
    """Done of what was asked. What went beyond it makes up for nothing else."""

    done: float
    asked: float

    @property
    def percent(self) -> int | None:
        """At most 100; None where nothing was asked yet."""
        return min(100, int(100 * self.done / self.asked)) if self.asked > 0 else None


@dataclass(frozen=True, slots=True)
class Days:
    """Days asked for and days done, at one place or at all."""

    asked: tuple[date, ...]
    """Without the last day of the result, if nothing was done on it yet."""
    done: frozenset[date]
    """On which something was held, asked or not."""

    @classmethod
    def of(cls, planned: Iterable[date], sessions: Iterable[Delivered], *, until: date) -> Self:
        """Return the days until a result; its last day is not over, and counts once it is done."""
        done = frozenset([each.local_date for each in sessions if _measured_something(each)])
        return cls(tuple([day for day in planned if day < until or day in done]), done)

    @property
    def missed(self) -> tuple[date, ...]:
        """Return the days that were asked and not done."""
        return tuple([day for day in self.asked if day not in self.done])

    @property
    def other(self) -> tuple[date, ...]:
        """Return the days that were done and not asked, oldest first."""
        return tuple(sorted(self.done - set(self.asked)))

    @property
    def counted(self) -> int:
        """Return how many of the days asked were done, on whichever day; never more than asked."""
        return min(len(self.done), len(self.asked))

    @property
    def beyond(self) -> int:
        """Return how many days more than asked were done."""
        return len(self.done) - self.counted


@dataclass(frozen=True, slots=True)
class AtPlace:
    """One place of the plan."""

    place: Place
    held: Share
    """Seconds in the band, done and assigned."""
    days: Share
    missed: tuple[date, ...]
    """Planned days that are over, without anything done here."""
    no_sensor: tuple[date, ...]
    """Days with sessions that no sensor measured against a band; in no share."""
    no_data_s: float
    """Seconds of holds that nobody saw; in no share either."""


@dataclass(frozen=True, slots=True)
class Adherence:
    """A whole plan so far."""

    held: Share
    days: Share
    missed: tuple[date, ...]
    """Planned days that are over, on which nothing was done at any place."""
    places: tuple[AtPlace, ...]

    @property
    def on_other_days(self) -> int:
        """How many of the days done stand for planned ones that were missed."""
        return round(self.days.done - self.days.asked) + len(self.missed)


def adherence(
    plan: Plan, result: Result, *, usual: Mapping[str, Dose], simulated: bool = False
) -> Adherence:
    """Return what was done against what was asked, from the first day to that of the result.

    A planned day counts as missed once it is over and nothing was done on it. A day on which more
    was done than planned counts as a day all the same; at most as many count as were planned.

    Parameters
    ----------
    usual
        What a point asks for where the plan leaves it out, by its id.
    simulated
        Count simulated sessions, which are no exercise.
    """
    there = counting(plan, result, simulated=simulated)
    places = tuple([_at(plan, point, result, there, usual=usual) for point in plan.points])
    days = all_days(plan, result, there)
    held = Share(
        sum(min(each.held.done, each.held.asked) for each in places),
        sum(each.held.asked for each in places),
    )
    return Adherence(held, _share(days), days.missed, places)


def counting(plan: Plan, result: Result, *, simulated: bool) -> tuple[Delivered, ...]:
    """Return the sessions that count: asked for, while the plan lasted."""
    last = plan.last_day(result.first_day)
    real = [each for each in result.sessions if simulated or not each.simulated]
    return tuple([each for each in real if each.asked and each.local_date <= last])


def all_days(plan: Plan, result: Result, sessions: Iterable[Delivered]) -> Days:
    """Return the days of all places together."""
    week = {day for point in plan.points for day in plan.days_of(point)}
    return Days.of(days_asked(plan, week, result), sessions, until=result.until)


def days_at(
    plan: Plan, point: PlanPoint, result: Result, sessions: Iterable[Delivered]
) -> tuple[Days, tuple[Delivered, ...]]:
    """Return the days of one place, and its sessions that a sensor saw."""
    here = [each for each in sessions if _place(each) == Place(point.point.upper(), point.side)]
    days = Days.of(days_asked(plan, plan.days_of(point), result), here, until=result.until)
    return days, tuple([each for each in here if not _unseen(each)])


def _at(
    plan: Plan,
    point: PlanPoint,
    result: Result,
    sessions: Iterable[Delivered],
    *,
    usual: Mapping[str, Dose],
) -> AtPlace:
    place = Place(point.point.upper(), point.side)
    here = [each for each in sessions if _place(each) == place]
    days, seen = days_at(plan, point, result, here)
    return AtPlace(
        place=place,
        held=Share(
            sum(hold.held_s for s in seen for hold in s.holds),
            len(days.asked) * a_day_s(point, usual),
        ),
        days=_share(days),
        missed=days.missed,
        no_sensor=tuple(sorted({each.local_date for each in here if _unseen(each)})),
        no_data_s=sum(hold.no_data_s for each in here for hold in each.holds),
    )


def a_day_s(point: PlanPoint, usual: Mapping[str, Dose]) -> float:
    """Return the seconds in the band that one day at a place asks for."""
    dose = usual.get(point.point.upper())
    hold_s = point.hold_s or (0.0 if dose is None else dose.hold_s)
    repetitions = point.repetitions or (0 if dose is None else dose.repetitions)
    return hold_s * repetitions


def _place(session: Delivered) -> Place:
    return Place(session.point, session.side)


def _unseen(session: Delivered) -> bool:
    """Say whether nothing measured a session against a band."""
    return not session.sensor.kind or session.ending == Ending.READ


def _measured_something(session: Delivered) -> bool:
    return any(hold.held_s > 0 for hold in session.holds) and not _unseen(session)


def _share(days: Days) -> Share:
    return Share(days.counted, len(days.asked))


def days_asked(plan: Plan, week: Iterable[Day], result: Result) -> tuple[date, ...]:
    """Return the days of some days of the week, until the result or the plan ends."""
    numbers = {day.number for day in week}
    last = min(result.until, plan.last_day(result.first_day))
    count = (last - result.first_day).days + 1
    every = (result.first_day + timedelta(days=n) for n in range(count))
    return tuple([day for day in every if day.weekday() in numbers])
