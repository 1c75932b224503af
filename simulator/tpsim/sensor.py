"""A load cell and its converter: what the instrument would say of a true force."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tpsim.elements import ELEMENTS

N_PER_KGF = 9.80665
"""Newtons in one kilogram-force, by definition."""

BLOCK = 512


@dataclass(frozen=True, slots=True)
class SensorSpec:
    """One kind of instrument."""

    period_us: float = 11_213.0
    """Spacing of its grid, µs. Source: public recordings of a Progressor, 89.2 Hz though 80 Hz is
    what its maker names; set 12500 for the latter."""

    every: int = 1
    """One reading for so many points of the grid on which the body lives."""

    element: str = "load cell"
    """What lies before the converter; see `tpsim.elements`."""

    missing: float = 0.069
    """Share of grid points that never come, hardly ever two on end. Source: the same recordings."""

    range_kg: float = 150.0
    """Full scale. Source: the maker's data sheet of the smaller model."""

    quantum_kg: float = 0.001
    """Smallest step. Assumed: recordings show steps well below the 0.05 kg quoted of a clone."""

    noise_kg: float = 0.01
    """Standard deviation of the converter's noise. Assumed."""

    creep: float = 0.001
    """Share of the load by which the reading creeps. Source: a load cell's sheet, 0.1 % of full
    scale in 30 min. Assumed: that is under full load, and in proportion under less."""

    creep_s: float = 600.0
    """Time constant of the creep, s. Assumed, so that nearly all of it comes in the 30 min."""

    zero_kg: float = 0.06
    """Standard deviation of what it shows unloaded: strap, hook, temperature. Assumed."""

    clock_ppm: float = 20.0
    """Standard deviation of its crystal's error. Assumed."""

    sign: int = 1
    """+1: pulling reads positive, as on a Progressor."""


class Sensor:
    """One instrument, read once for each point of its grid."""

    def __init__(self, spec: SensorSpec, rng: np.random.Generator) -> None:
        self._spec = spec
        self._rng = rng
        self.zero_kg = float(rng.normal(0.0, spec.zero_kg))
        self.clock_ppm = float(rng.normal(0.0, spec.clock_ppm))
        dt_s = spec.period_us * 1e-6
        self._element = None if spec.element == "load cell" else ELEMENTS[spec.element](dt_s)
        self._skip = 0
        self._creep_step = -math.expm1(-dt_s / spec.creep_s)
        self._crept_kg = 0.0
        self._noise: list[float] = []
        self._i = BLOCK
        self._gap = False

    def read(self, force_n: float) -> float:
        """Return the next reading of a true force, kg."""
        i = self._i
        if i == BLOCK:
            self._noise = (self._rng.standard_normal(BLOCK) * self._spec.noise_kg).tolist()
            i = 0
        self._i = i + 1
        spec = self._spec
        if self._element is not None:
            force_n = self._element(force_n)
        load_kg = force_n * (spec.sign / N_PER_KGF)
        self._crept_kg += (spec.creep * load_kg - self._crept_kg) * self._creep_step
        kg = load_kg + self._crept_kg + self.zero_kg + self._noise[i]
        limit_kg = spec.range_kg
        if not -limit_kg < kg < limit_kg:
            return math.copysign(limit_kg, kg)
        return round(kg / spec.quantum_kg) * spec.quantum_kg

    def present(self) -> bytes:
        """Return for the next `BLOCK` grid points whether a sample comes at all: 1 or 0."""
        share = self._spec.missing / (1 - self._spec.missing)  # the point after a gap always comes
        missing = (self._rng.random(BLOCK) < share).tolist()
        out = bytearray()
        for lost in missing:
            self._skip = (self._skip + 1) % self._spec.every
            if self._skip:
                out.append(0)
                continue
            self._gap = lost and not self._gap
            out.append(not self._gap)
        return bytes(out)


_EVEN = SensorSpec(period_us=12_500.0, missing=0.0)

KITCHEN_SCALE: Final = replace(
    _EVEN,
    every=8,
    element="kitchen scale",
    range_kg=2.06,
    quantum_kg=1e-5,
    noise_kg=2e-4,
    zero_kg=2e-3,
)
"""Ten readings a second of up to two kilograms. Source: what makers name; one says that its scale
goes on to show 3 % more. Noise and zero are assumed."""

BALL: Final = replace(
    _EVEN, every=8, element="air ball", quantum_kg=1e-5, noise_kg=0.015, zero_kg=0.02
)
"""What presses on a sealed ball; `tpsim.ball` makes a pressure of it. Noise, zero assumed."""

SENSORS: Final[dict[str, SensorSpec]] = {
    "load cell": SensorSpec(),
    "load cell, 250 Hz": SensorSpec(period_us=4_000.0, missing=0.0),
    "load cell, 80 Hz": _EVEN,
    "load cell, 10 Hz": replace(_EVEN, every=8),
    "load cell, 8 Hz, no clock": replace(_EVEN, every=10),
    "FSR": replace(_EVEN, every=2, element="fsr", noise_kg=0.03),
    "air ball": replace(_EVEN, every=4, element="air ball", noise_kg=0.02),
}
"""Instruments by name. Rates: what the makers of such boards name; noise of the last two assumed,
and no reading is lost but on the first, of which there are recordings."""
