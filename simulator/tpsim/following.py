"""How a word that asks for a little more or less is followed: by a step, by sight, or slowly."""

import math
from typing import Final, NamedTuple

import numpy as np

from tpsim.subjects import Subject

BY_A_STEP: Final = frozenset({"step_more", "step_less"})
"""Words that ask for one step. All others start a slow change that "there" ends."""

BY_SIGHT: Final = "by_sight"
"""A number that was looked at; `by` says how far off it was, share of the force."""

SIGHT_SIGMA: Final = 0.3
"""Scatter of a correction by sight, share of what was seen. Assumed."""


class Change(NamedTuple):
    """Where to, and how fast."""

    goal_n: float
    n_per_s: float
    goes_on: bool
    """It is a slow change, which the next word ends."""


def followed(
    subject: Subject, key: str, now_n: float, *, up: bool, by: float, rng: np.random.Generator
) -> Change:
    """Return what a person makes of a correction at the force that they feel now."""
    sign = 1.0 if up else -1.0
    if key == BY_SIGHT:
        goal_n = now_n * (1.0 + by * float(rng.normal(1.0, SIGHT_SIGMA)))
        return Change(goal_n, subject.approach_n_per_s[1], goes_on=False)
    if key in BY_A_STEP:
        size = abs(float(rng.normal(subject.correction, subject.correction_sd)))
        goal_n = now_n * (1.0 + sign * size)
        return Change(goal_n, max(subject.approach_n_per_s[1], 0.1 * goal_n), goes_on=False)
    scatter = math.exp(float(rng.normal(0.0, subject.slowly_spread)))
    n_per_s = now_n * subject.slowly_per_s * scatter
    return Change(now_n + sign * n_per_s * subject.slowly_s, n_per_s, goes_on=True)
