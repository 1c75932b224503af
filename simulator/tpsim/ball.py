"""A sealed ball with a pressure sensor in it: what a force on it does to the pressure inside.

This is the curve alone. How the wall creeps and the air warms up is in `tpsim.elements`.
"""

from dataclasses import dataclass
from typing import Final

from tpsim.sensor import N_PER_KGF

AIR_KPA: Final = 101.3
"""Pressure of the air around, which a sensor of absolute pressure shows as well. Source: the
standard atmosphere."""


@dataclass(frozen=True, slots=True)
class Ball:
    """One ball; the pressure always rises with the force."""

    kpa_per_n: float
    """Rise of the pressure when it is barely touched."""
    bend_per_n: float
    """Growth of that with the force, a share; where it is negative, the curve flattens."""

    def gauge_kpa(self, load_kg: float) -> float:
        """Return by how much a load raises the pressure."""
        force_n = load_kg * N_PER_KGF
        bent = 1.0 + abs(self.bend_per_n * force_n)
        chord_kpa = self.kpa_per_n * force_n
        return chord_kpa * bent if self.bend_per_n > 0 else chord_kpa / bent


FIRM: Final = Ball(kpa_per_n=0.4, bend_per_n=0.01)
"""A firm ball that touches with 10 to 20 cm2. It gives way at first, then stiffens. Assumed."""

SOFT: Final = Ball(kpa_per_n=0.15, bend_per_n=-0.006)
"""A soft ball or a pad, whose patch grows with the force, for sensors of little range. Assumed."""
