"""What many people say in one hold each, in closed form: `feeling`, without its small steps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpsim.feeling import DROP, DROP_S, LET_GO_MEDIAN_S, LET_GO_RANGE_S, LET_GO_SIGMA, TONIC_S

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crowd:
    """What each of many people brings to a hold; arrays of one length."""

    level: Array
    """How strong the reference force feels at the start, points."""
    per_force: Array
    """What a force twice as high would add, points."""
    fades_per_min: Array
    report_sd: Array
    echo: float = 0.0
    lapses: float = 0.0
    tonic: float = 0.0


def lettings_go(count: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return when a point lets go, s from the start of pressing, and how much that takes away."""
    drawn = rng.lognormal(np.log(LET_GO_MEDIAN_S), LET_GO_SIGMA, count)
    return np.clip(drawn, *LET_GO_RANGE_S), rng.uniform(*DROP, count)


def strength(crowd: Crowd, at_s: Array, off: Array, begins_s: Array, drop: Array) -> Array:
    """Return how strong it feels, people by times; `off` is the share beyond the reference force.

    Nobody lets go whose `begins_s` is infinite.
    """
    since_s = np.maximum(at_s - begins_s[:, None], 0.0)
    felt = crowd.level[:, None] + crowd.per_force[:, None] * off
    felt += crowd.tonic * np.sin(2 * np.pi * at_s / TONIC_S)
    felt -= crowd.fades_per_min[:, None] * at_s / 60.0
    felt -= drop[:, None] * -np.expm1(-since_s / DROP_S)
    return np.clip(felt, 0.0, 10.0)


def said(crowd: Crowd, felt: Array, rng: np.random.Generator) -> Array:
    """Return the whole numbers that people say of what they feel, in order along the last axis."""
    fresh = rng.normal(0.0, 1.0, felt.shape) * crowd.report_sd[:, None]
    error = fresh.copy()
    for i in range(1, felt.shape[1]):
        error[:, i] = crowd.echo * error[:, i - 1] + np.sqrt(1 - crowd.echo**2) * fresh[:, i]
    honest = np.clip(np.rint(felt + error), 0, 10)
    anything = rng.integers(0, 11, felt.shape)
    return np.where(rng.random(felt.shape) < crowd.lapses, anything, honest)
