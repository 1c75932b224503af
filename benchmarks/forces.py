"""Force of holds in which nothing happens, somebody moves or a point gives way, and what is told.

A part of `eased`: why force alone says nothing about easing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.rates import Called, Row, row
from tpdevice.signal.moved import looked, moved

Array = NDArray[np.float64]

HOLDS: Final = 250
SEED_BASE: Final = 1000
HZ: Final = 10.0
LONG_S: Final = 75.0
RELAXES: Final = ((0.10, 0.35, 3.0, 9.0), (0.05, 0.25, 20.0, 60.0))
"""Share and time constant, s, of a fast and a slow part: ranges. Source: Bosboom 2001 for the fast
one in muscle; the rest assumed, with a hand that slackens or a ball that creeps in it."""
WANDER: Final = (0.015, 1.0)
"""SD, share of the force, and time constant, s, of a hand that keeps its place. Assumed."""
NOISE: Final = 0.002
"""SD of the sensor, share of the force. Assumed."""
SHIFT_SD: Final = 0.06
"""Of a shift of posture, share of the force. Assumed."""
STEP_S: Final = (20.0, 50.0)
"""When a step begins, range. Assumed."""

CORRECTED_S: Final = (25.0, 30.0)
"""From "more" until force is left alone again, s. Assumed."""
CORRECTION: Final = 0.08
"""What it adds, share of the force. Assumed."""


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in a hold."""

    name: str
    falls: float = 0.0
    """Share of the force that a step takes away, over some seconds."""
    moves: float = 0.0
    """Share of the force that one shift of posture adds or takes away, at once."""
    shifts_per_min: float = 0.0


STILL: Final = Story("still")
SHIFTING: Final = Story("shifting", shifts_per_min=1.0)
STORIES: Final = (
    (Story("force, falls by 5 %", falls=0.05), STILL),
    (Story("force, falls by 10 %", falls=0.10), STILL),
    (Story("force, falls by 20 %", falls=0.20), STILL),
    (Story("force, falls by 10 %, posture shifts", falls=0.10, shifts_per_min=1.0), SHIFTING),
    (Story("force, one shift of 10 %", moves=0.10), STILL),
)
"""Each with the holds in which nothing of the kind happens."""


def trace(story: Story, rng: np.random.Generator) -> Array:
    """Return the force of one hold at 10 Hz, 1 at its start."""
    t_s = np.arange(round(LONG_S * HZ)) / HZ
    force = np.ones_like(t_s)
    for low, high, fast_s, slow_s in RELAXES:
        force -= rng.uniform(low, high) * -np.expm1(-t_s / rng.uniform(fast_s, slow_s))
    scale = np.ones_like(t_s)
    for at_s in rng.uniform(0.0, LONG_S, rng.poisson(story.shifts_per_min * LONG_S / 60)):
        scale *= np.where(t_s >= at_s, 1 + rng.normal(0.0, SHIFT_SD), 1.0)
    since_s = np.maximum(t_s - rng.uniform(*STEP_S), 0.0)
    scale *= 1 - story.falls * -np.expm1(-since_s / 4.0)
    scale *= 1 + np.where(since_s > 0, rng.choice((-1, 1)) * story.moves, 0.0)
    sd, constant_s = WANDER
    keep = exp(-1 / (HZ * constant_s))
    pushes = rng.normal(0.0, sd * np.sqrt(1 - keep**2), len(t_s))
    wander = np.zeros_like(t_s)
    for i in range(1, len(t_s)):
        wander[i] = keep * wander[i - 1] + pushes[i]
    return np.asarray(force * scale * (1 + wander) + rng.normal(0.0, NOISE, len(t_s)))


def tenth_below(force: Array) -> bool:
    """Call force that ends 10 % below its start."""
    return bool(force[-30:].mean() < 0.9 * force[:30].mean())


def falling_line(force: Array) -> bool:
    """Call force that falls along a line at p < 0.05, as if samples were independent."""
    x = np.arange(len(force)) - (len(force) - 1) / 2
    slope = x @ force / (x @ x)
    rest = force - force.mean() - slope * x
    return bool(slope < -1.65 * np.sqrt(rest @ rest / (len(x) - 2) / (x @ x)))


def pelt(force: Array) -> bool:
    """Call any change of level that PELT finds in half-second means, with a BIC penalty."""
    import ruptures

    means = force[: len(force) // 5 * 5].reshape(-1, 5).mean(axis=1)
    noise = np.median(np.abs(np.diff(means))) / 0.6745 / np.sqrt(2)
    penalty = 2 * noise**2 * np.log(len(means))
    found = ruptures.Pelt(model="l2", min_size=6, jump=2).fit(means).predict(pen=penalty)
    return len(found) > 1


def residual(force: Array) -> bool:
    """Call a jump on top of relaxation: tpdevice's advice."""
    return moved(np.arange(len(force)) / HZ, force) is not None


def between(force: Array) -> bool:
    """Call the same where a correction changes force, known of as in `show --force-pattern`."""
    at_s = np.arange(len(force)) / HZ
    corrected = force * np.where(at_s >= CORRECTED_S[0], 1 + CORRECTION, 1.0)
    alone = (at_s < CORRECTED_S[0], at_s >= CORRECTED_S[1])
    return looked([(at_s[kept], corrected[kept]) for kept in alone]).moved is not None


METHODS: Final[dict[str, Callable[[Array], bool]]] = {
    "10 % below the start": tenth_below,
    "falling line, p < 0.05": falling_line,
    "PELT (ruptures)": pelt,
    "jump on a fitted relaxation": residual,
    "the same, about a correction": between,
}


def rows(*, holds: int = HOLDS, seed_base: int = SEED_BASE) -> Iterator[Row]:
    """Yield how each method calls each story, and the holds in which nothing happens."""
    told = {story.name: called(story, holds, seed_base) for story in (STILL, SHIFTING)}
    for number, (story, quiet) in enumerate(STORIES, start=1):
        found = called(story, holds, seed_base + number)
        for method in METHODS:
            yield row(story.name, method, told[quiet.name][method], found[method])


def called(story: Story, holds: int, seed: int) -> dict[str, Called]:
    """Return what each method calls of the holds of a story."""
    rng = np.random.default_rng(seed)
    traces = [trace(story, rng) for _ in range(holds)]
    return {name: np.array([method(force) for force in traces]) for name, method in METHODS.items()}
