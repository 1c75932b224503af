"""Force of the last seconds, reduced to the lowest and highest in each narrow column."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns

WINDOW_S: Final = 10.0
_BRIDGE_NS: Final = ns(0.5)
"""Columns without a sample are bridged for so long; a longer gap stays empty. As the guard's."""
_ROOM: Final = 2_048
"""Samples for which there is room at first: twice the window at 80 a second. Chosen."""


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
        self._t_ns = np.empty(_ROOM, dtype=np.int64)
        self._force_mn = np.empty(_ROOM, dtype=np.int64)
        self._end = 0
        """How many of them are samples; the rest is room for more."""

    def take(self, waiting: deque[SampleBlock]) -> None:
        """Take all blocks that wait; the other thread may append meanwhile."""
        while True:
            try:
                block = waiting.popleft()
            except IndexError:
                return
            if len(block):
                self._append(block)

    def _append(self, block: SampleBlock) -> None:
        if self._end + len(block) > len(self._t_ns):
            self._make_room(block)
        until = self._end + len(block)
        self._t_ns[self._end : until] = block.t_ns
        self._force_mn[self._end : until] = block.force_mn
        self._end = until

    def _make_room(self, block: SampleBlock) -> None:
        """Forget what is older than the window, and have at least as much room as what stays."""
        oldest_ns = int(block.t_ns[-1]) - ns(WINDOW_S + 1)
        begin = int(np.searchsorted(self._t_ns[: self._end], oldest_ns))
        kept = slice(begin, self._end)
        self._end -= begin
        room = max(_ROOM, 2 * (self._end + len(block)))
        for name in ("_t_ns", "_force_mn"):
            fresh = np.empty(room, dtype=np.int64)
            fresh[: self._end] = getattr(self, name)[kept]
            setattr(self, name, fresh)

    @property
    def newest_ns(self) -> int | None:
        """Time of the newest sample."""
        return int(self._t_ns[self._end - 1]) if self._end else None

    def columns(self, now_ns: int, count: int) -> Columns:
        """Return `count` columns that end at `now_ns`."""
        wide_ns = int(ns(WINDOW_S)) // count
        first = now_ns // wide_ns - count + 1
        known = slice(None, self._end)
        samples = SampleBlock(self._t_ns[known], self._force_mn[known])
        return reduced(samples, first, wide_ns=wide_ns, count=count)


def reduced(samples: SampleBlock, first: int, *, wide_ns: int, count: int) -> Columns:
    """Return `count` columns from the one with the number `first` on, each `wide_ns` wide."""
    edges_ns = np.arange(first, first + count + 1) * wide_ns
    at = np.searchsorted(samples.t_ns, edges_ns)
    empty = at[1:] == at[:-1]
    low, high = np.zeros((2, count), dtype=np.int64)
    if not empty.all():
        force_mn = samples.force_mn[: at[-1]]
        begins = at[:-1][~empty]  # each reaches to the next, since those between are empty
        low[~empty] = np.minimum.reduceat(force_mn, begins)
        high[~empty] = np.maximum.reduceat(force_mn, begins)
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
    return Columns(columns.first, low, high, empty)
