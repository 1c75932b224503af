"""The chain: samples go in, and it stops at the first one at which something happens.

`advance` eats a block up to and including the first sample that fulfils one of the watched
conditions, and says which. What comes out does not depend on how the samples were cut into blocks.
"""

from enum import StrEnum

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core.samples import SampleBlock
from tpdevice.signal import latch
from tpdevice.signal.conditions import edges, means, there
from tpdevice.signal.dwell import NEVER, NOT_HOLDING, Condition, Dwell, follow, reached
from tpdevice.signal.hold import (
    EMPTY,
    Account,
    Intervals,
    Mode,
    Steady,
    credited,
    crossing,
    intervals,
    steady,
)
from tpdevice.signal.latch import Span
from tpdevice.signal.smooth import Trail, opened
from tpdevice.signal.watch import Seen, Watch

_FIRST_LOOK, _WIDEST_LOOK = 512, 65_536
"""Samples that are looked at in one go: few where much happens, at most what fits a cache.
What comes out does not depend on it. Source: measured; four times less is a third slower."""


class Chain(Struct, frozen=True, eq=False):
    """Everything that is remembered of the samples so far."""

    rate_hz: float
    gap_ns: int
    t_ns: int | None = None
    """Session time of the newest sample, or None before the first."""
    force_mn: int = 0
    trail: Trail | None = None
    """The last two seconds, or None before the first sample."""
    peak_mn: int = 0
    dwells: tuple[Dwell, ...] = (NOT_HOLDING,) * len(Seen)
    pressed_ns: int = 0
    account: Account = EMPTY
    settling_sum_mn: int = 0
    """Sum of force over the in-band samples of the present settling."""
    settling_count: int = 0

    @property
    def smooth_mn(self) -> int:
        """Return the mean force of the last quarter second, mN."""
        return 0 if self.trail is None else self.trail.smooth_mn

    @property
    def slope_mn_per_s(self) -> int:
        """Return the change of force over the last quarter second, mN/s."""
        return 0 if self.trail is None else self.trail.slope_mn_per_s

    @property
    def steady_mn(self) -> int:
        """Return the mean force of the last two seconds, in which wander and tremor cancel, mN."""
        return 0 if self.trail is None else self.trail.steady_mn

    @property
    def pace_mn_per_s(self) -> int:
        """Return the change of force over the last two seconds, mN/s."""
        return 0 if self.trail is None else self.trail.pace_mn_per_s(self.rate_hz)

    def dwell(self, seen: Seen) -> Dwell:
        """Return how long a condition has lasted."""
        return self.dwells[_INDEX[seen]]

    def holds(self, seen: Seen) -> bool:
        """Return whether a condition holds at the newest sample."""
        return self.dwells[_INDEX[seen]].since_ns is not None


_INDEX = {seen: index for index, seen in enumerate(Seen)}
_LASTING = (_INDEX[Seen.FREE], _INDEX[Seen.PRESSED], _INDEX[Seen.OVER])
"""Above the very top is above it in the next phase too: "less" must not begin to wait anew."""


class Step(Struct, frozen=True, eq=False):
    """What became of the start of a block."""

    chain: Chain
    used: int
    """Samples eaten, at least one."""
    happened: tuple[StrEnum, ...]
    """What the last eaten sample brought, in the order of the watch."""


def forget(chain: Chain) -> Chain:
    """Return a chain that starts what concerns the band anew, as each phase does."""
    dwells = tuple([d if i in _LASTING else NOT_HOLDING for i, d in enumerate(chain.dwells)])
    return replace(chain, dwells=dwells, settling_sum_mn=0, settling_count=0)


def inside(chain: Chain) -> Chain:
    """Return a chain in which neither edge of the band holds on to force that came back over it."""
    edges = (_INDEX[Seen.LOW], _INDEX[Seen.HIGH])
    dwells = tuple([NOT_HOLDING if i in edges else d for i, d in enumerate(chain.dwells)])
    return replace(chain, dwells=dwells)


