"""Stretches of a recorded hold in which nobody asked for another force, and what they look like.

A correction is a known change of force and would look like a move. So a hold is looked at only
where it counts as held and from 3 s after a cue that asks for another force was over, in stretches
of 10 s or more; what lies between two of them may have changed the force by any amount.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.core.cue import Direction
from tpdevice.core.record import Happened
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import NS_PER_S, ns
from tpdevice.session.cues import CUES, NUMBER_CUES
from tpdevice.signal.chain import Chain
from tpdevice.signal.hold import intervals
from tpdevice.signal.moved import Looked, Stretch, looked
from tpdevice.signal.watch import Watch

AFTER_S: Final = 3.0
"""After a cue that asks for another force, until force is left alone. Chosen: a reaction takes up
to a second, and the tissue follows fastest in its first seconds."""
STRETCH_S: Final = 10.0
"""A shorter stretch is left out: it has one mean or none. Chosen."""
BREAK_S: Final = 1.0
"""Not held for longer than this ends a stretch. Chosen."""

_ASKING = (Direction.MORE, Direction.LESS, Direction.OFF)
_OFFERS = frozenset({"deeper", *NUMBER_CUES})
"""Cues that say to stay and still invite another force."""
_FOREVER_NS = (1 << 63) - 1


def asked(log: Iterable[Happened]) -> list[tuple[int, int]]:
    """Return from when to when another force was asked for, or just had been, ns."""
    found: list[tuple[int, int]] = []
    since_ns: int | None = None
    for row in log:
        if row.kind != "cue":
            continue
        asks = _asks(row.name)
        if asks and since_ns is None:
            since_ns = row.at_ns
        elif not asks and since_ns is not None:
            found.append((since_ns, row.at_ns + ns(AFTER_S)))
            since_ns = None
    return found if since_ns is None else [*found, (since_ns, _FOREVER_NS)]


def _asks(key: str) -> bool:
    cue = CUES.get(key)
    return cue is not None and (cue.direction in _ASKING or key in _OFFERS)


class HoldLooked(Struct, frozen=True):
    """What came of looking at one hold."""

    hold: int
    looked: Looked
    left_alone_s: float
    """Held in all stretches that are long enough."""


class LeftAlone:
    """Eats what counts as held, oldest first: the `heed` of a `Recount`."""

    def __init__(self, log: Iterable[Happened]) -> None:
        self._asked = asked(log)
        self._parts: dict[int, list[tuple[NDArray[np.int64], ...]]] = defaultdict(list)

    def heed(self, hold: int, chain: Chain, block: SampleBlock, watch: Watch) -> None:
        """Take in samples that follow those of the chain."""
        parts = intervals(
            block,
            last_ns=int(block.t_ns[0]) if chain.t_ns is None else chain.t_ns,
            last_mn=int(block.force_mn[0]) if chain.t_ns is None else chain.force_mn,
            edges=(watch.bottom_mn, watch.top_mn),
            gap_ns=chain.gap_ns,
        )
        held_ns = chain.account.buckets.held_ns + np.cumsum(parts.dt_ns * parts.inside)
        kept = parts.inside
        self._parts[hold].append((block.t_ns[kept], held_ns[kept], block.force_mn[kept]))

    def hold(self, number: int) -> HoldLooked:
        """Return what came of looking at one hold."""
        stretches = self.stretches(number)
        alone_s = float(sum(np.ptp(held_s) for held_s, _ in stretches))
        return HoldLooked(number, looked(stretches), alone_s)

    def stretches(self, number: int) -> list[Stretch]:
        """Return held time, s, and force, mN, of each stretch that is long enough."""
        if not self._parts[number]:
            return []
        columns = zip(*self._parts[number], strict=True)
        t_ns, held_ns, force_mn = (np.concatenate(column) for column in columns)
        alone = np.ones(len(t_ns), dtype=np.bool_)
        for start_ns, end_ns in self._asked:
            alone[t_ns.searchsorted(start_ns) : t_ns.searchsorted(end_ns, side="right")] = False
        t_ns, held_s, force = t_ns[alone], held_ns[alone] / NS_PER_S, force_mn[alone].astype(float)
        cuts = np.flatnonzero(np.diff(t_ns) > ns(BREAK_S)) + 1
        found = zip(np.split(held_s, cuts), np.split(force, cuts), strict=True)
        return [part for part in found if len(part[0]) and np.ptp(part[0]) >= STRETCH_S]
