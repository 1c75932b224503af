"""A recording made thin, and the moments at which force was above what was allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns

APART_S: Final = 1.0
"""Excursions that follow sooner are one moment. Chosen: a trembling hand is not ten of them."""


@dataclass(frozen=True, slots=True)
class Above:
    """One moment above what was allowed."""

    start_ns: int
    end_ns: int
    peak_mn: int
    cap_mn: int
    """The lowest that was in force during it."""


def means(block: SampleBlock, *, step_ns: int) -> tuple[int | None, ...]:
    """Return the mean force of each step from time 0 on, mN; None where nothing came."""
    at = block.t_ns // step_ns
    kept = at >= 0
    if not kept.any():
        return ()
    count = np.bincount(at[kept])
    total = np.bincount(at[kept], weights=block.force_mn[kept])
    return tuple(
        [
            round(force / n) if n else None
            for force, n in zip(total.tolist(), count.tolist(), strict=True)
        ]
    )


def above(block: SampleBlock, caps: Sequence[tuple[int, int]]) -> tuple[Above, ...]:
    """Return every moment above a cap, in order.

    Parameters
    ----------
    caps
        From when on which cap was in force, ns and mN, in order; before the first there was none.
    """
    if not caps or not len(block):
        return ()
    since = np.searchsorted([at for at, _ in caps], block.t_ns, side="right") - 1
    allowed = np.array([cap for _, cap in caps])[since]
    over = np.flatnonzero((since >= 0) & (block.force_mn > allowed))
    if not len(over):
        return ()
    cuts = np.flatnonzero(np.diff(block.t_ns[over]) > ns(APART_S)) + 1
    return tuple([_moment(block, run, caps=allowed) for run in np.split(over, cuts)])


def _moment(block: SampleBlock, run: NDArray[np.int64], *, caps: NDArray[np.int64]) -> Above:
    return Above(
        start_ns=int(block.t_ns[run[0]]),
        end_ns=int(block.t_ns[run[-1]]),
        peak_mn=int(block.force_mn[run].max()),
        cap_mn=int(caps[run].min()),
    )
