"""What people do that no cue asked for: take the hand away, stop, fall asleep, cough, push on."""

from collections.abc import Callable
from typing import Final

import numpy as np

from tpsim.faults import NS_PER_S
from tpsim.scenarios import Temper

COUGH: Final = 0.35
COUGH_S: Final = 0.3
"""A cough's share of the force, and how long it lasts, s. Assumed."""


class Whims:
    """One person's own doings, at known times once their first hold begins."""

    def __init__(
        self,
        temper: Temper,
        rng: np.random.Generator,
        seeing: np.random.Generator,
        *,
        jolt: Callable[[float], None],
    ) -> None:
        self._temper, self._rng, self._seeing, self._jolt = temper, rng, seeing, jolt
        self._away_ns: tuple[int, int] | None = None
        self._asleep_ns: int | None = None
        self._cough_ns: int | None = None
        self._stop_ns: int | None = None
        self._push_until_ns: int | None = None

    def begin_hold(self, at_ns: int) -> None:
        """Fix all times, at the first cue of the first hold."""
        temper = self._temper
        if temper.lets_go_after_s is not None:
            after_s = self._seeing.uniform(*temper.lets_go_after_s)
            self.leave(at_ns + round(after_s * NS_PER_S), temper.away_s)
        if temper.asleep_after_s is not None:
            after_s = self._seeing.uniform(*temper.asleep_after_s)
            self._asleep_ns = at_ns + round(after_s * NS_PER_S)
        if temper.stops_after_s is not None:
            after_s = self._seeing.uniform(*temper.stops_after_s)
            self._stop_ns = at_ns + round(after_s * NS_PER_S)

    def leave(self, start_ns: int, for_s: float) -> None:
        """Take the hand away then, for so long."""
        self._away_ns = (start_ns, start_ns + round(for_s * NS_PER_S))

    def asleep(self, now_ns: int) -> bool:
        """Say whether nothing is followed any more."""
        return self._asleep_ns is not None and now_ns >= self._asleep_ns

    def away(self, now_ns: int) -> bool:
        """Say whether the hand is away."""
        return self._away_ns is not None and self._away_ns[0] <= now_ns < self._away_ns[1]

    def back(self, now_ns: int) -> bool:
        """Say, once, that the hand comes back."""
        if self._away_ns is None or now_ns < self._away_ns[1]:
            return False
        self._away_ns = None
        return True

    def cough(self, now_ns: int, dt_s: float) -> None:
        """Jolt now and then, and be back a moment later."""
        rate = self._temper.coughs_per_min
        if self._cough_ns is not None and now_ns >= self._cough_ns:
            self._cough_ns = None
            self._jolt(-COUGH)
        elif rate and self._cough_ns is None and self._rng.random() < rate / 60.0 * dt_s:
            self._cough_ns = now_ns + round(COUGH_S * NS_PER_S)
            self._jolt(COUGH)

    def stops(self, now_ns: int) -> bool:
        """Say, once, that the stop key is pressed."""
        if self._stop_ns is None or now_ns < self._stop_ns:
            return False
        self._stop_ns = None
        return True

    def pushing(self, now_ns: int) -> bool:
        """Say whether the hand pushes on, whatever is asked."""
        return self._push_until_ns is not None and now_ns < self._push_until_ns

    def push(self, now_ns: int, dt_s: float) -> float | None:
        """Return up to how many times the comfort force, where a push begins now."""
        temper = self._temper
        rate = temper.pushes_per_min
        if not rate or self._push_until_ns is not None or self._rng.random() >= rate / 60.0 * dt_s:
            return None
        self._push_until_ns = now_ns + round(self._rng.uniform(*temper.push_s) * NS_PER_S)
        return float(self._rng.uniform(*temper.push_times))

    def pushed(self, now_ns: int) -> bool:
        """Say, once, that a push is over."""
        if self._push_until_ns is None or now_ns < self._push_until_ns:
            return False
        self._push_until_ns = None
        return True
