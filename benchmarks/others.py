"""The work of the kernel over a long recording, done with other libraries and with a plain loop.

The same for all: a mean of two seconds and one of a quarter second, both looking back; below and
above the band with a margin; held, below and above between each two samples, and no data over a
gap. After a gap everything begins anew.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

RATE_HZ: Final = 80.0
GAP_NS: Final = 500_000_000
BOTTOM, TOP, MARGIN = 35_000, 45_000, 2_000
LONG, SHORT = 160, 20
"""Two seconds and a quarter of one, samples."""

KINDS = ("held", "below", "above", "no data")

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of it; None where a library has no way to say it."""

    held_ns: int
    below_ns: int | None = None
    above_ns: int | None = None
    no_data_ns: int | None = None
    in_since_ns: int | None = None
    """Since when force was neither below nor above at the end; 0 if it was."""
    steady_mn: int | None = None
    """Mean of the last two seconds."""
    smooth_mn: int | None = None
    """Mean of the last quarter second."""

    def agrees_with(self, other: "Worked") -> bool:
        """Return whether all that both can say is the same, to the last bit."""
        pairs = [(getattr(self, name), getattr(other, name)) for name in self.__match_args__]
        return all(a == b for a, b in pairs if a is not None and b is not None)


def plain(t_ns: Array, force_mn: Array) -> Worked:
    """Go sample by sample."""
    held = below = above = no_data = 0
    low = high = False
    last_t, last_f, since = int(t_ns[0]), int(force_mn[0]), -1
    long: deque[int] = deque()
    short: deque[int] = deque()
    sums = [0, 0]
    for t, f in zip(t_ns.tolist(), force_mn.tolist(), strict=True):
        dt = t - last_t
        if not long or dt > GAP_NS:
            long, short, sums = deque([f] * LONG), deque([f] * SHORT), [f * LONG, f * SHORT]
            low, high, since = False, False, -1
        long.append(f)
        short.append(f)
        sums[0] += f - long.popleft()
        sums[1] += f - short.popleft()
        _means = sums[0] // LONG, sums[1] // SHORT
        low = f < BOTTOM or (low and f < BOTTOM + MARGIN)
        high = f > TOP or (high and f > TOP - MARGIN)
        since = -1 if low or high else t if since < 0 else since
        if dt > GAP_NS:
            no_data += dt
        elif BOTTOM <= f <= TOP and BOTTOM <= last_f <= TOP:
            held += dt
        elif f > TOP or last_f > TOP:
            above += dt
        else:
            below += dt
        last_t, last_f = t, f
    return Worked(held, below, above, no_data, max(since, 0), sums[0] // LONG, sums[1] // SHORT)


def with_pandas(t_ns: Array, force_mn: Array) -> Worked:
    """Roll, group and fill forward."""
    import pandas as pd

    t, f = pd.Series(t_ns), pd.Series(force_mn)
    dt = t.diff().fillna(0).astype("int64")
    gap = dt > GAP_NS
    part = gap.cumsum()
    grouped = f.groupby(part)
    long = grouped.rolling(LONG, min_periods=1).mean()
    short = grouped.rolling(SHORT, min_periods=1).mean()
    fresh = gap.copy()
    fresh.iloc[0] = True
    low = _filled(pd, f < BOTTOM, (f >= BOTTOM + MARGIN) | fresh)
    high = _filled(pd, f > TOP, (f <= TOP - MARGIN) | fresh)
    out = low | high
    inside = f.between(BOTTOM, TOP)
    over = f > TOP
    kind = pd.Series("below", index=f.index, dtype="object")
    kind[over | over.shift(fill_value=False)] = "above"
    kind[inside & inside.shift(fill_value=False)] = "held"
    kind[gap] = "no data"
    sums = dt.groupby(kind).sum()
    changed = out.ne(out.shift()) | fresh
    since = 0 if out.iloc[-1] else int(t[changed].iloc[-1])
    held, below, above, no_data = (int(sums.get(name, 0)) for name in KINDS)
    return Worked(held, below, above, no_data, since, int(long.iloc[-1]), int(short.iloc[-1]))


def _filled(pd: Any, on: Any, off: Any) -> Any:
    """Return a condition that is set, cleared, and kept in between."""
    known = pd.Series(np.where(on, 1.0, np.where(off, 0.0, np.nan)), index=on.index)
    return known.ffill().astype(bool)


def with_scipy(t_ns: Array, force_mn: Array) -> Worked:
    """Filter and label each piece between two gaps; time itself is left to numpy."""
    held = below = above = since = 0
    cuts = np.flatnonzero(np.diff(t_ns) > GAP_NS) + 1
    no_data = int((t_ns[cuts] - t_ns[cuts - 1]).sum())
    steady = smooth = 0
    for t, f in zip(np.split(t_ns, cuts), np.split(force_mn, cuts), strict=True):
        steady, smooth = _trailing(f, LONG), _trailing(f, SHORT)
        low = _latched(f < BOTTOM, f < BOTTOM + MARGIN)
        high = _latched(f > TOP, f > TOP - MARGIN)
        inside, over = (f >= BOTTOM) & (f <= TOP), f > TOP
        dt = np.diff(t)
        both = inside[1:] & inside[:-1]
        either = over[1:] | over[:-1]
        held += int(dt[both].sum())
        above += int(dt[either].sum())
        below += int(dt[~both & ~either].sum())
        outside = np.flatnonzero(low | high)
        last = outside[-1] if len(outside) else -1
        since = 0 if last == len(t) - 1 else int(t[last + 1])
    return Worked(held, below, above, no_data, since, steady, smooth)


def _trailing(f: Array, size: int) -> int:
    """Return the last of the means that look back, all of which are worked out."""
    from scipy import ndimage

    sums = ndimage.uniform_filter1d(f.astype(float), size, mode="nearest", origin=(size - 1) // 2)
    return int(sums[-1] + 1e-6)


def _latched(on: Array, kept: Array) -> Array:
    """Return where a condition was set and has not been cleared since."""
    from scipy import ndimage

    labels, count = ndimage.label(kept)
    if count == 0:
        return kept
    order = np.where(on, np.arange(len(on)), len(on))
    first = np.append(len(on), ndimage.minimum(order, labels, np.arange(1, count + 1)))
    found: Array = kept & (np.arange(len(on)) >= first[labels])
    return found


def with_neurokit(t_ns: Array, force_mn: Array) -> Worked:
    """Smooth, and find events: it has no margin, no mean that looks back, and no gaps."""
    import neurokit2 as nk

    held = 0
    cuts = np.flatnonzero(np.diff(t_ns) > GAP_NS) + 1
    for t, f in zip(np.split(t_ns, cuts), np.split(force_mn, cuts), strict=True):
        for size in (LONG, SHORT):
            nk.signal_smooth(f, method="convolution", kernel="boxcar", size=size)
        inside = ((f >= BOTTOM) & (f <= TOP)).astype(float)
        if not inside.any():
            continue
        found = nk.events_find(inside, threshold=0.5, threshold_keep="above")
        onset = np.asarray(found["onset"])
        last = onset + np.asarray(found["duration"]) - 1
        held += int((t[last] - t[onset]).sum())
    return Worked(held)


OTHERS: Final[dict[str, Callable[[Array, Array], Worked]]] = {
    "a plain Python loop": plain,
    "pandas": with_pandas,
    "SciPy": with_scipy,
    "NeuroKit2": with_neurokit,
}
