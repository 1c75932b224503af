"""Other ways to call a hold eased: by its ratings, and what is possible at best."""

from typing import Final

import numpy as np

from benchmarks.people import FADE_VARIES, LEVEL_VARIES, Array, Hold, People
from benchmarks.rates import Called
from tpdevice.core import rules
from tpdevice.signal.fading import PER_FORCE
from tpsim.feeling import DROP, DROP_S, LET_GO_MEDIAN_S, LET_GO_SIGMA

T_05: Final = {1: 6.314, 2: 2.920, 3: 2.353, 4: 2.132, 5: 2.015}
"""One-sided 5 % points of Student's t by degrees of freedom. Source: any table."""
FALSE: Final = 0.03
"""What the best possible rule may call falsely. Chosen."""


def twice_down(hold: Hold) -> Called:
    """Call what is 2 and 30 % below the first matched answer, twice running: the rule before."""
    matched = np.abs(hold.off) <= rules.MATCH_ANSWERED
    first = hold.said[:, :1]
    fell = first - hold.said[:, 1:]
    down = (fell >= 2) & (fell >= 0.3 * first) & matched[:, 1:] & matched[:, :1]
    return np.asarray((down[:, 1:] & down[:, :-1]).any(axis=1))


def falling_line(hold: Hold, at_s: Array) -> Called:
    """Call what falls along a least-squares line, one-sided at 5 %."""
    x = at_s - at_s.mean()
    ratings = hold.said - PER_FORCE[0] * hold.off
    rest = ratings - ratings.mean(axis=1, keepdims=True)
    slope = rest @ x / (x @ x)
    freedom = len(at_s) - 2
    error = ((rest - slope[:, None] * x) ** 2).sum(axis=1) / freedom / (x @ x)
    return np.asarray(slope < -T_05[freedom] * np.sqrt(error))


def known_odds(people: People, hold: Hold) -> Array:
    """Return the log odds for somebody who knows each person: level, fading, scatter, slope."""
    at_s, minutes = people.at_s, people.at_s / 60
    expected = people.level[:, None] - people.fades_per_min[:, None] * minutes
    rest = hold.said - people.per_force[:, None] * hold.off - expected
    noise = people.report_sd**2 + 1 / 12
    shared = LEVEL_VARIES**2 + FADE_VARIES**2 * np.outer(minutes, minutes)
    precise = np.linalg.inv(shared + noise[:, None, None] * np.eye(len(at_s)))
    begins_s = np.arange(15.0, at_s[-1], 2.5)
    weights = np.exp(-((np.log(begins_s / LET_GO_MEDIAN_S) / LET_GO_SIGMA) ** 2) / 2) / begins_s
    odds = np.zeros(people.count)
    for begin_s, weight in zip(begins_s, weights, strict=True):
        shape = -np.expm1(-np.maximum(at_s - begin_s, 0) / DROP_S)
        for drop in np.linspace(*DROP, 7):
            pull = precise @ (drop * shape)
            odds += weight * np.exp(-((rest + drop * shape / 2) * pull).sum(axis=1))
    return np.asarray(np.log(odds))


def at_false_rate(odds: Array, quiet: Array) -> Called:
    """Call what lies above all but a share of the quiet holds."""
    return np.asarray(odds > np.quantile(quiet, 1 - FALSE))
