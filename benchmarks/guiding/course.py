"""One simulated person, one way of guiding, one hold, on virtual time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from benchmarks.guiding.given import Given, given
from benchmarks.guiding.ours import Asking, Ours
from benchmarks.guiding.ways import (
    AllKnowing,
    LiveNumber,
    OneSided,
    Plain,
    RawZone,
    S,
    Way,
    Word,
    Wordless,
)
from tpdevice.core.band import Band
from tpdevice.core.record import RatingRow
from tpdevice.signal.align import Align
from tpsim.population import simulated
from tpsim.scenarios import SCENARIOS
from tpsim.sensor import N_PER_KGF, SENSORS
from tpsim.subjects import Subject
from tpsim.world import World

WAYS: Final[dict[str, Callable[[Given, World], Way]]] = {
    "no feedback": Wordless,
    "live number": LiveNumber,
    "one-sided": OneSided,
    "raw zone": RawZone,
    "plain cues": Plain,
    "ours": Ours,
    "ours, asking": Asking,
    "all-knowing": AllKnowing,
}

SETTLE_S: Final = 3.0
SCORED_S: Final = 60.0
"""From 3 s after force first truly came into the band, whatever a way makes of it."""
NEVER_S: Final = 60.0
"""Who is not in the band after so long never will be."""
HEARD_NS: Final = 100_000_000
"""From a packet to a word that is heard. Assumed: a sound card's buffer and the start of a word."""
RADIO_NS: Final = 15_000_000
"""Connection interval; a packet waits for the next. Source: what phones and computers ask for."""
LATE: Final = 0.02
"""Share of packets that need another interval. Assumed."""
PACKETS_S: Final = 0.1
"""A packet holds what comes in this time, one sample at least. Source: 8 samples at 80 Hz."""
TICK_NS: Final = 100_000_000
AFTER_S: Final = 5.0
"""How long a run goes on after "come off": until nearly everybody is off, the slow ones too."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be run."""

    way: str
    support: str
    index: int
    seed_base: int
    sensor: str = "load cell"
    clock: bool | None = None
    """Whether samples carry the device's time; None: as the sensor's name says."""
    scenario: str = "obedient"
    own: bool = False
    """The person's own marks in place of a band of the goal's width."""
    stall_s: float = 0.0
    """Silence of the link, 20 s into the scored time."""
    changes: tuple[tuple[str, float], ...] = ()
    """Factors on fields of the simulated person."""
    sets: tuple[tuple[str, float], ...] = ()
    """Fields of the simulated person that are given another value."""
    scored_s: float = SCORED_S
    after_s: float = AFTER_S


@dataclass(frozen=True, slots=True, eq=False)
class Ran:
    """What became of it. Forces are true, N; times virtual, ns."""

    course: Course
    given: Given
    t_ns: Any
    force_n: Any
    shown_n: Any
    """What the sensor showed; 0 where it made no sample."""
    touched_ns: int
    began_ns: int
    ended_ns: int
    """When the scored time ends, whether or not a stop came before; force may go on beyond it."""
    told: list[tuple[int, Word]]
    credited_ns: list[tuple[int, int]]
    """What was credited so far, and until when."""
    stops: list[tuple[int, str]]
    ratings: tuple[RatingRow, ...]
    """What was answered; empty where nothing is asked."""
    let_go_ns: tuple[int, ...]
    """When the point let go."""
    asked: list[tuple[int, Band]]
    """The band that was asked for, as the sensor shows it, and since when; oldest first."""


def run(course: Course) -> Ran | None:
    """Run one course; None where this point is not offered to this person."""
    sensor, subject = SENSORS[course.sensor], person(course)
    seed = (course.seed_base * 1000 + course.index) * 10
    world = World(subject, SCENARIOS[course.scenario], seed, sensor=sensor)
    facts = given(
        world.traits,
        course.support,
        sensor,
        own=course.own,
        has_clock="no clock" not in course.sensor if course.clock is None else course.clock,
        seed=seed,
    )
    return None if facts is None else _Room(course, world, facts).run()


def person(course: Course) -> Subject:
    """Return who is guided, with what is changed about them."""
    subject = simulated(course.index, course.support, seed_base=course.seed_base)
    sets: dict[str, Any] = dict(course.sets)
    return replace(_changed(subject, dict(course.changes)), **sets)


def _changed(subject: Subject, changes: dict[str, float]) -> Subject:
    steadiness = subject.steadiness
    inner = {k: getattr(steadiness, k) * v for k, v in changes.items() if hasattr(steadiness, k)}
    outer = {k: getattr(subject, k) * v for k, v in changes.items() if hasattr(subject, k)}
    return replace(subject, steadiness=replace(steadiness, **inner), **outer)


