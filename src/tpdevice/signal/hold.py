"""What is credited: only time between two samples that both were in the band.

An interval longer than the sensor's silence limit is no data, whatever stands at its ends.
"""

from enum import StrEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.core.record import Buckets
from tpdevice.core.samples import SampleBlock
from tpdevice.signal.dwell import NEVER
from tpdevice.signal.latch import Span

Edges = tuple[int, int]
"""Bottom and top of the band, mN, both in it."""


class Mode(StrEnum):
    """What in-band time counts as."""

    HELD = "held"
    SETTLING = "settling"
    PAUSED = "paused"
    READ = "read"
    """Seen, whatever the force: without a band everything is in it."""


class Account(Struct, frozen=True):
    """Where the time of a hold went so far, and the force while it was held."""

    buckets: Buckets
    impulse_2mn_ns: int
    """Twice the force times time while held, mN·ns: the sum of both ends stays an integer."""
    read_ns: int = 0
    """Time that was only read, ns."""

    @property
    def mean_mn(self) -> int | None:
        """Return the mean force while held, mN, or None when nothing was held."""
        held_ns = self.buckets.held_ns
        return None if held_ns == 0 else self.impulse_2mn_ns // (2 * held_ns)


NOTHING = Buckets()
EMPTY = Account(NOTHING, 0)
"""Nothing counted yet."""


class Intervals(Struct, frozen=True, eq=False):
    """The intervals that end at each sample of a block, shape (n,)."""

    dt_ns: NDArray[np.int64]
    inside: NDArray[np.bool_]
    """Both ends in the band and no gap between them."""
    over: NDArray[np.bool_]
    """One end above the band."""
    gap: NDArray[np.bool_]
    ends_2mn: NDArray[np.int64]
    """Sum of the forces at both ends, mN."""


def intervals(
    block: SampleBlock, *, last_ns: int, last_mn: int, edges: Edges, gap_ns: int
) -> Intervals:
    """Return the intervals of a block that follows the sample (`last_ns`, `last_mn`)."""
    bottom_mn, top_mn = edges
    n = len(block)
    t_ns = np.empty(n + 1, dtype=np.int64)
    t_ns[0] = last_ns
    t_ns[1:] = block.t_ns
    force_mn = np.empty(n + 1, dtype=np.int64)
    force_mn[0] = last_mn
    force_mn[1:] = block.force_mn
    dt_ns = t_ns[1:] - t_ns[:-1]
    gap = dt_ns > gap_ns
    over = force_mn > top_mn
    in_band = force_mn >= bottom_mn
    in_band &= ~over
    inside = in_band[1:] & in_band[:-1]
    inside &= ~gap
    return Intervals(dt_ns, inside, over[1:] | over[:-1], gap, force_mn[1:] + force_mn[:-1])


class Steady(Struct, frozen=True):
    """A block all of whose intervals lie in the band, as most of a good hold does."""

    inside_ns: int
    ends_2mn_ns: int
    """Force at both ends of each interval times its time, mN·ns."""


def steady(
    block: SampleBlock, forces: Span, *, last_ns: int, last_mn: int, edges: Edges, gap_ns: int
) -> Steady | None:
    """Return the block as one piece where nothing in it, nor before it, leaves the band."""
    bottom_mn, top_mn = edges
    if forces.low_mn < bottom_mn or forces.high_mn > top_mn:
        return None
    inside_ns = int(block.t_ns[-1]) - last_ns
    if inside_ns > gap_ns or not bottom_mn <= last_mn <= top_mn:
        return None
    if len(block) == 1:
        return Steady(inside_ns, inside_ns * (last_mn + forces.low_mn))
    force_mn, t_ns = block.force_mn, block.t_ns
    first = (int(t_ns[0]) - last_ns) * (last_mn + int(force_mn[0]))
    rest = int((t_ns[1:] - t_ns[:-1]) @ (force_mn[1:] + force_mn[:-1]))
    return Steady(inside_ns, first + rest)


def crossing(parts: Intervals, *, counted_ns: int, mark_ns: int) -> int:
    """Return the index of the sample at which in-band time comes to `mark_ns`, or NEVER."""
    if counted_ns >= mark_ns:
        return 0
    inside_ns = parts.dt_ns * parts.inside
    if counted_ns + int(inside_ns.sum()) < mark_ns:
        return NEVER
    return int(np.cumsum(inside_ns).searchsorted(mark_ns - counted_ns))


def credited(account: Account, parts: Intervals | Steady, *, count: int, mode: Mode) -> Account:
    """Return the account after the first `count` intervals; of a steady block, after all."""
    if isinstance(parts, Steady):
        return _inside(account, NOTHING, parts.inside_ns, parts.ends_2mn_ns, mode=mode)
    dt_ns, inside, gap = parts.dt_ns[:count], parts.inside[:count], parts.gap[:count]
    whole_ns = int(dt_ns.sum())
    no_data_ns = int(dt_ns @ gap) if gap.any() else 0
    if mode is Mode.PAUSED:
        no_data = Buckets(no_data_ns=no_data_ns)
        return _inside(account, no_data, whole_ns - no_data_ns, 0, mode=mode)
    inside_dt_ns = dt_ns * inside
    inside_ns = int(inside_dt_ns.sum())
    above_ns = int((dt_ns * (parts.over[:count] & ~gap)).sum())
    outside = Buckets(
        below_ns=whole_ns - no_data_ns - inside_ns - above_ns,
        above_ns=above_ns,
        no_data_ns=no_data_ns,
    )
    impulse = int(inside_dt_ns @ parts.ends_2mn[:count])
    return _inside(account, outside, inside_ns, impulse, mode=mode)


def _inside(
    account: Account, outside: Buckets, inside_ns: int, impulse: int, *, mode: Mode
) -> Account:
    before = account.buckets
    after = Buckets(
        before.held_ns + (inside_ns if mode is Mode.HELD else 0),
        before.settling_ns + (inside_ns if mode is Mode.SETTLING else 0),
        before.below_ns + outside.below_ns,
        before.above_ns + outside.above_ns,
        before.no_data_ns + outside.no_data_ns,
        before.paused_ns + (inside_ns if mode is Mode.PAUSED else 0),
    )
    return Account(
        after,
        account.impulse_2mn_ns + (impulse if mode is Mode.HELD else 0),
        account.read_ns + (inside_ns if mode is Mode.READ else 0),
    )
