"""The map of a ball: from the pressure in it to newtons, made of loads on a kitchen scale.

Straight between the loads, through rest, and no further than the heaviest. What is known of its
error comes from the loads themselves: each is left out in turn and told from the others.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from tpdevice.core.conversion import Conversion
from tpdevice.signal.loads import FEWEST, Load, Refused, objection

ALIKE: Final = 0.03
"""Loads that lie nearer to each other than this share of the heaviest are one. Chosen: as well as
a hand holds still."""
WORST: Final = 0.10
"""By how much the others may tell a load wrongly, share of the heaviest. Chosen: beyond that one of
them was misread."""


class BallMap(Struct, frozen=True):
    """What loads said of a ball."""

    conversion: Conversion
    error_n: float
    """The worst by which a load was told wrongly from the others, N."""
    error_share: float
    """The worst of such errors as a share of its load."""
    loads: tuple[Load, ...]
    """By force."""


def mapped(loads: Sequence[Load], *, range_raw: float, resolution_raw: float) -> BallMap | Refused:
    """Return the map that these loads make, or why they make none; see `objection`."""
    ordered = sorted(loads, key=lambda load: load.force_n)
    wrong = objection(ordered, range_raw=range_raw, resolution_raw=resolution_raw)
    if wrong is not None:
        return wrong
    points = _points(ordered)
    if len(points) < FEWEST:
        return Refused(
            f"{len(points)} loads can be told apart; a map needs {FEWEST}.",
            "Press with loads that differ more.",
        )
    errors = left_out(points)
    worst_n, error_n = max(errors, key=lambda error: abs(error[1]))
    if abs(error_n) > WORST * points[-1][1]:
        return Refused(
            f"The others tell {worst_n:.1f} N as {worst_n + error_n:.1f} N: they do not fit.",
            "Press that one again; hold still while you read the scale.",
            worst_n,
        )
    return BallMap(
        _curve(points, sum(load.rest_raw for load in ordered) / len(ordered)),
        abs(error_n),
        max(abs(error_n) / force_n for force_n, error_n in errors),
        tuple(ordered),
    )


Point = tuple[float, float]
"""Raw units above rest, and force, N."""


def left_out(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Return of each point but the last its force, and by how much the others tell it wrongly, N.

    The last is the end of the map: nothing beyond it is ever told.
    """
    errors = []
    for at in range(len(points) - 1):
        above, force_n = points[at]
        others = _curve([*points[:at], *points[at + 1 :]], 0.0)
        errors.append((force_n, others.n(above) - force_n))
    return errors


def _curve(points: Sequence[Point], rest_raw: float) -> Conversion:
    return Conversion(
        tuple(above for above, _ in points), tuple(force_n for _, force_n in points), rest_raw
    )


def _points(loads: Sequence[Load]) -> list[Point]:
    """Return the points of a curve that rises: loads alike, or out of order by a hair, are one.

    Pooled as in isotonic regression: whatever does not rise is put together with its neighbour.
    """
    alike_n = ALIKE * loads[-1].force_n
    pools: list[list[Load]] = []
    for load in loads:
        pools.append([load])
        while len(pools) > 1 and _one(pools[-2], pools[-1], alike_n=alike_n):
            last = pools.pop()
            pools[-1] += last
    return [_mean(pool) for pool in pools]


def _one(low: Sequence[Load], high: Sequence[Load], *, alike_n: float) -> bool:
    (low_above, low_n), (high_above, high_n) = _mean(low), _mean(high)
    return high_above <= low_above or high_n - low_n < alike_n


def _mean(loads: Sequence[Load]) -> Point:
    count = len(loads)
    return sum(load.above for load in loads) / count, sum(load.force_n for load in loads) / count
