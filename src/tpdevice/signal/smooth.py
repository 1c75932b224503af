"""Force over the last quarter second, and over the last two: means and slope, in exact integers.

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


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """A window on its way over a block of n samples."""

    count: int
    """Samples in the window."""
    t_ns: NDArray[np.int64]
    """Window before the block, then the block, shape (count + n,)."""
    force_mn: NDArray[np.int64]
    mean_mn: NDArray[np.int64]
    """Mean force at each sample of the block, mN, shape (n,), rounded down."""

    def slope_mn_per_s(self, at: int) -> int:
        """Return the slope across the window that ends at sample `at`, mN/s, rounded down."""
        across_us = int(self.t_ns[at + self.count] - self.t_ns[at]) // 1_000
        risen_mn = int(self.force_mn[at + self.count] - self.force_mn[at])
        return risen_mn * 1_000_000 // max(across_us, 1)

    def after(self, used: int) -> Window:
        """Return the window after the first `used` samples of the block."""
        return Window(self.t_ns[used : used + self.count], self.force_mn[used : used + self.count])


def slid(window: Window, block: SampleBlock) -> Slide:
    """Slide the window over a block."""
    count = len(window.t_ns)
    t_ns = np.concatenate((window.t_ns, block.t_ns))
    force_mn = np.concatenate((window.force_mn, block.force_mn))
    sums = force_mn.cumsum()
    return Slide(count, t_ns, force_mn, (sums[count:] - sums[:-count]) // count)


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A mean over the newest samples, as its sum and the samples that will leave it."""

    force_mn: NDArray[np.int64]
    """Oldest first, shape (count,)."""
    sum_mn: int

    @property
    def mean_mn(self) -> int:
        """Return the mean force, mN, rounded down."""
        return self.sum_mn // len(self.force_mn)


def running(force_mn: int, count: int) -> Running:
    """Return a mean over `count` samples that all were `force_mn`."""
    return Running(np.full(count, force_mn, dtype=np.int64), force_mn * count)


def ran(before: Running, force_mn: NDArray[np.int64]) -> tuple[Running, NDArray[np.int64]]:
    """Return the mean after a block, and the mean at each of its samples, mN, shape (n,)."""
    count = len(before.force_mn)
    both = np.concatenate((before.force_mn, force_mn))
    sums = (force_mn - both[: len(force_mn)]).cumsum() + before.sum_mn
    return Running(both[-count:], int(sums[-1])), sums // count
