"""How strong the pressure feels: 0-10, with getting used to it and, for some, letting go."""

import math
from dataclasses import dataclass

import numpy as np

AT_COMFORT = 6.0
"""Rating at the strongest still comfortable force. Assumed: what the calibration asks for."""

AT_TENDER = 2.4
"""Rating where it first becomes tender. Assumed, so that a comfort force of 1.3 times the tender
one gives 1.2 points for each tenth of the tender force (Hou 2002 has ratios of 1.32-1.52)."""

USED_TO_PER_MIN = 0.5
"""Points by which steady pressure fades in a minute. Source: direction from Fryer & Hodgson 2005,
size assumed."""

FORGET_S = 60.0
"""Time constant with which that fading is lost again when free, s. Assumed."""

TONIC_S = 80.0
"""Period of the wave in steady pressure, s: a peak after a quarter of it, a nadir after three.
Assumed, on tonic heat pain, which has such a shape in most people."""

REPORT_SD = 0.6
"""Scatter of a report before rounding, points. Assumed, from test-retest of such scales."""

FELT_S = 1.5
"""Time constant over which pressure is felt, s: nobody rates the tremor of their own hand. Assumed,
on the slow build-up of pressure sensation in deep tissue."""

DROP = (2.0, 4.0)
"""Points that a letting-go takes away. Assumed, on Gemmell 2008."""

DROP_S = 4.0
"""Time constant of that drop, s. Assumed: done within about 10 s."""

LET_GO_MEDIAN_S = 35.0
LET_GO_SIGMA = 0.45
LET_GO_RANGE_S = (15.0, 90.0)
"""When it lets go in a hold: lognormal, cut to this range, s. Assumed."""

KEPT = 0.6
"""Share of a drop that is still there at the next repetition. Assumed: thresholds stay 10-20 %
higher after a session."""

SOFTENED = ((0.8, 0.0, 0.05), (0.2, 0.05, 0.16))
"""Chance, and range of the share of stiffness lost as it lets go. Assumed: trials find little."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What one person brings to one point and tool; drawn once for each seed."""

    tender_n: float
    """Force that first feels tender, N."""
    comfort_n: float
    """Strongest force that is still comfortable, N."""
    lets_go: float
    """Chance that a hold ends in a letting-go."""
    fades_per_min: float = USED_TO_PER_MIN
    """Points by which steady pressure fades in a minute; below 0 it builds up. Assumed, from -0.5
    to 1.2."""
    report_sd: float = REPORT_SD
    """Scatter of a report before rounding, points. Assumed, 0.4 to 0.9."""
    echo: float = 0.0
    """Correlation of that scatter from one report to the next. Assumed, 0 to 0.5."""
    lapses: float = 0.0
    """Share of reports that are any number at all. Assumed, 0 to 0.05."""
    tonic: float = 0.0
    """Height of the wave in steady pressure, points. Assumed, 0 to 0.5."""


class Feeling:
    """What one point feels like over a session."""

    def __init__(self, traits: Traits, rng: np.random.Generator) -> None:
        self._traits = traits
        self._rng = rng
        self._slope = (AT_COMFORT - AT_TENDER) / (traits.comfort_n - traits.tender_n)
        self._used_to = 0.0
        self._drop = self._drop_goal = 0.0
        self._pressed_s = 0.0
        self._due_s = math.inf
        self._felt_n = self._error = 0.0

    def strength(self, force_n: float) -> float:
        """Return how strong `force_n` feels now, 0-10, before any rounding."""
        if force_n <= 0.0:
            return 0.0
        above_n = force_n - self._traits.tender_n
        if above_n > 0.0:
            felt = AT_TENDER + self._slope * above_n
        else:  # pressure is felt before it is tender; assumed
            felt = AT_TENDER * (force_n / self._traits.tender_n) ** 2
        wave = self._traits.tonic * math.sin(math.tau * self._pressed_s / TONIC_S)
        return min(max(felt + wave - self._used_to - self._drop, 0.0), 10.0)

    def report(self) -> int:
        """Return the whole number that the person would say of the last seconds."""
        traits = self._traits
        fresh = self._rng.normal(0.0, traits.report_sd)
        self._error = traits.echo * self._error + math.sqrt(1.0 - traits.echo**2) * fresh
        if traits.lapses and self._rng.random() < traits.lapses:
            return int(self._rng.integers(0, 11))
        return min(max(round(self.strength(self._felt_n) + self._error), 0), 10)

    def feel(self, force_n: float, dt_s: float) -> bool:
        """Live through `dt_s` at `force_n`; return whether the point let go just now."""
        self._felt_n += (force_n - self._felt_n) * min(1.0, dt_s / FELT_S)
        if force_n < 0.5 * self._traits.tender_n:
            self._free(dt_s)
            return False
        if self._pressed_s == 0.0:
            self._begin()
        self._pressed_s += dt_s
        self._used_to += self._traits.fades_per_min / 60.0 * dt_s
        self._drop += (self._drop_goal - self._drop) * (dt_s / DROP_S)
        if self._pressed_s < self._due_s:
            return False
        self._due_s = math.inf
        self._drop_goal += float(self._rng.uniform(*DROP))
        return True

    def softening(self) -> float:
        """Return the share of stiffness lost by the letting-go that just happened."""
        (usual, low, high), (_, low_rare, high_rare) = SOFTENED
        if self._rng.random() < usual:
            return float(self._rng.uniform(low, high))
        return float(self._rng.uniform(low_rare, high_rare))

    def _begin(self) -> None:
        self._drop_goal *= KEPT
        drawn = float(self._rng.lognormal(math.log(LET_GO_MEDIAN_S), LET_GO_SIGMA))
        will = self._rng.random() < self._traits.lets_go
        low, high = LET_GO_RANGE_S
        self._due_s = min(max(drawn, low), high) if will else math.inf

    def _free(self, dt_s: float) -> None:
        self._pressed_s = 0.0
        self._used_to -= self._used_to * (dt_s / FORGET_S)
