"""Soft tissue under a tool: how much force a depth gives, and how that force sags."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TissueSpec:
    """Mechanics of one place on one body."""

    secant_n_per_mm: float = 6.0
    """Force over depth at `secant_at_n`. Assumed: 3-12 N/mm for a 64 mm ball at 30-60 N, which is
    softer than the flat probes behind the robot-safety numbers of ISO/TS 15066."""

    secant_at_n: float = 45.0
    """The force at which the secant holds, N. Assumed."""

    exponent: float = 1.8
    """Power of depth in the force law. Assumed, 1.5-2.2; Isogai 2022 shows strong stiffening."""

    relaxation: tuple[tuple[float, float], ...] = ((0.10, 0.6), (0.40, 6.0))
    """Share of the force that fades at a held depth, and its time constant, s.
    Source: Bosboom 2001 (rat muscle in vivo: one term of 6.0 s, about half of the stress);
    Van Loocke 2009 (half of the stress is viscous); Zheng & Mak 1999 (fast terms in human legs)."""

    @property
    def coefficient(self) -> float:
        """Return k of F = k x^n, N/mm^n."""
        depth_mm = self.secant_at_n / self.secant_n_per_mm
        return self.secant_at_n / math.pow(depth_mm, self.exponent)


class Tissue:
    """Quasi-linear viscoelastic tissue, stepped at a fixed interval."""

    __slots__ = (
        "_coefficient",
        "_elastic_n",
        "_exponent",
        "_fast_gain",
        "_fast_keep",
        "_fast_n",
        "_lasting",
        "_slow_gain",
        "_slow_keep",
        "_slow_n",
    )

    def __init__(self, spec: TissueSpec, dt_s: float) -> None:
        self._coefficient = spec.coefficient
        self._exponent = spec.exponent
        # Two terms, written out: this runs once a sample.
        (fast, fast_s), (slow, slow_s) = spec.relaxation
        self._lasting = 1.0 - fast - slow
        self._fast_keep = math.exp(-dt_s / fast_s)
        self._slow_keep = math.exp(-dt_s / slow_s)
        # Exact for a depth that moves evenly within the step.
        self._fast_gain = fast * (1 - self._fast_keep) * fast_s / dt_s
        self._slow_gain = slow * (1 - self._slow_keep) * slow_s / dt_s
        self._elastic_n = self._fast_n = self._slow_n = 0.0

    def step(self, depth_mm: float) -> float:
        """Return the force after one interval that ends at `depth_mm`, N, never negative."""
        elastic_n = self._coefficient * depth_mm**self._exponent if depth_mm > 0.0 else 0.0
        added_n = elastic_n - self._elastic_n
        self._elastic_n = elastic_n
        self._fast_n = fast_n = self._fast_n * self._fast_keep + self._fast_gain * added_n
        self._slow_n = slow_n = self._slow_n * self._slow_keep + self._slow_gain * added_n
        force_n = self._lasting * elastic_n + fast_n + slow_n
        return force_n if force_n > 0.0 else 0.0

    def soften(self, share: float) -> None:
        """Make the tissue softer by `share` of its stiffness."""
        self._coefficient *= 1.0 - share
