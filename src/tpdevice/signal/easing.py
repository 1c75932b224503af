"""What the ratings of a hold carry: "eased" where they fell further than by fading alone."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tpdevice.core import rules
from tpdevice.core.record import Outcome, RatingRow
from tpdevice.core.units import seconds
from tpdevice.signal.fading import Array, corrected, usual, weigh

Weights = tuple[float, ...]
"""What is known of a person's fading and scatter; empty when nothing is."""


class _Answers(NamedTuple):
    """The answers of a hold that can be compared, in order."""

    said: Array
    held_s: Array
    off: Array


def outcome(ratings: Sequence[RatingRow], *, let_go: bool, weights: Weights = ()) -> Outcome:
    """Return what may be said of one hold."""
    answers = _comparable(ratings)
    judged = None if answers is None else _judged(answers, weights)
    if judged is Outcome.EASED:
        return judged
    if let_go:
        return Outcome.LET_GO
    if judged is not None:
        return judged
    answered = [r for r in ratings if r.value is not None]
    return Outcome.NO_CLEAR_CHANGE if len(answered) > 1 else Outcome.NOT_RATED


def learned(ratings: Sequence[RatingRow], weights: Weights) -> Weights:
    """Return the weights as a hold leaves them."""
    answers = _comparable(ratings)
    if answers is None:
        return weights
    return tuple(weigh(*answers, _usable(weights)).weights.round(6).tolist())


def eased(said: Array, held_s: Array, off: Array, weights: Array) -> NDArray[np.bool_]:
    """Return whether holds eased; the last axis runs over the answers of a hold.

    `off` is the share by which force was beyond the reference at an answer.
    """
    alike = fall(corrected(said, off)) >= rules.EASED_FALL
    as_said = fall(said) >= rules.FADED_FALL
    likely = weigh(said, held_s, off, weights).log_odds >= math.log(rules.EASED_ODDS)
    return np.asarray(alike & as_said & likely)


def fall(said: Array) -> Array:
    """Return by how much ratings fell: the mean of the first two less that of the last two."""
    return np.asarray(said[..., :2].mean(axis=-1) - said[..., -2:].mean(axis=-1))


def _comparable(ratings: Sequence[RatingRow]) -> _Answers | None:
    """Return the answers whose force is known and near enough, or None if they are too few."""
    near = []
    for rating in ratings:
        if rating.value is None or not rating.reference_mn:
            continue
        off = rating.force_mn / rating.reference_mn - 1
        if abs(off) <= rules.FORCE_FARTHEST:
            near.append((float(rating.value), seconds(rating.held_ns), off))
    if len(near) < rules.EASED_ANSWERS or near[-1][1] <= 0:
        return None
    return _Answers(*np.array(near).T)


def _judged(answers: _Answers, weights: Weights) -> Outcome:
    fell, fell_alike = float(fall(answers.said)), float(fall(corrected(answers.said, answers.off)))
    if bool(eased(*answers, _usable(weights))):
        return Outcome.EASED
    # Whoever looks at the first answer and the last one must not find the opposite.
    ended = answers.said[-1] - answers.said[0]
    if min(fell, fell_alike) >= rules.FADED_FALL and ended < 0:
        return Outcome.FADED
    rose = max(fell, fell_alike) <= -rules.ROSE_RISE and ended > 0
    return Outcome.ROSE if rose else Outcome.NO_CLEAR_CHANGE


def _usable(weights: Weights) -> Array:
    """Return weights; a tape may come from anywhere, and what makes no sense is as good as none."""
    start = usual()
    if len(weights) == len(start) and min(weights) > 0 and math.isfinite(sum(weights)):
        return np.array(weights)
    return start
