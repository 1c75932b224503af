"""A short lightening of a force that is held: down by a good part, and soon back.

Never a press: whoever answers so must not be asked for more force. A hand that wanders, or comes
off for good, is not back in time.
"""

from typing import Final

from msgspec import Struct

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.signal.dwell import NEVER

LOW_SHARE: Final = 0.6
"""Of the force that was held; below this it is light. Chosen: far from what a hand wanders."""
BACK_SHARE: Final = 0.8
"""And from here on it is back. Chosen."""
DIP_S: Final = (0.06, 1.0)
"""So long it is light. Chosen: a sensor of ten values a second shows the shortest that is meant; a
longer one is a letting-go."""


class Dip(Struct, frozen=True):
    """What is remembered between two samples."""

    last_ns: int | None = None
    since_ns: int | None = None
    """Since when it is light, or None."""


NO_DIP: Final = Dip()


class Dipped(Struct, frozen=True):
    """What a block, or its start, brought."""

    dip: Dip
    at: int = NEVER
    """Index of the sample at which force was back, or NEVER."""
    begun_ns: int = 0


def dips(dip: Dip, block: SampleBlock, *, level_mn: int, gap_ns: int) -> Dipped:
    """Follow samples up to the first at which a lightening is over."""
    low_mn, back_mn = round(LOW_SHARE * level_mn), round(BACK_SHARE * level_mn)
    last_ns, since_ns = dip.last_ns, dip.since_ns
    pairs = zip(block.t_ns.tolist(), block.force_mn.tolist(), strict=True)
    for index, (t_ns, force_mn) in enumerate(pairs):
        if last_ns is not None and t_ns - last_ns > gap_ns:
            since_ns = None  # what was not seen may have been anything
        last_ns = t_ns
        if since_ns is None:
            since_ns = t_ns if force_mn < low_mn else None
        elif force_mn >= back_mn:
            begun_ns, since_ns = since_ns, None
            if ns(DIP_S[0]) <= t_ns - begun_ns <= ns(DIP_S[1]):
                return Dipped(Dip(t_ns), index, begun_ns)
    return Dipped(Dip(last_ns, since_ns))
