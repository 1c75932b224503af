"""Force over the last quarter second: its mean and its slope, in exact integers.

Sums of integers do not depend on how a recording was cut, to the last bit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.samples import SampleBlock

WINDOW_S = 0.25
"""Source: display smoothing of 0.2 to 0.3 s keeps the breath visible (engineering judgement)."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The newest samples of the last quarter second, oldest first."""

    t_ns: NDArray[np.int64]
    force_mn: NDArray[np.int64]


def window_samples(rate_hz: float) -> int:
    """Return how many samples a quarter second holds, at least one."""
    return max(1, round(WINDOW_S * rate_hz))


def opened(block: SampleBlock, count: int, *, rate_hz: float) -> Window:
    """Return a window filled with the first sample of a block, as if it had always been so."""
    step_ns = int(1e9 / rate_hz)
    back = np.arange(count, 0, -1, dtype=np.int64) * step_ns
    return Window(block.t_ns[0] - back, np.full(count, block.force_mn[0], dtype=np.int64))


def slid(window: Window, block: SampleBlock) -> tuple[Window, NDArray[np.int64], NDArray[np.int64]]:
    """Slide the window over a block.

    Returns
    -------
    The window after the block; the mean force at each sample, mN, shape (n,), rounded down; and
    the slope across the window at each sample, mN/s, shape (n,), rounded down.
    """
    count = len(window.t_ns)
    t_ns = np.concatenate((window.t_ns, block.t_ns))
    force_mn = np.concatenate((window.force_mn, block.force_mn))
    sums = np.cumsum(force_mn)
    mean_mn = (sums[count:] - sums[:-count]) // count
    across_us = np.maximum((t_ns[count:] - t_ns[:-count]) // 1_000, 1)
    slope = (force_mn[count:] - force_mn[:-count]) * 1_000_000 // across_us
    return Window(t_ns[-count:], force_mn[-count:]), mean_mn, slope
