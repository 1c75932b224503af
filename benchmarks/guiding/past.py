"""How often, how far and how long force went past a limit: from the first touch to the end."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.guiding.ways import S

APART_NS: Final = S
"""Force that comes back above the limit sooner than this is still the same overshoot. Chosen."""


@dataclass(frozen=True, slots=True)
class Past:
    """The overshoots of one run."""

    times: int
    most: float
    """Greatest depth, share of the limit beyond it; 0 without an overshoot."""
    seconds: float
    """All of them together, s."""


def past(t_ns: Any, force_n: Any, limit_n: float, *, since_ns: int) -> Past:
    """Return what went past a limit from `since_ns` on; `t_ns` is an even grid, shape (n,)."""
    over_ns = t_ns[(force_n > limit_n) & (t_ns >= since_ns)]
    if not len(over_ns):
        return Past(0, 0.0, 0.0)
    times = 1 + int((np.diff(over_ns) > APART_NS).sum())
    most = float(force_n[t_ns >= since_ns].max()) / limit_n - 1.0
    return Past(times, most, len(over_ns) * float(t_ns[1] - t_ns[0]) / S)
