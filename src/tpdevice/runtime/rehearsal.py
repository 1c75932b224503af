"""An open plan done day after day on virtual time, by a simulated person, as home would guide it.

Simulated sessions count in no limit. Among themselves they do here: what a simulated person says a
day later lets a place rest, and lowers the next band, as it would for anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from tpdevice.core.plan import Identity
from tpdevice.core.record import Summary
from tpdevice.core.rules import SHORTEST_HOLD_S
from tpdevice.core.tape import Header
from tpdevice.core.units import ns, seconds
from tpdevice.homework.checks import checks_due
from tpdevice.homework.keepingto import planned
from tpdevice.homework.past import HOUR_S, Answer, Past, Place, Pressed
from tpdevice.homework.schedule import Asked, Item, agenda
from tpdevice.homework.standing import lowered_by
from tpdevice.runtime.homelink import HomeLink, device_of, identity_of, open_home_link, pressed
from tpdevice.runtime.opening import History, Wishes, header
from tpdevice.runtime.ownplan import Own, movements_of
from tpdevice.runtime.past import SITTING_H, history_of
from tpdevice.store.database import open_store
from tpdevice.store.followups import keep_answer
from tpdevice.store.plans import REASONS, LeftOut, keep_reason

ASKED_AT: Final = time(17)
"""When it is asked how it was. Chosen."""
PRESSES_AT: Final = time(18)
"""When the first place of a day is pressed. Chosen."""
BETWEEN: Final = timedelta(minutes=1)
"""From one place to the next. Chosen: to find it, and a tool."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is rehearsed."""

    own: Own
    habit: str
    """Who does it, as the simulator calls them."""
    seed: int
    first: date
    """The first day of the plan."""
    last: date


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of one place on one day."""

    day: date
    asked: Asked
    header: Header | None = None
    """Of the session; None where nothing was done."""
    summary: Summary | None = None
    why: str = ""
    """Why nothing was done, as the person said it."""


class Rehearsal:
    """One simulated person with one plan."""

    def __init__(self, path: Path, wanted: Wanted) -> None:
        self._path, self._wanted = path, wanted
        self._past = Past()
        self._links: dict[int, HomeLink] = {}
        """By session: who can be asked about it."""
        self._sitting: list[tuple[datetime, Place, float]] = []
        """When each place of this day was begun, and for how long it was pressed, s."""

    def days(self) -> Iterator[Rehearsed]:
        """Live through every day of it, and tell what became of what was asked.

        Raises
        ------
        UsageError
            If the simulator does not know who is to do it.
        StoreError
            If the log does not take it.
        """
        day = self._wanted.first
        while day <= self._wanted.last:
            self._answer(_at(day, ASKED_AT))
            yield from self._day(_at(day, PRESSES_AT))
            day += timedelta(days=1)

    def _day(self, now: datetime) -> Iterator[Rehearsed]:
        self._sitting.clear()
        wanted, today, now_s = self._wanted, now.date(), int(now.timestamp())
        found = agenda(wanted.own.plan, self._past, first=wanted.first, today=today, now_s=now_s)
        for asked in found.today:
            day = (today - wanted.first).days
            link = open_home_link(asked.point, habit=wanted.habit, seed=wanted.seed, day=day)
            if asked.item is not Item.DUE or not link.person["comes"]:
                yield self._left_out(link, asked, now)
                continue
            first, summary = self._press(link, asked.place, now)
            yield Rehearsed(today, asked, first, summary)
            now += timedelta(seconds=seconds(summary.end_ns)) + BETWEEN

    def _left_out(self, link: HomeLink, asked: Asked, now: datetime) -> Rehearsed:
        why = link.why_not(rests=asked.item is Item.RESTS)
        if why in REASONS:
            left = LeftOut(now.date(), asked.point.point, asked.point.side.value, why)
            with open_store(self._path) as store:
                keep_reason(store, self._wanted.own.number, left, now=now)
        return Rehearsed(now.date(), asked, why=why)

    def _press(self, link: HomeLink, place: Place, now: datetime) -> tuple[Header, Summary]:
        identity = identity_of(link, self._wanted.own.profile)
        first = header(
            identity,
            device_of(link),
            history=self._history(link, identity, now),
            wishes=Wishes(),
            local_date=now.date().isoformat(),
            simulated=True,
            seed=self._wanted.seed,
        )
        recorder = pressed(link, first, began=now)
        number, summary = recorder.save(self._path), recorder.summary
        assert summary is not None
        if summary.pressed_ns:
            self._sitting.append((now, place, seconds(summary.pressed_ns)))
            held = summary.buckets.held_ns >= ns(SHORTEST_HOLD_S)
            done = Pressed(number, place, int(now.timestamp()), now.date().toordinal(), held)
            self._past = replace(self._past, pressed=(*self._past.pressed, done))
            self._links[number] = link
        return first, summary

    def _history(self, link: HomeLink, identity: Identity, now: datetime) -> History:
        """Return what the days before mean for a session, as they would for a real person."""
        day, place, own = now.date(), Place(identity.point, identity.side.value), self._wanted.own
        plan = planned(own.plan, identity.point, identity.side, first=self._wanted.first, today=day)
        lately = [each for each in self._sitting if now - each[0] <= timedelta(hours=SITTING_H)]
        return replace(
            history_of(
                self._path,
                identity,
                device_of(link),
                local_date=day.isoformat(),
                simulated=True,
            ),
            planned=plan,
            movements=movements_of(plan),
            lower_percent=lowered_by(self._past, place),
            places_before=len({each for _, each, _ in lately} - {place}),
            pressed_session_s=sum(pressed_s for _, _, pressed_s in lately),
        )

    def _answer(self, now: datetime) -> None:
        """Ask what is asked on a day, and keep what is answered."""
        now_s = int(now.timestamp())
        for check in checks_due(self._past, now_s=now_s):
            said = self._links[check.about.session].felt((now_s - check.about.at_s) / HOUR_S)
            if said is None:
                continue
            sore, bruise, warning = said["soreness"], said["bruise"], said["warning"]
            answer = Answer(check.about, check.after_h, now_s, sore, bruise, warning)
            with open_store(self._path) as store:
                keep_answer(store, answer, local_date=now.date().isoformat())
            self._past = replace(self._past, answers=(*self._past.answers, answer))


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when).astimezone()