def rezeroed(chain: Chain) -> Chain:
    """Return a chain that starts anew: forces before and after a zero do not belong together."""
    nothing = (NOT_HOLDING,) * len(Seen)
    return replace(chain, t_ns=None, dwells=nothing, settling_sum_mn=0, settling_count=0)


def unseen(chain: Chain) -> Chain:
    """Return a chain that counts nothing from its newest sample to the next."""
    return replace(chain, t_ns=None)


def anew(chain: Chain) -> Chain:
    """Return a chain with nothing counted and no peak, as each repetition begins."""
    return replace(chain, account=EMPTY, peak_mn=0)


def advance(chain: Chain, block: SampleBlock, watch: Watch) -> Step:
    """Eat a non-empty block up to the first sample at which something watched happens."""
    used, count, look = 0, len(block), _FIRST_LOOK
    while True:
        rest = block.part(used, used + look) if used or count > look else block
        if chain.t_ns is None or int(rest.t_ns[0]) - chain.t_ns > chain.gap_ns:
            chain = _restarted(chain, rest)
        step = _advance(chain, _until_gap(rest, chain.gap_ns), watch)
        used += step.used
        if step.happened or used == count:
            return Step(step.chain, used, step.happened)
        chain = step.chain
        look = min(2 * look, _WIDEST_LOOK)


def _until_gap(block: SampleBlock, gap_ns: int) -> SampleBlock:
    """Return the samples before the first gap inside a block, or all."""
    if int(block.t_ns[-1]) - int(block.t_ns[0]) <= gap_ns:
        return block
    dt_ns = np.diff(block.t_ns)
    if int(dt_ns.max()) <= gap_ns:
        return block
    return block.part(0, int((dt_ns > gap_ns).argmax()) + 1)


def _restarted(chain: Chain, block: SampleBlock) -> Chain:
    """Begin windows and conditions at the first sample of a block.

    Only pressing lasts across a gap: what could not be seen may have been pressing.
    """
    trail = opened(int(block.t_ns[0]), int(block.force_mn[0]), rate_hz=chain.rate_hz)
    kept = [
        d if seen is Seen.PRESSED else NOT_HOLDING
        for seen, d in zip(Seen, chain.dwells, strict=True)
    ]
    return replace(chain, trail=trail, dwells=tuple(kept), settling_sum_mn=0, settling_count=0)


def _advance(chain: Chain, block: SampleBlock, watch: Watch) -> Step:
    assert chain.trail is not None
    forces = latch.span(block.force_mn)
    conditions = (
        *edges(forces, watch, low=chain.holds(Seen.LOW), high=chain.holds(Seen.HIGH)),
        *means(chain.trail, block, forces, watch),
        there(chain.trail, forces, chain.rate_hz, watch.goal),
    )
    parts = _parts(chain, block, forces, watch)
    at, happened = _first(chain, block, conditions, parts, watch)
    used = len(block) if at == NEVER else at + 1
    if used < len(block):
        block = block.part(0, used)
        forces = latch.span(block.force_mn)
        conditions = tuple([latch.first(c, used) for c in conditions])
        if isinstance(parts, Steady):
            parts = _parts(chain, block, forces, watch)
    t_ns = block.t_ns
    settling_sum_mn, settling_count = _settling(chain, block, parts, watch)
    after = Chain(
        chain.rate_hz,
        chain.gap_ns,
        int(t_ns[-1]),
        int(block.force_mn[-1]),
        chain.trail.after(block),
        max(chain.peak_mn, forces.high_mn),
        # Most conditions are what they were for all of the block: follow no further.
        tuple(
            [
                d if c is (d.since_ns is not None) else follow(d, t_ns, c)
                for d, c in zip(chain.dwells, conditions, strict=True)
            ]
        ),
        chain.pressed_ns + _pressed_ns(chain, block, conditions[4], watch),
        chain.account
        if parts is None or watch.mode is None
        else credited(chain.account, parts, count=used, mode=watch.mode),
        settling_sum_mn,
        settling_count,
    )
    return Step(after, used, happened)


