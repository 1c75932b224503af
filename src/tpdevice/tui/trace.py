"""Force of the last seconds, reduced to the lowest and highest in each narrow column."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns

WINDOW_S: Final = 10.0
_BRIDGE_NS: Final = ns(0.5)
"""Columns without a sample are bridged for so long; a longer gap stays empty. As the guard's."""
_NOTHING: Final = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One pair of forces a column, oldest first; `empty` where nothing is known."""

    first: int
    """Number of the first column on the session's axis: a picture is drawn once for each."""
    low_mn: NDArray[np.int64]
    high_mn: NDArray[np.int64]
    empty: NDArray[np.bool_]


class Trace:
    """Remembers a little more than the window."""

    def __init__(self) -> None:
        self._blocks: deque[SampleBlock] = deque()

    def take(self, waiting: deque[SampleBlock]) -> None:
        """Take all blocks that wait; the other thread may append meanwhile."""
        while True:
            try:
                block = waiting.popleft()
            except IndexError:
                break
            if len(block):
                self._blocks.append(block)
        if not self._blocks:
            return
        oldest_ns = int(self._blocks[-1].t_ns[-1]) - ns(WINDOW_S + 1)
        while int(self._blocks[0].t_ns[-1]) < oldest_ns:
            self._blocks.popleft()

    @property
    def newest_ns(self) -> int | None:
        """Time of the newest sample."""
        return int(self._blocks[-1].t_ns[-1]) if self._blocks else None

    def columns(self, now_ns: int, count: int) -> Columns:
        """Return `count` columns that end at `now_ns`."""
        wide_ns = int(ns(WINDOW_S)) // count
        first = now_ns // wide_ns - count + 1
        return reduced(tuple(self._blocks), first, wide_ns=wide_ns, count=count)


def reduced(blocks: Sequence[SampleBlock], first: int, *, wide_ns: int, count: int) -> Columns:
    """Return `count` columns from the one with the number `first` on, each `wide_ns` wide."""
    low = np.full(count, -_NOTHING - 1, dtype=np.int64)
    high = np.full(count, _NOTHING, dtype=np.int64)
    if blocks:
        t_ns = np.concatenate([block.t_ns for block in blocks])
        force_mn = np.concatenate([block.force_mn for block in blocks])
        at = t_ns // wide_ns - first
        inside = (at >= 0) & (at < count)
        at, force_mn = at[inside], force_mn[inside]
        np.minimum.at(low, at, force_mn)
        np.maximum.at(high, at, force_mn)
    empty = high == _NOTHING
    return _bridged(Columns(first, low, high, empty), _BRIDGE_NS // wide_ns)


def _bridged(columns: Columns, most: int) -> Columns:
    """Carry the last column over short gaps, as slow sensors leave them."""
    known = np.where(columns.empty, -1, np.arange(len(columns.empty)))
    last = np.maximum.accumulate(known)
    following = np.minimum.accumulate(
        np.where(columns.empty, len(known), np.arange(len(known)))[::-1]
    )[::-1]
    bridge = columns.empty & (last >= 0) & (following < len(known)) & (following - last <= most)
    low, high, empty = columns.low_mn.copy(), columns.high_mn.copy(), columns.empty.copy()
    low[bridge] = low[last[bridge]]
    high[bridge] = high[last[bridge]]
    empty[bridge] = False
    low[empty] = high[empty] = 0
    return Columns(columns.first, low, high, empty)
