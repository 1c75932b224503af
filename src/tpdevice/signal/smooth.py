"""Force over the last quarter second, and over the last two: means and slope, in exact integers.

Sums of integers do not depend on how a recording was cut, to the last bit.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.core import rules
from tpdevice.core.samples import SampleBlock

SHORT_S = 0.25
"""Source: display smoothing of 0.2 to 0.3 s keeps the breath visible (engineering judgement)."""
_AHEAD, _AHEAD_FROM = round(1000 * rules.AHEAD_S), round(1000 * rules.AHEAD_FROM_S)
_FEW = 16
"""Up to here plain integers are quicker than arrays."""
_ROOM = 4096
"""Samples that a trail may grow by before its old ones are dropped."""


class Trail(Struct, frozen=True, eq=False):
    """The newest samples, with the sums over the shorter and the longer window.

    Trails of successive moments share two lists and only ever write behind what any of them has
    seen, so that a notification need not copy two seconds; a trail that was overtaken copies.
    """

    times_ns: list[int]
    forces_mn: list[int]
    end: int
    """How many samples of the lists are this trail's."""
    short: int
    """Samples in a quarter second."""
    long: int
    """Samples in two seconds."""
    short_mn: int
    """Sum over the shorter window, mN."""
    long_mn: int
    """Sum over the longer window, mN."""

    @property
    def smooth_mn(self) -> int:
        """Return the mean force of the last quarter second, mN, rounded down."""
        return self.short_mn // self.short

    @property
    def steady_mn(self) -> int:
        """Return the mean force of the last two seconds, mN, rounded down."""
        return self.long_mn // self.long

    @property
    def slope_mn_per_s(self) -> int:
        """Return the slope across the last quarter second, mN/s, rounded down."""
        newest, before = self.end - 1, self.end - 1 - self.short
        across_us = (self.times_ns[newest] - self.times_ns[before]) // 1_000
        risen_mn = self.forces_mn[newest] - self.forces_mn[before]
        return risen_mn * 1_000_000 // max(across_us, 1)

    def pace_mn_per_s(self, rate_hz: float) -> int:
        """Return the change of force over the last two seconds, mN/s, rounded down."""
        if self.long < 2:
            return 0
        risen_mn = self.forces_mn[self.end - 1] - self.forces_mn[self.end - self.long]
        return int(risen_mn * rate_hz // (self.long - 1))

    def after(self, block: SampleBlock) -> "Trail":
        """Return the trail after a block."""
        new, end = len(block), self.end
        if new >= self.long:
            return self._anew(block)
        times_ns, forces_mn = self.times_ns, self.forces_mn
        if len(forces_mn) != end or end >= self.long + 1 + _ROOM:
            kept = end - self.long - 1
            times_ns, forces_mn = times_ns[kept:end], forces_mn[kept:end]
            end = self.long + 1
        times_ns.extend(block.t_ns.tolist())
        forces_mn.extend(block.force_mn.tolist())
        came_mn = sum(forces_mn[end:])
        left_short_mn = sum(forces_mn[end - self.short : end + new - self.short])
        left_long_mn = sum(forces_mn[end - self.long : end + new - self.long])
        return Trail(
            times_ns,
            forces_mn,
            end + new,
            self.short,
            self.long,
            self.short_mn + came_mn - left_short_mn,
            self.long_mn + came_mn - left_long_mn,
        )

    def _anew(self, block: SampleBlock) -> "Trail":
        """Return the trail after a block that fills all of the longer window."""
        count = self.long + 1
        times_ns = (self.times_ns[self.end - 1 : self.end] + block.t_ns[-count:].tolist())[-count:]
        forces_mn = (self.forces_mn[self.end - 1 : self.end] + block.force_mn[-count:].tolist())[
            -count:
        ]
        return Trail(
            times_ns,
            forces_mn,
            count,
            self.short,
            self.long,
            sum(forces_mn[-self.short :]),
            sum(forces_mn[-self.long :]),
        )

    def ahead_mn(
        self, force_mn: NDArray[np.int64], rate_hz: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the quarter-second mean at each sample of what comes next, and its change, mN.

        The change is what the next `rules.AHEAD_S` would bring if it went on as over the last
        `rules.AHEAD_FROM_S`. Both have shape (n,).
        """
        short = self.short
        back = min(max(1, round(rules.AHEAD_FROM_S * rate_hz)), self.long + 1 - short)
        before_mn = self.forces_mn[self.end - short - back : self.end]
        if len(force_mn) <= _FEW:
            return self._few_ahead_mn(before_mn + force_mn.tolist(), len(force_mn))
        sums_mn = np.zeros(len(before_mn) + len(force_mn) + 1, dtype=np.int64)
        np.cumsum(np.concatenate((before_mn, force_mn)), out=sums_mn[1:])
        means_mn = (sums_mn[short:] - sums_mn[:-short]) // short
        change_mn = (means_mn[back:] - means_mn[:-back])[1:] * _AHEAD // _AHEAD_FROM
        return means_mn[back + 1 :], change_mn

    def _few_ahead_mn(
        self, values_mn: list[int], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Do the same for the last `count` of some values, without arrays on the way."""
        short, means, changes = self.short, [], []
        back = len(values_mn) - count - short
        for end in range(len(values_mn) - count + 1, len(values_mn) + 1):
            mean = sum(values_mn[end - short : end]) // short
            before = sum(values_mn[end - back - short : end - back]) // short
            means.append(mean)
            changes.append((mean - before) * _AHEAD // _AHEAD_FROM)
        return np.array(means, dtype=np.int64), np.array(changes, dtype=np.int64)

    def steady_means_mn(self, force_mn: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the two-second mean at each sample of what comes next, mN, shape (n,)."""
        if len(force_mn) <= min(_FEW, self.long):
            return self._few_means_mn(force_mn.tolist())
        left_mn = np.array(self.forces_mn[self.end - self.long : self.end], dtype=np.int64)
        if len(force_mn) > self.long:
            left_mn = np.concatenate((left_mn, force_mn))
        sums_mn = (force_mn - left_mn[: len(force_mn)]).cumsum() + self.long_mn
        means_mn: NDArray[np.int64] = sums_mn // self.long
        return means_mn

    def _few_means_mn(self, values_mn: list[int]) -> NDArray[np.int64]:
        total_mn, at, means = self.long_mn, self.end - self.long, []
        for value_mn in values_mn:
            total_mn += value_mn - self.forces_mn[at]
            at += 1
            means.append(total_mn // self.long)
        return np.array(means, dtype=np.int64)


def opened(t_ns: int, force_mn: int, *, rate_hz: float) -> Trail:
    """Return a trail that has always been as its first sample, which is still to be taken in."""
    short = max(1, round(SHORT_S * rate_hz))
    long = max(1, round(rules.MATCH_S * rate_hz))
    step_ns = int(1e9 / rate_hz)
    times_ns = [t_ns - back * step_ns for back in range(long + 1, 0, -1)]
    return Trail(
        times_ns,
        [force_mn] * (long + 1),
        long + 1,
        short,
        long,
        short * force_mn,
        long * force_mn,
    )
