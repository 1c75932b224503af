"""How often a method called what it should, and what it should not, with intervals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure

Called = NDArray[np.bool_]

_Z: Final = 1.96
"""Of the normal distribution, for 95 %."""


@dataclass(frozen=True, slots=True)
class Row:
    """How often one method called one kind of holds, %, with 95 % Wilson intervals."""

    condition: str
    questions: int
    """In a hold; 0 where only force is looked at."""
    known: str
    """`cold`, or `after 10 holds`; empty where the method learns nothing."""
    method: str
    false_percent: float
    false_low_percent: float
    false_high_percent: float
    hit_percent: float
    hit_low_percent: float
    hit_high_percent: float
    quiet: int
    """Holds in which nothing happened."""
    eventful: int
    """Holds in which something happened that could be told."""


def row(
    condition: str, method: str, false: Called, hit: Called, *, questions: int = 0, known: str = ""
) -> Row:
    """Return a row from what was called of quiet and of eventful holds."""
    rates = (*wilson(int(false.sum()), len(false)), *wilson(int(hit.sum()), len(hit)))
    return Row(condition, questions, known, method, *rates, len(false), len(hit))


def wilson(called: int, count: int) -> tuple[float, float, float]:
    """Return a share and its 95 % Wilson interval, %."""
    share = called / count
    middle = share + _Z**2 / (2 * count)
    half = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    low, high = ((middle + side * half) / (1 + _Z**2 / count) for side in (-1, 1))
    return 100 * share, 100 * max(low, 0.0), 100 * min(high, 1.0)


def figures(rows: Iterable[Row]) -> Iterator[Figure]:
    """Yield two figures for each row."""
    for found in rows:
        known = f", {found.known}" if found.known else ""
        what = f"{found.condition} | {found.method}{known}"
        low, high, count = found.false_low_percent, found.false_high_percent, found.quiet
        of = f"{low:.1f} to {high:.1f}, {count} holds"
        yield Figure(what, round(found.false_percent, 1), "% false", "", of)
        low, high, count = found.hit_low_percent, found.hit_high_percent, found.eventful
        of = f"{low:.1f} to {high:.1f}, {count} holds"
        yield Figure(what, round(found.hit_percent, 1), "% hit", "", of)
