"""Guided holds with their questions: which of them are called eased, by their answers or by force.

Whether a point let go, and when, is the simulator's truth; the ways see what a program sees.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import forces, rivals
from benchmarks.guiding.course import Course, Ran, run
from benchmarks.guiding.ways import S
from benchmarks.people import EARLY_S, Hold
from benchmarks.rates import Row, row
from tpdevice.core.record import Outcome, RatingRow
from tpdevice.signal.easing import outcome
from tpsim.population import SUPPORTS
from tpsim.sensor import SENSORS

ANSWERS: Final = 4
LONG_S: Final = 90.0
"""Long enough for a minute in the band and its questions. Chosen."""

BY_FORCE: Final = {name: how for name, how in forces.METHODS.items() if how is not forces.between}
"""All but the one that knows of a correction in between, which holds here have many of."""


@dataclass(frozen=True, slots=True)
class Told:
    """One hold with all its answers."""

    went: bool
    """Whether the point let go, early enough to be asked about."""
    called: dict[str, bool]
    """What each way says of it."""


def courses(people: int, seed_base: int) -> dict[str, tuple[Course, ...]]:
    """Return the holds of each row: every support with a load cell, every sensor by hand.

    Bands are of people's own marks, as in a session.
    """
    blank = Course("ours, asking", "hand", 0, seed_base, own=True, scored_s=LONG_S)
    kinds = {support: (people, replace(blank, support=support)) for support in SUPPORTS}
    kinds |= {f"hand, {s}": (people // 2, replace(blank, sensor=s)) for s in list(SENSORS)[1:]}
    return {
        name: tuple([replace(course, index=i) for i in range(max(2, count))])
        for name, (count, course) in kinds.items()
    }


def one(course: Course) -> Told | None:
    """Return what is told of one hold; None where it was not asked about to its end."""
    ran = run(course)
    if ran is None:
        return None
    answered = [r for r in ran.ratings if r.value is not None and r.reference_mn]
    if len(answered) < ANSWERS:
        return None
    first_ns, last_ns = answered[0].at_ns, answered[-1].at_ns
    early_ns = last_ns - round(EARLY_S * S)
    before = [at_ns for at_ns in ran.let_go_ns if at_ns <= last_ns]
    went = any(first_ns <= at_ns <= early_ns for at_ns in before)
    if before and not went:
        # It let go before the first question, or too late for the last: neither one nor the other.
        return None
    by_answers = _by_answers(answered)
    force = _shown(ran, first_ns, last_ns)
    return Told(went, by_answers | {name: method(force) for name, method in BY_FORCE.items()})


def _by_answers(answered: list[RatingRow]) -> dict[str, bool]:
    said = np.array([[float(r.value or 0) for r in answered]])
    off = np.array([[r.force_mn / (r.reference_mn or 1) - 1 for r in answered]])
    held_s = np.array([r.held_ns / S for r in answered])
    hold = Hold(said, off, np.array([np.inf]))
    return {
        "tpdevice": outcome(answered, let_go=False) is Outcome.EASED,
        "down by 2 and 30 %, twice": bool(rivals.twice_down(hold)[0]),
        "falling line, p < 0.05, of answers": bool(rivals.falling_line(hold, held_s)[0]),
    }


def _shown(ran: Ran, first_ns: int, last_ns: int) -> NDArray[np.float64]:
    """Return the force that the sensor showed between two moments, at 10 Hz, 1 at its start."""
    seen = (ran.t_ns >= first_ns) & (ran.t_ns < last_ns) & (ran.shown_n != 0)
    at_s: Any = (ran.t_ns[seen] - first_ns) / S
    every_s = np.arange(0.0, at_s[-1], 1 / forces.HZ)
    tenths = np.searchsorted(every_s, at_s, side="right") - 1
    counts = np.bincount(tenths, minlength=len(every_s))
    sums = np.bincount(tenths, weights=ran.shown_n[seen], minlength=len(every_s))
    known = counts > 0
    force = np.interp(every_s, every_s[known], sums[known] / counts[known])
    return np.asarray(force / force[:30].mean())


def rows(pool: Executor, *, people: int, seed_base: int) -> Iterator[Row]:
    """Yield how each way calls the holds of each support and sensor."""
    wanted = courses(people=people, seed_base=seed_base)
    asked = {name: pool.map(one, made, chunksize=4) for name, made in wanted.items()}
    for name, found in asked.items():
        told = [each for each in found if each is not None]
        quiet = [each.called for each in told if not each.went]
        going = [each.called for each in told if each.went]
        if not quiet or not going:
            continue
        for way in quiet[0]:
            false, hit = (np.array([each[way] for each in kind]) for kind in (quiet, going))
            yield row(f"guided, {name}", way, false, hit, questions=ANSWERS, known="cold")
