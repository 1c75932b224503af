"""What of a plan is due on a day, given what was done: days are dates, times seconds in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tpdevice.homework.past import Past, Place
from tpdevice.homework.plan import Day, Plan, PlanPoint
from tpdevice.homework.spacing import Spacing, spacing
from tpdevice.homework.standing import Resting, rest_of

_DAYS = tuple(Day)


class Stands(StrEnum):
    """How a plan stands on a day."""

    NOT_YET = "not yet"
    RUNS = "runs"
    OVER = "over"


class Item(StrEnum):
    """How a place of the plan stands on a day, in the order in which it is shown."""

    DUE = "due"
    RESTS = "rests"
    CLOSE = "pressed yesterday"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """One place that the plan asks for today."""

    item: Item
    point: PlanPoint
    rest: Resting | None = None

    @property
    def place(self) -> Place:
        """Return where it is."""
        return place_of(self.point)


@dataclass(frozen=True, slots=True)
class Missed:
    """A place that was asked for on an earlier day, and not pressed on it."""

    day: date
    point: PlanPoint

    @property
    def place(self) -> Place:
        """Return where it is."""
        return place_of(self.point)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A plan on one day."""

    stands: Stands
    today: tuple[Asked, ...] = ()
    missed: tuple[Missed, ...] = ()
    """Newest day first."""
    next_day: date | None = None
    """The next day after this one that asks for something, or None."""


def place_of(point: PlanPoint) -> Place:
    """Return the place that is asked for."""
    return Place(point.point, point.side.value)


def stands(plan: Plan, *, first: date, today: date) -> Stands:
    """Return how a plan that begins at `first` stands on a day."""
    if today < first:
        return Stands.NOT_YET
    return Stands.OVER if today > plan.last_day(first) else Stands.RUNS


def agenda(plan: Plan, past: Past, *, first: date, today: date, now_s: int) -> Agenda:
    """Return what is due on a day. What was missed is told, and not made up for.

    Rests come first: what was said after a session, and a day between, win over any plan.
    """
    how = stands(plan, first=first, today=today)
    missed = tuple(_missed(plan, past, first=first, today=today))
    if how is not Stands.RUNS:
        return Agenda(how, missed=missed, next_day=_next(plan, first=first, after=today))
    asked = [
        _asked(point, past, today=today, now_s=now_s)
        for point in asked_on(plan, today)
        if point.point not in plan.exclude
    ]
    order = list(Item)
    asked.sort(key=lambda each: order.index(each.item))
    return Agenda(how, tuple(asked), missed, _next(plan, first=first, after=today))


def asked_on(plan: Plan, day: date) -> tuple[PlanPoint, ...]:
    """Return the places that are asked for on a day while the plan runs."""
    name = _DAYS[day.weekday()]
    return tuple([point for point in plan.points if name in plan.days_of(point)])


def _asked(point: PlanPoint, past: Past, *, today: date, now_s: int) -> Asked:
    place = place_of(point)
    if _pressed_on(past, place, today):
        return Asked(Item.DONE, point)
    rest = rest_of(past, place, now_s=now_s)
    if rest is not None:
        return Asked(Item.RESTS, point, rest)
    # A clock that went wrong may have left a day to come; it must not hide yesterday.
    days = [today.toordinal() - each.day for each in past.pressed if each.place == place]
    close = any(spacing(ago) is Spacing.CLOSE for ago in days)
    return Asked(Item.CLOSE if close else Item.DUE, point)


def _missed(plan: Plan, past: Past, *, first: date, today: date) -> Iterator[Missed]:
    day = min(today, plan.last_day(first) + timedelta(days=1)) - timedelta(days=1)
    while day >= first:
        for point in asked_on(plan, day):
            if point.point not in plan.exclude and not _pressed_on(past, place_of(point), day):
                yield Missed(day, point)
        day -= timedelta(days=1)


def _pressed_on(past: Past, place: Place, day: date) -> bool:
    return any(each.place == place and each.day == day.toordinal() for each in past.pressed)


def _next(plan: Plan, *, first: date, after: date) -> date | None:
    day = max(first, after + timedelta(days=1))
    last = plan.last_day(first)
    while day <= last:
        if asked_on(plan, day):
            return day
        day += timedelta(days=1)
    return None
