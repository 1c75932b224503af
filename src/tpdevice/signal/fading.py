"""Two stories that ratings may tell: they fade, or they fade and step down. Which is likelier.

Under steady pressure ratings often come down by themselves. How fast, and how much they scatter,
belongs to a person: both stand on a grid, and each hold shifts the weights on it.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FADES: Final = tuple(round(-0.9 + 0.3 * i, 1) for i in range(13))
"""Points a minute by which ratings may come down by themselves. Source: direction from Fryer and
Hodgson 2005; the range is assumed, wide enough for people who fade fast."""
SCATTERS: Final = (0.4, 0.6, 0.9)
"""Scatter of a person's answers, points. Assumed, on test-retest of such scales."""
USUAL_FADE: Final = ((0.75, 0.5, 0.4), (0.25, 1.2, 0.5))
"""Before anything is known of a person: share, mean and SD of each group of people. Assumed; with
the first group alone, those who fade fast are called eased twice as often."""
USUAL_SCATTER: Final = (0.3, 0.4, 0.3)
"""Weight of each scatter before anything is known of a person. Assumed."""
LEVEL: Final = (5.0, 1.1)
"""Mean and SD of a first answer: 4 to 6 is what is asked for. Assumed."""
FADE_VARIES: Final = 0.3
"""SD of the fading from hold to hold, points a minute. Assumed."""
PER_FORCE: Final = (12.0, 3.0)
"""Mean and SD of what a force twice as high would add, points. Source: ratios of tolerance to
threshold in Hou 2002, 0.8 to 2 points for a tenth; the shape is assumed."""
REST_VARIANCE: Final = 1 / 12 + 0.18**2
"""Of rounding to whole numbers, and of a force that is known as a mean of 2 s only. Chosen."""
LAPSE: Final = (0.03, 3.0)
"""Share of answers that are a slip, such as a wrong key, and their SD, points. Assumed."""
STEP: Final = (3.0, 0.65)
"""Mean and SD of a step down, points. Assumed, on Gemmell 2008."""
STEP_S: Final = 10.0
"""How long a step takes, s. Assumed."""
STEP_AT: Final = (35.0, 0.457)
"""Median, s, and lognormal sigma of when a step begins; it lies within the hold. Assumed."""
STEP_SHARE: Final = 0.3
"""Of holds with a step, for what a hold teaches about the person. Assumed."""
LEAST_WEIGHT: Final = 1e-6
"""No fading and no scatter is ever ruled out. Chosen."""

_TIMES: Final = (np.arange(10) + 0.5) / 10
"""Where in the hold a step may begin."""


class Weighed(NamedTuple):
    """What the ratings of a hold say."""

    log_odds: Array
    """Of a step against fading alone, shape (...)."""
    weights: Array
    """The person's weights after this hold, shape (..., scatters x fades)."""


def usual() -> Array:
    """Return the weights of somebody of whom nothing is known, scatter by scatter."""
    fades = np.array(FADES)
    bells = [
        share / sd * np.exp(-(((fades - mean) / sd) ** 2) / 2) for share, mean, sd in USUAL_FADE
    ]
    weights = np.outer(USUAL_SCATTER, sum(bells)).ravel()
    return np.asarray(weights / weights.sum())


def corrected(said: Array, off: Array) -> Array:
    """Return ratings as they would be at the reference force; `off` is the share beyond it."""
    return said - PER_FORCE[0] * off


def weigh(said: Array, held_s: Array, off: Array, weights: Array) -> Weighed:
    """Compare the two stories; the last axis runs over the answers of a hold, others are free.

    `said` is as it was answered, `held_s` the held time at each answer, in order.
    """
    fading, step = _stories(corrected(said, off) - LEVEL[0], held_s, off)
    prior = np.log(weights)
    odds = _log_sum(prior + step, -1) - _log_sum(prior + fading, -1)
    either = np.logaddexp(fading + np.log(1 - STEP_SHARE), step + np.log(STEP_SHARE))
    after = prior + either
    after = np.exp(after - _log_sum(after, -1)[..., None])
    return Weighed(odds, np.maximum(after, LEAST_WEIGHT))


def _stories(rest: Array, held_s: Array, off: Array) -> tuple[Array, Array]:
    """Return the log likelihood of fading alone and of a step as well, for each weight."""
    minutes = held_s / 60
    unknowns = (np.full_like(rest, LEVEL[1]), FADE_VARIES * minutes, PER_FORCE[1] * off)
    fading = _story(rest, minutes, unknowns)
    begins_s = held_s[..., -1:] * _TIMES
    done = np.clip((held_s[..., None, :] - begins_s[..., None]) / STEP_S, 0, 1)
    stepped = _story(
        rest[..., None, :] + STEP[0] * done,
        minutes[..., None, :],
        (*(unknown[..., None, :] for unknown in unknowns), STEP[1] * done),
    )
    step = _log_sum(stepped + _log_times(begins_s)[..., None], -2)
    return fading, step


def _log_times(begins_s: Array) -> Array:
    """Return the log weight of each time at which a step may begin."""
    median_s, sigma = STEP_AT
    logs = -((np.log(begins_s / median_s) / sigma) ** 2) / 2 - np.log(begins_s)
    return np.asarray(logs - _log_sum(logs, -1)[..., None])


def _story(rest: Array, minutes: Array, unknowns: tuple[Array, ...]) -> Array:
    """Return the log likelihood of a story for each weight, over each answer that may be a slip."""
    count = rest.shape[-1]
    share, sd = LAPSE
    slips = np.vstack([np.zeros(count), sd**2 * np.eye(count)])
    variance = np.square(SCATTERS)[:, None, None] + REST_VARIANCE + slips
    columns = [column[..., None, None, :] for column in (rest, minutes, *unknowns)]
    logs = _log_likelihood(columns, variance)
    log_slips = np.log([1 - share, *[share] * count])
    summed = _log_sum(logs + log_slips[:, None], -2)
    return summed.reshape(*summed.shape[:-2], -1)


def _log_likelihood(columns: list[Array], variance: Array) -> Array:
    """Return the log likelihood for each fade; columns are ratings, minutes and the unknowns.

    An unknown is a column times a number from a standard normal. One step of elimination in the
    sums of products averages over it: the matrix determinant lemma and Sherman-Morrison.
    """
    table = np.stack(np.broadcast_arrays(*columns), axis=-1)
    sums = np.swapaxes(table / variance[..., None], -1, -2) @ table
    log_det = np.log(variance).sum(axis=-1)
    for _ in columns[2:]:
        pivot, last = 1 + sums[..., -1, -1], sums[..., :-1, -1]
        outer = last[..., :, None] * last[..., None, :]
        sums = sums[..., :-1, :-1] - outer / pivot[..., None, None]
        log_det = log_det + np.log(pivot)
    fades = np.array(FADES)
    parts = (sums[..., 0, 0] + log_det, 2 * sums[..., 0, 1], sums[..., 1, 1])
    alone, mixed, square = (part[..., None] for part in parts)
    return np.asarray(-(alone + mixed * fades + square * fades**2) / 2)


def _log_sum(logs: Array, axis: int) -> Array:
    """Return the log of a sum of what is given as logs."""
    most = logs.max(axis=axis, keepdims=True)
    total = np.log(np.exp(logs - most).sum(axis=axis, keepdims=True)) + most
    return np.asarray(total.squeeze(axis))
