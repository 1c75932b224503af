"""A condition with two thresholds: set at one, cleared at the other, kept in between."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.signal.dwell import Condition

_FEW = 64
"""Up to here plain integers are quicker than arrays."""


class Span(Struct, frozen=True):
    """Forces of a block with their extremes, which settle most questions at once."""

    force_mn: NDArray[np.int64]
    low_mn: int
    high_mn: int


def span(force_mn: NDArray[np.int64]) -> Span:
    """Return the forces of a non-empty block with their extremes."""
    if len(force_mn) <= _FEW:
        plain = force_mn.tolist()
        return Span(force_mn, min(plain), max(plain))
    return Span(force_mn, int(force_mn.min()), int(force_mn.max()))


def above(was: bool, forces: Span, *, set_over: int, clear_at: int) -> Condition:  # noqa: FBT001
    """Return where force is above: from over `set_over` until down at `clear_at` or lower, mN."""
    if forces.low_mn > (clear_at if was else set_over):
        return True
    if forces.high_mn <= (clear_at if was else set_over):
        return False
    return _keep(was, forces.force_mn > set_over, forces.force_mn <= clear_at)


def below(was: bool, forces: Span, *, set_under: int, clear_at: int) -> Condition:  # noqa: FBT001
    """Return where force is below: from under `set_under` until up at `clear_at` or higher, mN."""
    if forces.high_mn < (clear_at if was else set_under):
        return True
    if forces.low_mn >= (clear_at if was else set_under):
        return False
    return _keep(was, forces.force_mn < set_under, forces.force_mn >= clear_at)


def under(forces: Span, limit_mn: int) -> Condition:
    """Return where force is below `limit_mn`, without hysteresis."""
    if forces.high_mn < limit_mn:
        return True
    if forces.low_mn >= limit_mn:
        return False
    return forces.force_mn < limit_mn


def over(forces: Span, limit_mn: int) -> Condition:
    """Return where force is above `limit_mn`, without hysteresis."""
    if forces.low_mn > limit_mn:
        return True
    if forces.high_mn <= limit_mn:
        return False
    return forces.force_mn > limit_mn


def within(forces: Span, low_mn: int, high_mn: int) -> Condition:
    """Return where force is from `low_mn` to `high_mn`, both included."""
    if forces.low_mn >= low_mn and forces.high_mn <= high_mn:
        return True
    if forces.high_mn < low_mn or forces.low_mn > high_mn:
        return False
    return (forces.force_mn >= low_mn) & (forces.force_mn <= high_mn)


def _keep(was: bool, on: NDArray[np.bool_], off: NDArray[np.bool_]) -> Condition:  # noqa: FBT001
    """Return the latch at every sample: what the last decided sample said, else `was`.

    Writes into `on`. Few samples lie between the thresholds: only these are looked at.
    """
    kept = np.flatnonzero(on == off)
    if len(kept) == 0:
        return on
    first = np.ones(len(kept) + 1, dtype=np.bool_)
    first[1:-1] = kept[1:] - kept[:-1] != 1
    starts = np.flatnonzero(first)
    before = on[kept[starts[:-1]] - 1]
    if kept[0] == 0:
        before[0] = was
    on[kept] = np.repeat(before, starts[1:] - starts[:-1])
    return on


def first(condition: Condition, count: int) -> Condition:
    """Return the condition for the first `count` samples."""
    return condition if isinstance(condition, bool) else condition[:count]


def either(one: Condition, other: Condition) -> Condition:
    """Return where at least one of two conditions holds."""
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


def both(one: Condition, other: Condition) -> Condition:
    """Return where two conditions hold."""
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def negate(condition: Condition) -> Condition:
    """Return where the condition does not hold."""
    return not condition if isinstance(condition, bool) else ~condition
