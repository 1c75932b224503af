"""How long a condition has lasted without a break, the one clock that every rule is built from."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Condition = bool | NDArray[np.bool_]
"""True or False for a whole block, or one truth value a sample."""

NEVER = -1


class Dwell(Struct, frozen=True):
    """The state of one condition after the newest sample."""

    since_ns: int | None = None
    """Session time of the first sample of the present run, or None when it does not hold."""

    def lasted_ns(self, now_ns: int) -> int:
        """Return how long the present run has lasted at `now_ns`; 0 when there is none."""
        return 0 if self.since_ns is None else max(0, now_ns - self.since_ns)


NOT_HOLDING = Dwell()


def follow(dwell: Dwell, t_ns: NDArray[np.int64], condition: Condition) -> Dwell:
    """Return the dwell after a block."""
    if isinstance(condition, bool):
        if not condition:
            return NOT_HOLDING
        return dwell if dwell.since_ns is not None else Dwell(int(t_ns[0]))
    if not condition[-1]:
        return NOT_HOLDING
    broken = np.flatnonzero(~condition)
    if len(broken) == 0:
        return dwell if dwell.since_ns is not None else Dwell(int(t_ns[0]))
    return Dwell(int(t_ns[broken[-1] + 1]))


def reached(
    dwell: Dwell,
    t_ns: NDArray[np.int64],
    condition: Condition,
    *,
    need_ns: int,
    last_ns: int | None,
) -> int:
    """Return the index of the first sample at which a run is `need_ns` long, or NEVER.

    With `last_ns`, the sample before the block, a run that was already that long then does not
    count: a thing that is said once. Without it such a run counts at the first sample.
    """
    if isinstance(condition, bool):
        if not condition:
            return NEVER
        return _crossing(dwell.since_ns, t_ns, need_ns=need_ns, last_ns=last_ns)
    for start, stop in _runs(condition):
        since = dwell.since_ns if start == 0 else None
        at = _crossing(since, t_ns[start:stop], need_ns=need_ns, last_ns=last_ns)
        if at != NEVER:
            return start + at
    return NEVER


def _runs(condition: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield where the condition begins to hold and where it ends, again and again."""
    framed = np.zeros(len(condition) + 2, dtype=np.bool_)
    framed[1:-1] = condition
    edges: list[int] = np.flatnonzero(framed[1:] != framed[:-1]).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def _crossing(
    since_ns: int | None, t_ns: NDArray[np.int64], *, need_ns: int, last_ns: int | None
) -> int:
    begun_ns = int(t_ns[0]) if since_ns is None else since_ns
    due_ns = begun_ns + need_ns
    if since_ns is not None and last_ns is not None and last_ns >= due_ns:
        return NEVER
    if int(t_ns[-1]) < due_ns:
        return NEVER
    return int(np.searchsorted(t_ns, due_ns))