def _parts(
    chain: Chain, block: SampleBlock, forces: Span, watch: Watch
) -> Intervals | Steady | None:
    """Return what is to be counted of a block, or None while nothing is."""
    if watch.mode is None:
        return None
    edges = (watch.bottom_mn, watch.top_mn)
    last_ns, last_mn = int(block.t_ns[0]), int(block.force_mn[0])
    if chain.t_ns is not None:
        last_ns, last_mn = chain.t_ns, chain.force_mn
    whole = steady(
        block, forces, last_ns=last_ns, last_mn=last_mn, edges=edges, gap_ns=chain.gap_ns
    )
    if whole is not None and not _comes_to_mark(chain, whole, watch):
        return whole
    return intervals(block, last_ns=last_ns, last_mn=last_mn, edges=edges, gap_ns=chain.gap_ns)


def _comes_to_mark(chain: Chain, whole: Steady, watch: Watch) -> bool:
    mark_ns = watch.mark_ns
    return mark_ns is not None and _counted_ns(chain, watch) + whole.inside_ns >= mark_ns


def _counted_ns(chain: Chain, watch: Watch) -> int:
    """Return the in-band time that the mark of the watch is about."""
    buckets = chain.account.buckets
    return buckets.held_ns if watch.mode is Mode.HELD else buckets.settling_ns


def _first(
    chain: Chain,
    block: SampleBlock,
    conditions: tuple[Condition, ...],
    parts: Intervals | Steady | None,
    watch: Watch,
) -> tuple[int, tuple[StrEnum, ...]]:
    """Return the earliest sample at which something watched happens, and all that happens there."""
    found: list[tuple[int, StrEnum]] = []
    before_ns = int(block.t_ns[0]) if chain.t_ns is None else chain.t_ns
    for wait in watch.waits:
        index = _INDEX[wait.seen]
        at = reached(
            chain.dwells[index],
            block.t_ns,
            conditions[index],
            need_ns=wait.need_ns,
            last_ns=before_ns if wait.once else None,
        )
        if at != NEVER:
            found.append((at, wait.then))
    if isinstance(parts, Intervals) and watch.mark_ns is not None and watch.mark is not None:
        at = crossing(parts, counted_ns=_counted_ns(chain, watch), mark_ns=watch.mark_ns)
        if at != NEVER:
            found.append((at, watch.mark))
    if (
        watch.deadline_ns is not None
        and watch.deadline is not None
        and int(block.t_ns[-1]) >= watch.deadline_ns
    ):
        found.append((int(block.t_ns.searchsorted(watch.deadline_ns)), watch.deadline))
    if not found:
        return NEVER, ()
    earliest = min(at for at, _ in found)
    return earliest, tuple([then for at, then in found if at == earliest])


def _pressed_ns(chain: Chain, block: SampleBlock, free: Condition, watch: Watch) -> int:
    if free is True:
        return 0
    t_ns = block.t_ns
    before_ns = chain.t_ns
    if before_ns is not None and (
        chain.force_mn < watch.free_mn or int(t_ns[0]) - before_ns > chain.gap_ns
    ):
        before_ns = None
    if free is False:
        return int(t_ns[-1]) - (int(t_ns[0]) if before_ns is None else before_ns)
    both = ~(free[1:] | free[:-1])
    inner_ns = int(np.diff(t_ns) @ both)
    if before_ns is not None and not free[0]:
        inner_ns += int(t_ns[0]) - before_ns
    return inner_ns


def _settling(
    chain: Chain, block: SampleBlock, parts: Intervals | Steady | None, watch: Watch
) -> tuple[int, int]:
    """Return sum and count of the samples that ended an in-band interval while settling."""
    if watch.mode is not Mode.SETTLING or parts is None:
        return 0, 0
    if isinstance(parts, Steady):
        total_mn, count = int(block.force_mn.sum()), len(block)
    else:
        inside = parts.inside[: len(block)]
        total_mn, count = int(block.force_mn @ inside), int(np.count_nonzero(inside))
    return chain.settling_sum_mn + total_mn, chain.settling_count + count
