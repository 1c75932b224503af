"""What bathroom scales share: an instrument, and how it settles.

It shows the load, locks once that is still, and keeps it.
"""

from typing import Final

from tpsim.faults import NS_PER_S
from tpsim.sensor import SensorSpec

STILL_NS: Final = 2 * NS_PER_S
LEAST_KG: Final = 2.0
EMPTY_KG: Final = 0.5
"""How long still before it locks, the least that locks, and below what it is empty. Assumed."""


def instrument(step_kg: float, *, range_kg: float = 200.0, every: int = 80) -> SensorSpec:
    """Return the instrument of one; its own zero is taken when it is switched on.

    Parameters
    ----------
    every
        It sends one of so many values, of 80 a second.
    """
    return SensorSpec(
        period_us=12_500.0,
        every=every,
        missing=0.0,
        range_kg=range_kg,
        quantum_kg=step_kg,
        noise_kg=0.02,
        zero_kg=0.0,
    )


class Settling:
    """What one scale shows."""

    def __init__(self, step_kg: float) -> None:
        self._step_kg = step_kg
        self._still_kg = 0.0
        self._since_ns = 0
        self._locked_kg: float | None = None
        self.removed = False
        """Whether the load was taken off after it had locked."""

    @property
    def settled(self) -> bool:
        """Whether it has locked."""
        return self._locked_kg is not None

    def shown_kg(self, t_ns: int, kg: float) -> float:
        """Return what it shows of a load, in whole steps, never below zero."""
        steps = max(round(kg / self._step_kg), 0) * self._step_kg
        if self._locked_kg is not None and not (self.removed and steps > EMPTY_KG):
            self.removed = self.removed or steps < EMPTY_KG
            return self._locked_kg
        self._locked_kg, self.removed = None, False
        if abs(steps - self._still_kg) > self._step_kg:
            self._still_kg, self._since_ns = steps, t_ns
        if steps >= LEAST_KG and t_ns - self._since_ns >= STILL_NS:
            self._locked_kg = steps
        return steps
