"""Thousands of holds by people who press far too hard: is "come off" said in time, each time?"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from benchmarks.guiding.course import Course, Ran, run
from benchmarks.guiding.ways import S
from tpsim.population import SUPPORTS
from tpsim.sensor import SENSORS

SOON_NS: Final = 150_000_000
CELLS: Final = tuple([name for name in SENSORS if name.startswith("load cell")])
TOLD: Final[tuple[tuple[str, bool], ...]] = (
    *product(CELLS, (True, False)),
    *((name, True) for name in SENSORS if name not in CELLS),
)
"""Every sensor, and whether its samples carry its time: load cells with and without."""
HARD: Final = ("drops_on", "far_too_hard", "overshoots", "coughs")


@dataclass(frozen=True, slots=True)
class Passed:
    """How often the ceiling was passed, and what came of it."""

    holds: int
    passed: int
    """Holds in which the sensor showed more than the ceiling."""
    late: int
    """Of these, without "come off" within 150 ms of the sample."""
    worst_ms: float


def over_ns(ran: Ran) -> int | None:
    """Return when the sensor first showed more than the ceiling, or None."""
    ceiling_n = ran.given.shown.ceiling_mn / 1000.0
    over = (ran.shown_n > ceiling_n) & (ran.t_ns <= ran.ended_ns)
    return int(ran.t_ns[int(over.argmax())]) if over.any() else None


def one(course: Course) -> float | None:
    """Return how long "come off" took, ms: 0 where it stood before; None below the ceiling."""
    ran = run(course)
    since_ns = None if ran is None else over_ns(ran)
    if ran is None or since_ns is None:
        return None
    if not ran.stops:
        return float("inf")
    return max(0.0, (ran.stops[0][0] - since_ns) / S * 1000.0)


def courses(holds: int, seed_base: int) -> Iterator[Course]:
    """Yield holds of all kinds of people, supports and sensors in rotation, a short while each."""
    for i in range(holds):
        sensor, clock = TOLD[(i // 4) % len(TOLD)]
        yield Course(
            "ours",
            SUPPORTS[i % 4],
            i,
            seed_base,
            sensor=sensor,
            clock=clock,
            scenario=HARD[i // (4 * len(TOLD)) % len(HARD)] if i % 5 else "drops_on",
            scored_s=8.0,
            after_s=1.0,
        )


def passed(pool: Executor, holds: int, seed_base: int) -> Passed:
    """Run that many holds and count."""
    took_ms = list(pool.map(one, courses(holds, seed_base), chunksize=40))
    over = np.array([ms for ms in took_ms if ms is not None])
    late = int((over > SOON_NS / 1e6).sum())
    return Passed(holds, len(over), late, float(over.max(initial=0.0)))
