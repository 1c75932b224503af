"""Why a hand is never still: wander, a beat near 1 Hz, tremor and breath, as one relative noise."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 512
"""Samples made at a time; the same stream whatever is asked for when."""

TREMOR_HZ = 9.5
"""Middle of the physiological band of 8-12 Hz. Source: Novak & Newell 2017."""

BEAT_HZ = 1.0
"""Where voluntary corrections peak. Source: Smith 2018; Sosnoff & Newell 2006."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Standard deviations as shares of the force."""

    wander: float
    """Slow wander. Source: Baweja 2009 gives 2-10 % for a finger in all, the split is assumed."""

    beat: float
    """Around 1 Hz. Source: Smith 2018 (half to double the variance once there is feedback)."""

    tremor: float
    """8-12 Hz. Assumed, 0.3-0.8 %; the band is from Novak & Newell 2017."""

    breath: float
    """Amplitude of breathing. Assumed: 2-8 % lying on the upper back, 1-2 % on the hip; of the
    population see `tpsim.population.Support`."""

    breath_hz: float = 0.24
    """Breaths a second, 0.10-0.30. Source: Baweja 2011."""

    wander_s: float = 3.0
    """Correlation time of the wander, s. Assumed."""


class _Resonator:
    """Noise with a peak, of unit variance: a second-order autoregression."""

    def __init__(self, hz: float, width_hz: float, dt_s: float) -> None:
        radius = math.exp(-math.pi * width_hz * dt_s)
        self.first = 2 * radius * math.cos(2 * math.pi * hz * dt_s)
        self.second = -radius * radius
        spread = (1 - self.second) ** 2 - self.first**2
        self.gain = math.sqrt((1 + self.second) * spread / (1 - self.second))
        self.last = self.before = 0.0

    def run(self, white: list[float], scale: float) -> list[float]:
        """Return the next values for this white noise."""
        first, second, gain = self.first, self.second, self.gain * scale
        last, before = self.last, self.before
        out: list[float] = []
        for value in white:
            last, before = first * last + second * before + gain * value, last
            out.append(last)
        self.last, self.before = last, before
        return out


class Unsteady:
    """A never-ending stream of relative force noise, in blocks."""

    def __init__(self, steadiness: Steadiness, dt_s: float, rng: np.random.Generator) -> None:
        self._is = steadiness
        self._dt_s = dt_s
        self._rng = rng
        self._beat = _Resonator(BEAT_HZ, 0.8, dt_s)
        self._tremor = _Resonator(TREMOR_HZ, 2.0, dt_s)
        self._wander = 0.0
        self._phase = float(rng.uniform(0, 2 * math.pi))

    def block(self) -> list[float]:
        """Return the next `BLOCK` values, shares of the force."""
        white = self._rng.standard_normal((3, BLOCK))
        beat = self._beat.run(white[0].tolist(), self._is.beat)
        tremor = self._tremor.run(white[1].tolist(), self._is.tremor)
        total = np.array(beat) + np.array(tremor) + self._breath()
        return self._wandering(white[2].tolist(), total.tolist())

    def _breath(self) -> NDArray[np.float64]:
        pace = self._is.breath_hz * self._rng.uniform(0.85, 1.15)
        phase = self._phase + 2 * math.pi * pace * self._dt_s * np.arange(1, BLOCK + 1)
        self._phase = float(phase[-1]) % (2 * math.pi)
        breath: NDArray[np.float64] = self._is.breath * np.sin(phase)
        return breath

    def _wandering(self, white: list[float], onto: list[float]) -> list[float]:
        keep = math.exp(-self._dt_s / self._is.wander_s)
        gain = self._is.wander * math.sqrt(1 - keep * keep)
        wander = self._wander
        out: list[float] = []
        for value, rest in zip(white, onto, strict=True):
            wander = keep * wander + gain * value
            out.append(wander + rest)
        self._wander = wander
        return out
