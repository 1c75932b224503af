"""Counts of the converter to millinewtons, in small whole numbers."""

import math

MN_PER_N = 1000
COUNTS_PER_N = (100.0, 1_000_000.0)
"""What a scale may be; outside of it there is no cell, or no weight on it. Assumed."""
_CUT = 12
"""Bits of a difference of counts that are multiplied apart, so that no product grows too large."""


class Scale:
    """`mn(counts)` is (counts − zero) × factor, rounded to the nearest whole number."""

    def __init__(self, zero_counts: int, counts_per_n: float) -> None:
        self._zero_counts = zero_counts
        self._negative = counts_per_n < 0
        part, exponent = math.frexp(MN_PER_N / abs(counts_per_n))
        self.factor = min(round(part * 65536), 65535)
        """The factor's first sixteen bits."""
        self.shift = 16 - exponent
        """How far the product is to be shifted: 12 to 25 for the scales that are allowed."""
        self._half = 1 << (self.shift - 1)
        self._rest = (1 << (self.shift - _CUT)) - 1

    def mn(self, counts: int) -> int:
        """Return the force of 24-bit `counts`, mN."""
        difference = counts - self._zero_counts
        if self._negative:
            difference = -difference
        upper = (difference >> _CUT) * self.factor
        lower = (difference & 0xFFF) * self.factor + self._half
        carried = ((upper & self._rest) << _CUT) + lower
        return (upper >> (self.shift - _CUT)) + (carried >> self.shift)
