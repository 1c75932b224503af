"""Where in a block each watched condition holds: on force, on its means, on what is ahead."""

import numpy as np

from tpdevice.core.samples import SampleBlock
from tpdevice.signal import latch
from tpdevice.signal.dwell import Condition
from tpdevice.signal.latch import Span
from tpdevice.signal.smooth import Trail
from tpdevice.signal.watch import Goal, Watch


def edges(forces: Span, watch: Watch, *, low: bool, high: bool) -> tuple[Condition, ...]:
    """Return the conditions on force, in the order of `Seen`; `low` and `high` held before."""
    below: Condition = False
    above: Condition = False
    out: Condition = False
    inside: Condition = False
    over: Condition = False
    if watch.banded:
        below = latch.below(
            low,
            forces,
            set_under=watch.bottom_mn,
            clear_at=watch.bottom_mn + watch.margin_mn,
        )
        above = latch.above(
            high,
            forces,
            set_over=watch.top_mn,
            clear_at=watch.top_mn - watch.margin_mn,
        )
        inside = latch.negate(latch.either(below, above))
        out = latch.negate(latch.within(forces, watch.bottom_mn, watch.top_mn))
        over = latch.over(forces, watch.top_mn)
    free = latch.under(forces, watch.free_mn)
    return (below, above, out, inside, free, latch.negate(free), over)


def means(
    trail: Trail, block: SampleBlock, forces: Span, watch: Watch
) -> tuple[Condition, Condition, Condition]:
    """Return where the mean of two seconds is near, has sagged, has risen."""
    steer = watch.steer
    if watch.near_mn is None and steer is None:
        return (False, False, False)
    span = latch.span(trail.steady_means_mn(forces.force_mn))
    near: Condition = False
    if watch.near_mn is not None:
        near = latch.within(span, *watch.near_mn)
    if steer is None or block.t_ns[-1] < steer.from_ns:
        return (near, False, False)
    sagged = latch.under(span, steer.more_mn)
    risen = latch.over(span, steer.less_mn)
    if block.t_ns[0] < steer.from_ns:
        late = block.t_ns >= steer.from_ns
        return (near, latch.both(sagged, late), latch.both(risen, late))
    return (near, sagged, risen)


def there(trail: Trail, forces: Span, rate_hz: float, goal: Goal | None) -> Condition:
    """Return where force is about to be where a correction leads."""
    if goal is None:
        return False
    means_mn, change_mn = trail.ahead_mn(forces.force_mn, rate_hz)
    low_mn, high_mn = goal.inside_mn
    inside = (means_mn >= low_mn) & (means_mn <= high_mn)
    if goal.rising:
        return inside & (means_mn + np.maximum(change_mn, 0) >= goal.there_mn)
    return inside & (means_mn + np.minimum(change_mn, 0) <= goal.there_mn)
