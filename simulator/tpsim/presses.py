"""Answers by the ball itself: two short presses are yes, one long press is no."""

import math
from typing import Final

import numpy as np

from tpsim.hand import Hand

FORCE_N: Final = (6.0, 40.0)
"""How hard somebody presses for an answer, N. Assumed: a push that one is sure of."""
FORCE_SIGMA: Final = 0.15
"""Lognormal sigma from press to press. Assumed."""
SHORT_S: Final = (0.12, 0.50)
"""How long their short press lasts, s. Assumed."""
GAP_S: Final = (0.15, 0.55)
"""And the time between two. Assumed."""
LONG_S: Final = (1.5, 2.8)
"""And a long press, s: they are asked for about two. Assumed."""
LENGTH_SIGMA: Final = 0.15
"""Lognormal sigma of all these times, from press to press. Assumed."""
LIGHTENED_S: Final = 0.3
"""How long they lighten what they hold, s. Assumed."""
N_PER_S: Final = (60.0, 250.0)
"""How fast they press and let go, N/s. Assumed."""


class Presses:
    """One person's way to press an answer."""

    def __init__(self, hand: Hand, rng: np.random.Generator) -> None:
        self._hand, self._rng = hand, rng
        self._force_n, self._short_s, self._gap_s, self._long_s, self._n_per_s = (
            float(rng.uniform(*limits)) for limits in (FORCE_N, SHORT_S, GAP_S, LONG_S, N_PER_S)
        )

    def make(self, answer: str) -> None:
        """Press yes or no, where nothing is pressed; or lighten what is."""
        if answer == "lighten":
            self._hand.lighten(self._about(LIGHTENED_S), self._n_per_s)
            return
        if not self._hand.free:
            return
        lengths_s = (self._short_s,) * 2 if answer == "yes" else (self._long_s,)
        self.press(lengths_s)

    def press(self, lengths_s: tuple[float, ...]) -> None:
        """Press for these times, with a gap between two."""
        moves: list[tuple[float, float, float]] = []
        for index, length_s in enumerate(lengths_s):
            before_s = self._about(self._gap_s) if index else 0.0
            force_n = self._about(self._force_n, FORCE_SIGMA)
            moves.append((before_s, force_n, self._n_per_s))
            moves.append((self._about(length_s), 0.0, self._n_per_s))
        self._hand.perform(moves)

    def _about(self, usual: float, sigma: float = LENGTH_SIGMA) -> float:
        return usual * math.exp(float(self._rng.normal(0.0, sigma)))
