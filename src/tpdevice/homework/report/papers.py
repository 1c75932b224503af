"""What a report is made of: a plan, its newest result, and what came before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from tpdevice.core import rules
from tpdevice.homework.adherence import days_asked
from tpdevice.homework.past import Place
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.homework.result import Delivered, Felt, Result

_USUAL_REPETITIONS: Final = 3
_Number = TypeVar("_Number", float, int)


@dataclass(frozen=True, slots=True)
class Usual:
    """What the atlas has of a place, for what a plan leaves out."""

    name: str
    hold_s: float = rules.SHORT_HOLD_S
    repetitions: int = _USUAL_REPETITIONS


@dataclass(frozen=True, slots=True)
class Asked:
    """One place of the plan, and what belongs to it."""

    number: int
    """By which the drawings name it, from 1."""
    point: PlanPoint
    name: str
    days: tuple[date, ...]
    """On which it is asked for, as far as the result goes."""
    hold_s: float
    repetitions: int
    sessions: tuple[Delivered, ...]
    """Oldest first; those that count."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return _place_asked(self.point)


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything that a report tells of."""

    plan: Plan
    result: Result
    earlier: tuple[Result, ...] = ()
    """Older results of the same person, of this plan or of another."""
    atlas: Mapping[str, Usual] = field(default_factory=dict)
    other_plan: bool = False
    """The plan at hand is not, to the letter, the one that the result answers."""

    @property
    def simulated(self) -> bool:
        """Whether every session came from a simulator: then they count, and it is said aloud."""
        return bool(self.result.sessions) and all(each.simulated for each in self.result.sessions)

    @property
    def sessions(self) -> tuple[Delivered, ...]:
        """Return the sessions that count, oldest first."""
        return counting(self.result.sessions, simulated=self.simulated)

    @property
    def beside(self) -> tuple[Delivered, ...]:
        """Return those at places that the plan does not ask for."""
        asked = {each.place for each in self.asked()}
        return tuple([each for each in self.sessions if place_of(each) not in asked])

    @property
    def last_day(self) -> date:
        """Return the last day that the plan and the result both reach."""
        return min(self.result.until, self.plan.last_day(self.result.first_day))

    def asked(self) -> tuple[Asked, ...]:
        """Return what was asked, place by place, in the plan's order."""
        return tuple([self._asked(n, each) for n, each in enumerate(self.plan.points, 1)])

    def number_of(self, session: Delivered) -> int | None:
        """Return by which number the drawings name the place of a session; None beside the plan."""
        places = [_place_asked(point) for point in self.plan.points]
        here = place_of(session)
        return places.index(here) + 1 if here in places else None

    def name_of(self, point: str, side: str) -> str:
        """Return a place in plain words."""
        usual = self.atlas.get(point.upper())
        return f"{usual.name if usual else point}, {side}"

    def felt_of(self, session: Delivered) -> tuple[Felt, ...]:
        """Return what was said of a session afterwards, the earliest first."""
        said = [each for each in self.result.felt if each.uid == session.uid]
        return tuple(sorted(said, key=lambda each: each.after_h))

    def _asked(self, number: int, point: PlanPoint) -> Asked:
        here = _place_asked(point)
        sessions = tuple([each for each in self.sessions if place_of(each) == here])
        usual = self.atlas.get(point.point.upper(), Usual(point.point))
        holds = [hold.asked_s for each in sessions for hold in each.holds]
        repetitions = [each.repetitions_asked for each in sessions]
        return Asked(
            number,
            point,
            self.name_of(point.point, str(point.side)),
            days_asked(self.plan, self.plan.days_of(point), self.result),
            point.hold_s or _mostly(holds, usual.hold_s),
            point.repetitions or _mostly(repetitions, usual.repetitions),
            sessions,
        )


def counting(sessions: Iterable[Delivered], *, simulated: bool) -> tuple[Delivered, ...]:
    """Return sessions oldest first; simulated ones stand apart from real ones, always."""
    kept = [each for each in sessions if each.simulated is simulated]
    return tuple(sorted(kept, key=lambda each: (each.local_date, each.started_utc, each.uid)))


def place_of(session: Delivered) -> Place:
    """Return where a session pressed."""
    return Place(session.point, session.side)


def _place_asked(point: PlanPoint) -> Place:
    return Place(point.point, str(point.side))


def held_s(session: Delivered) -> float:
    """Return the time in the band, s."""
    return sum(hold.held_s for hold in session.holds)


def _mostly(values: list[_Number], otherwise: _Number) -> _Number:
    return Counter(values).most_common(1)[0][0] if values else otherwise
