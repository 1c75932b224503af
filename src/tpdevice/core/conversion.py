"""From an instrument's own unit to newtons: a straight line, or a curve made by hand."""

import math
from itertools import pairwise
from typing import Self

from msgspec import Struct


class Conversion(Struct, frozen=True):
    """Raw values above rest with the force at each; straight between them and through rest.

    A load cell has one step, a sealed ball several. What is beyond the last step goes on as the
    last part does, and what is below rest as the first.
    """

    above: tuple[float, ...]
    """Raw units above rest, rising, the first above 0."""
    force_n: tuple[float, ...]
    """Force at each, N, rising."""
    rest_raw: float = 0.0
    """What was shown while nothing pressed."""

    @classmethod
    def straight(cls, n_per_raw: float, *, rest_raw: float = 0.0) -> Self:
        """Return a conversion by one factor."""
        return cls((1.0,), (n_per_raw,), rest_raw)

    @property
    def is_straight(self) -> bool:
        """Whether one factor serves everywhere."""
        return len(self.above) == 1

    @property
    def sound(self) -> bool:
        """Whether it can be used: finite, as many forces as steps, both rising from 0."""
        numbers = (*self.above, *self.force_n, self.rest_raw)
        return (
            len(self.above) == len(self.force_n) > 0
            and all(math.isfinite(number) for number in numbers)
            and _rising(self.above)
            and _rising(self.force_n)
        )

    @property
    def n_per_raw(self) -> float:
        """Newtons in one raw unit along the chord from rest to the last step."""
        return self.force_n[-1] / self.above[-1]

    @property
    def n_per_raw_at_rest(self) -> float:
        """Newtons in one raw unit near rest, where a curve is not as steep as its chord."""
        return self.force_n[0] / self.above[0]

    def range_n(self, range_raw: float) -> float:
        """Return the most that can be told, N: full scale, or where a curve that was made ends."""
        full = abs(range_raw - self.rest_raw) if self.rest_raw else range_raw
        return self.n_per_raw * (full if self.is_straight else min(full, self.above[-1]))

    def chord_n(self, raw: float) -> float:
        """Return a force on the chord: proportional to raw, so that a tare can be subtracted."""
        return (raw - self.rest_raw) * self.n_per_raw

    def bent_n(self, chord_n: float) -> float:
        """Return the force on the curve for one on the chord, after tare."""
        if self.is_straight:
            return chord_n
        above = chord_n / self.n_per_raw
        low, low_n = 0.0, 0.0
        for step, step_n in zip(self.above, self.force_n, strict=True):
            slope = (step_n - low_n) / (step - low)
            if above <= step:
                break
            low, low_n = step, step_n
        return low_n + (above - low) * slope if above <= step else step_n + (above - step) * slope

    def n(self, raw: float) -> float:
        """Return the force of a raw value whose zero is rest itself, N."""
        return self.bent_n(self.chord_n(raw))


def _rising(numbers: tuple[float, ...]) -> bool:
    return numbers[0] > 0 and all(low < high for low, high in pairwise(numbers))
