"""A person's homework on one day: what is due by the plan, what was missed, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tpdevice.homework.past import Past, Place
from tpdevice.homework.planpage import day_text
from tpdevice.homework.schedule import Agenda, Item, Stands, agenda
from tpdevice.runtime.carewords import title
from tpdevice.runtime.ownplan import Own, own_plan
from tpdevice.store.database import Store
from tpdevice.store.followups import past_of
from tpdevice.store.plans import REASONS, LeftOut, keep_reason, reasons_of

ASKED_DAYS: Final = 7
"""Why something was left out is asked so many days long. Chosen: later nobody knows."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A place that was not done, and of which nobody has said why."""

    day: date
    place: Place
    today: bool

    @property
    def about(self) -> str:
        """Return what it is, in words."""
        when = "today" if self.today else f"on {day_text(self.day)}"
        return f"{title(self.place)}, {when}"


@dataclass(frozen=True, slots=True)
class Homework:
    """The plan of a person on one day."""

    own: Own
    agenda: Agenda
    day: date
    reasons: tuple[LeftOut, ...] = ()

    @property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """What was missed lately or is due without a reason, today last."""
        return tuple([each for each in self._open() if self.reason(each.day, each.place) == ""])

    def reason(self, day: date, place: Place) -> str:
        """Return why a place was left out on a day, or nothing."""
        said = [r for r in self.reasons if (r.local_date, r.point, r.side) == _key(day, place)]
        return said[0].reason if said else ""

    def _open(self) -> Iterator[Unsaid]:
        for missed in self.agenda.missed:
            if missed.day >= self.day - timedelta(days=ASKED_DAYS):
                yield Unsaid(missed.day, missed.place, today=False)
        for asked in self.agenda.today:
            if asked.item is Item.DUE:
                yield Unsaid(self.day, asked.place, today=True)


def homework_of(
    store: Store, profile: str, *, now: datetime, rehearsed: bool = False
) -> Homework | None:
    """Return the homework of a person, or None without a plan; a rehearsal has no past."""
    own = own_plan(store, profile)
    if own is None:
        return None
    past = Past() if rehearsed else past_of(store, profile)
    found = agenda(own.plan, past, first=own.first, today=now.date(), now_s=int(now.timestamp()))
    return Homework(own, found, now.date(), reasons_of(store, own.number))


def say_why(store: Store, homework: Homework, unsaid: Unsaid, *, reason: str, now: datetime) -> str:
    """Keep why a place was left out, and return what is said to that."""
    assert reason in REASONS
    left = LeftOut(unsaid.day, unsaid.place.point, unsaid.place.side, reason)
    keep_reason(store, homework.own.number, left, now=now)
    return f"Noted: {reason}. Nothing has to be made up for."


def news(homework: Homework) -> Iterator[str]:
    """Say how the plan stands, a sentence each."""
    found, own = homework.agenda, homework.own
    if found.stands is Stands.OVER:
        last = day_text(own.plan.last_day(own.first))
        yield f"Your plan ended on {last}. `tpdevice plan close` puts it aside."
    elif found.stands is Stands.NOT_YET:
        yield f"Your plan begins on {day_text(own.first)}."
    elif not any(asked.item is Item.DUE for asked in found.today):
        done = bool(found.today) and all(asked.item is Item.DONE for asked in found.today)
        first = "Your plan is done for today." if done else "Your plan has nothing due today."
        yield first + (f" Next: {day_text(found.next_day)}." if found.next_day else "")


def _key(day: date, place: Place) -> tuple[date, str, str]:
    return day, place.point, place.side
