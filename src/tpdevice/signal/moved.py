"""A jump in the force of a hold, on top of the relaxation of tissue: advice, never a finding.

Force alone does not tell a point that lets go from a person who moves. Nothing here leads anybody,
ends anything or counts as eased.
"""

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array = NDArray[np.float64]

WORDS: Final = "Force pattern changed: you moved, perhaps"
BIN_S: Final = 5.0
"""Means of so long are compared: neighbouring samples are far from independent. Chosen."""
RELAXES_S: Final = (6.0, 40.0)
"""Time constants of the relaxation that is fitted, s. Source: Bosboom 2001 for the first; the
second is assumed, for the slow part that materials show."""
LEAST_BINS: Final = 9
"""Fewer means are not judged: four of them are spent on the fit. Chosen."""
JUMP_F: Final = 22.0
"""F ratio from which the likeliest jump is told. Source: simulated holds of people who keep still,
`benchmarks/forces.py`; 5 of 100 pass it."""


class Moved(Struct, frozen=True):
    """Where force jumped in a hold."""

    at_s: float
    """From the start of what was looked at."""
    share: float
    """Of the mean force; below 0 force fell."""


def moved(t_s: Array, force: Array) -> Moved | None:
    """Return the likeliest jump on top of relaxation, or None where none is likely.

    `t_s` increases from the start of the hold; `force` may be in any unit.
    """
    at_s, means = binned(t_s, force)
    if len(means) < LEAST_BINS:
        return None
    ratio, place, size = likeliest(at_s, means)
    if ratio < JUMP_F:
        return None
    return Moved(at_s=float(at_s[place] - BIN_S / 2), share=size / float(means.mean()))


def binned(t_s: Array, force: Array) -> tuple[Array, Array]:
    """Return the middles and the means of whole bins."""
    which = ((t_s - t_s[0]) // BIN_S).astype(np.int64)
    counts = np.bincount(which)
    whole = counts >= 0.9 * counts.max()
    means = np.bincount(which, weights=force)[whole] / counts[whole]
    middles = (np.flatnonzero(whole) + 0.5) * BIN_S
    return np.asarray(middles, dtype=np.float64), np.asarray(means, dtype=np.float64)


def likeliest(at_s: Array, means: Array) -> tuple[float, int, float]:
    """Return the F ratio, the first bin after, and the size of the likeliest jump."""
    decays = [np.exp(-at_s / constant) for constant in RELAXES_S]
    smooth = np.column_stack([np.ones_like(at_s), *decays])
    basis, _ = np.linalg.qr(smooth)
    places = np.arange(2, len(at_s) - 1)
    jumps = (np.arange(len(at_s))[:, None] >= places).astype(np.float64)
    rest = means - basis @ (basis.T @ means)
    jumps -= basis @ (basis.T @ jumps)
    length = (jumps**2).sum(axis=0)
    sizes = jumps.T @ rest / length
    explained = sizes**2 * length
    best = int(explained.argmax())
    left = max(float(rest @ rest - explained[best]), 1e-12 * float(means @ means))
    ratio = float(explained[best]) / (left / (len(at_s) - 4))
    return ratio, int(places[best]), float(sizes[best])
