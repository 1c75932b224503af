"""One column of numbers of a sensor that nobody knows: is it a force, a clock or a counter."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from tpdevice.core.units import NS_PER_S

FEWEST: Final = 5
"""Numbers that make a column. Chosen."""
UNLIKELY: Final = 5.0
"""Against what counts up evenly, or never moves, when guesses are compared. Chosen."""
_CLOCKS: Final = {"s": 1.0, "ms": 1e3, "us": 1e6}
_CLOCK_OFF: Final = 0.3
"""How far a clock may be off, a share: what a radio and a short look can do. Chosen."""


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers with when each arrived, host time, oldest first."""

    at_ns: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def low(self) -> float:
        """The smallest."""
        return min(self.values)

    @property
    def high(self) -> float:
        """The largest."""
        return max(self.values)

    @property
    def span(self) -> float:
        """Between the smallest and the largest."""
        return self.high - self.low

    @property
    def liveliness(self) -> float:
        """How far it moves beside what it is at, from 0 to 1: a force that is pressed moves far."""
        size = abs(float(np.mean(self.values))) + self.span
        return self.span / size if size > 0 else 0.0

    @property
    def smoothness(self) -> float:
        """From 0, noise, to nearly 1: bytes that are put together wrongly jump about."""
        if self.span == 0 or len(self.values) < 2:
            return 0.0
        way = sum(abs(b - a) for a, b in pairwise(self.values)) / (len(self.values) - 1)
        # Independent numbers are a third of their span apart.
        return max(0.0, 1.0 - 3.0 * way / self.span)

    @property
    def step(self) -> float:
        """The smallest difference between two of its numbers, or 0 where all are alike."""
        found = sorted(set(self.values))
        return min((b - a for a, b in pairwise(found)), default=0.0)

    @property
    def counts_up(self) -> bool:
        """Whether it never goes back, and grows nearly always: a clock or a counter."""
        grows = [b > a for a, b in pairwise(self.values)]
        falls = any(b < a for a, b in pairwise(self.values))
        return len(self.values) >= FEWEST and not falls and sum(grows) > 0.9 * len(grows)

    @property
    def counter(self) -> bool:
        """Whether it grows by about the same each time."""
        steps = [b - a for a, b in pairwise(self.values)]
        return self.counts_up and max(steps) <= 3.0 * float(np.median(steps))

    def clock_unit(self) -> str:
        """Return the unit in which it tells the time, or nothing if it is no clock."""
        passed_s = (self.at_ns[-1] - self.at_ns[0]) / NS_PER_S
        if not self.counts_up or passed_s <= 0:
            return ""
        per_s = (self.values[-1] - self.values[0]) / passed_s
        fits = {
            unit: abs(math.log(per_s / each))
            for unit, each in _CLOCKS.items()
            if each * (1 - _CLOCK_OFF) < per_s < each * (1 + _CLOCK_OFF)
        }
        return min(fits, key=lambda unit: fits[unit], default="")


def column(at_ns: Sequence[int], values: Sequence[float]) -> Column | None:
    """Return the finite numbers as a column, or None if there are too few."""
    pairs = [pair for pair in zip(at_ns, values, strict=True) if math.isfinite(pair[1])]
    if len(pairs) < FEWEST:
        return None
    return Column(tuple([at for at, _ in pairs]), tuple([value for _, value in pairs]))
