"""A plan and its result day by day: what any stretch of days adds up to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tpdevice.homework.adherence import Dose, a_day_s, all_days, counting, days_at
from tpdevice.homework.past import Place
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.homework.result import Delivered, Result


@dataclass(frozen=True, slots=True)
class OneDay:
    """What was asked and done on one day, at one place or at all of them."""

    local_date: date
    asked: bool
    done: bool
    asked_s: float = 0.0
    held_s: float = 0.0
    place: Place | None = None
    """None: at all of them; then the seconds are not told."""


def by_days(
    plan: Plan, result: Result, *, usual: Mapping[str, Dose], simulated: bool = False
) -> tuple[OneDay, ...]:
    """Return every day on which something was asked or done, counted as `adherence` does."""
    there = counting(plan, result, simulated=simulated)
    days = all_days(plan, result, there)
    every = sorted({*days.asked, *days.done})
    whole = [OneDay(day, day in days.asked, day in days.done) for day in every]
    places = [each for point in plan.points for each in _at(plan, point, result, there, usual)]
    return (*whole, *places)


def _at(
    plan: Plan,
    point: PlanPoint,
    result: Result,
    sessions: tuple[Delivered, ...],
    usual: Mapping[str, Dose],
) -> Iterator[OneDay]:
    days, seen = days_at(plan, point, result, sessions)
    asked_s = a_day_s(point, usual)
    place = Place(point.point.upper(), point.side)
    for day in sorted({*days.asked, *days.done, *(each.local_date for each in seen)}):
        held_s = sum(hold.held_s for each in seen if each.local_date == day for hold in each.holds)
        asked = day in days.asked
        yield OneDay(day, asked, day in days.done, asked_s * asked, held_s, place)
