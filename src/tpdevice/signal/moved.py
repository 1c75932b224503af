"""A jump in the force of a hold, on top of the relaxation of tissue: advice, never a finding.

Force alone does not tell a point that lets go from a person who moves. Nothing here leads anybody,
ends anything or counts as eased.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.float64]
Stretch = tuple[Array, Array]
"""Times, s, and forces while nobody was asked to change the force."""

BIN_S: Final = 5.0
"""Means of so long are compared: neighbouring samples are far from independent. Chosen."""
RELAXES_S: Final = (6.0, 40.0)
"""Time constants of the relaxation that is fitted, s. Source: Bosboom 2001 for the first; the
second is assumed, for the slow part that materials show."""
LEAST_FREE: Final = 5
"""Means beyond those that are spent on the fit, at least: three on relaxation, one on the jump, and
one on the level of each stretch after the first. Chosen; of one stretch that is 45 s."""
AROUND: Final = 2
"""Means of the same stretch before and after a jump, at least. Chosen."""
JUMP_F: Final = 22.0
"""F ratio from which the likeliest jump is told. Source: simulated holds of people who keep still,
`benchmarks/forces.py`; 5 of 100 pass it."""


class Moved(Struct, frozen=True):
    """Where force jumped in a hold."""

    at_s: float
    """On the clock of what was looked at."""
    share: float
    """Of the mean force; below 0 force fell."""


class Looked(Struct, frozen=True):
    """What came of looking at a hold."""

    enough: bool
    """False: there was too little to say anything."""
    moved: Moved | None = None


def moved(t_s: Array, force: Array) -> Moved | None:
    """Return the likeliest jump on top of relaxation, or None where none is likely.

    `t_s` increases from the start of the hold; `force` may be in any unit.
    """
    return looked([(t_s, force)]).moved


def looked(stretches: Sequence[Stretch]) -> Looked:
    """Look for a jump inside of the stretches of one hold, none of them empty, all on one clock.

    All of them share one relaxation and each has a level of its own, so that what a correction
    between two of them changes is no jump.
    """
    parts = [binned(*stretch) for stretch in stretches]
    places = inside([len(means) for _, means in parts])
    count = sum(len(means) for _, means in parts)
    if len(places) == 0 or count - len(parts) - 3 < LEAST_FREE:
        return Looked(enough=False)
    at_s, means = (np.concatenate(column) for column in zip(*parts, strict=True))
    levels = np.repeat(np.eye(len(parts)), [len(part) for _, part in parts], axis=0)
    ratio, place, size = likeliest(at_s, means, levels, places)
    if ratio < JUMP_F:
        return Looked(enough=True)
    at = float(at_s[place] - BIN_S / 2)
    return Looked(enough=True, moved=Moved(at_s=at, share=size / float(means.mean())))


def inside(counts: Sequence[int]) -> NDArray[np.int64]:
    """Return the means before which a jump may lie, of stretches of so many means."""
    edges = np.cumsum([0, *counts])
    found = [np.arange(a + AROUND, b - AROUND + 1) for a, b in pairwise(edges)]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def binned(t_s: Array, force: Array) -> tuple[Array, Array]:
    """Return the middles and the means of whole bins."""
    which = ((t_s - t_s[0]) // BIN_S).astype(np.int64)
    counts = np.bincount(which)
    whole = counts >= 0.9 * counts.max()
    means = np.bincount(which, weights=force)[whole] / counts[whole]
    middles = t_s[0] + (np.flatnonzero(whole) + 0.5) * BIN_S
    return np.asarray(middles, dtype=np.float64), np.asarray(means, dtype=np.float64)


def likeliest(
    at_s: Array, means: Array, levels: Array, places: NDArray[np.int64]
) -> tuple[float, int, float]:
    """Return the F ratio, the first bin after, and the size of the likeliest jump."""
    decays = [np.exp((at_s[0] - at_s) / constant) for constant in RELAXES_S]
    basis, _ = np.linalg.qr(np.column_stack([levels, *decays]))
    # Later stretches jump along: their own levels take that back.
    jumps = (np.arange(len(at_s))[:, None] >= places).astype(np.float64)
    rest = means - basis @ (basis.T @ means)
    jumps -= basis @ (basis.T @ jumps)
    length = (jumps**2).sum(axis=0)
    sizes = jumps.T @ rest / length
    explained = sizes**2 * length
    best = int(explained.argmax())
    left = max(float(rest @ rest - explained[best]), 1e-12 * float(means @ means))
    ratio = float(explained[best]) / (left / (len(at_s) - levels.shape[1] - 3))
    return ratio, int(places[best]), float(sizes[best])