class _Room:
    """Radio, clock and ears between a world and a way."""

    def __init__(self, course: Course, world: World, facts: Given) -> None:
        self._course, self._world, self._facts = course, world, facts
        self._way = WAYS[course.way](facts, world)
        self._align = Align(rate_hz=facts.rate_hz)
        self._rng = np.random.default_rng((course.seed_base, course.index, 3))
        self._zero_kg = float(world.truth()["zero_n"][0]) / N_PER_KGF
        self._told: list[tuple[int, Word]] = []
        self._began_ns = self._touched_ns = self._arrived_ns = 0
        self._credited_ns: list[tuple[int, int]] = []
        self._asked: list[tuple[int, Band]] = [(0, facts.shown)]
        self._checked = 0

    def run(self) -> Ran:
        packet_ns = max(round(1e9 / self._facts.rate_hz), round(PACKETS_S * 1e9))
        self._say(0, [Word("press", "more", "APPROACH")])
        now_ns, tick_ns = 0, TICK_NS
        last_ns = round(NEVER_S * S)
        while now_ns < self._until(last_ns):
            now_ns += packet_ns
            readings = self._world.readings(now_ns)
            arrived_ns = self._arrival(now_ns)
            while tick_ns < arrived_ns:
                self._say(tick_ns, self._way.tick(tick_ns))
                tick_ns += TICK_NS
            for at_ns, action, value in self._world.keys(now_ns):
                self._say(at_ns, self._way.key(at_ns, action, value))
            if readings and not self._silent(now_ns):
                self._hand_over(arrived_ns, readings)
            self._look_for_beginning()
            if self._began_ns:
                last_ns = self._began_ns + round((SETTLE_S + self._course.scored_s) * S)
            self._credited_ns.append((now_ns, self._way.credited_ns))
            if self._way.asked != self._asked[-1][1]:
                self._asked.append((now_ns, self._way.asked))
        return self._ran(last_ns)

    def _arrival(self, sent_ns: int) -> int:
        late = RADIO_NS if self._rng.random() < LATE else 0
        arrived_ns = sent_ns + -sent_ns % RADIO_NS + late + int(self._rng.exponential(8e5))
        self._arrived_ns = max(self._arrived_ns + 1, arrived_ns)
        return self._arrived_ns

    def _silent(self, now_ns: int) -> bool:
        if not self._course.stall_s or not self._began_ns:
            return False
        from_ns = self._began_ns + 23 * S
        return from_ns <= now_ns < from_ns + round(self._course.stall_s * S)

    def _hand_over(self, arrived_ns: int, readings: list[tuple[int, float]]) -> None:
        device_us = tuple([t_ns // 1000 for t_ns, _ in readings]) if self._facts.has_clock else None
        t_ns = self._align.stamp(arrived_ns, device_us, len(readings))
        force_mn = [round((kg - self._zero_kg) * N_PER_KGF * 1000) for _, kg in readings]
        self._say(arrived_ns, self._way.samples(arrived_ns, t_ns, force_mn))

    def _say(self, at_ns: int, words: list[Word]) -> None:
        for word in words:
            self._told.append((at_ns, word))
            message = {"key": word.key, "direction": word.direction, "phase": word.phase}
            if word.key == "rate":
                message |= {"question": "rating"}
            self._world.show(at_ns + HEARD_NS, message | {"by": word.by})

    def _look_for_beginning(self) -> None:
        if self._began_ns:
            return
        truth = self._world.truth()
        force_n = truth["force_n"][self._checked :]
        if not self._touched_ns and (force_n > 2.0).any():
            self._touched_ns = int(truth["t_ns"][self._checked + int((force_n > 2.0).argmax())])
        inside = force_n >= self._facts.true.bottom_mn / 1000
        if inside.any():
            self._began_ns = int(truth["t_ns"][self._checked + int(inside.argmax())])
        self._checked += len(force_n)

    def _until(self, last_ns: int) -> int:
        """Return when the run is over: a while after a stop, whenever that was."""
        stops = self._way.stops
        return stops[0][0] + round(self._course.after_s * S) if stops else last_ns

    def _ran(self, last_ns: int) -> Ran:
        truth = self._world.truth()
        return Ran(
            self._course,
            self._facts,
            truth["t_ns"],
            truth["force_n"],
            (truth["read_n"] - truth["zero_n"][0]) * truth["present"],
            self._touched_ns,
            self._began_ns,
            last_ns,
            self._told,
            self._credited_ns,
            self._way.stops,
            self._way.state.hold.ratings if isinstance(self._way, Ours) else (),
            self._world.let_go_ns,
            self._asked,
        )
