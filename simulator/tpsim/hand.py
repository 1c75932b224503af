"""The hand, or the body's weight: what is meant to be pressed, and what comes of it."""

import math
from typing import Final

import numpy as np

from tpsim.subjects import Subject
from tpsim.unsteady import BLOCK, Unsteady

TIRING_S: Final = 180.0
"""Time constant of getting tired and of recovering, s. Source: Rohmert's endurance curves."""

BUSY_N: Final = 2.0
"""Above this the arm works, N. Assumed."""

LIGHTER: Final = 0.2
"""What is left where a hand lightens for a moment, share of what is meant. Assumed."""


class Hand:
    """Moves the tool into the tissue, one grid point at a time."""

    __slots__ = (
        "_depth_gain",
        "_depth_power",
        "_dt_s",
        "_goal_n",
        "_i",
        "_meant_n",
        "_noise",
        "_plan",
        "_push_n",
        "_rng",
        "_sense",
        "_shake",
        "_shaken",
        "_slack",
        "_slack_left",
        "_step_n",
        "_subject",
        "_tired",
        "_unsteady",
    )

    def __init__(
        self, subject: Subject, dt_s: float, *, unsteady: Unsteady, rng: np.random.Generator
    ) -> None:
        self._subject, self._dt_s = subject, dt_s
        self._unsteady, self._rng = unsteady, rng
        self._meant_n = self._goal_n = self._push_n = 0.0
        self._slack = -math.log1p(-subject.slack)
        self._slack_left = self._slack
        self._step_n = dt_s
        self._sense = subject.force_sense_per_s * dt_s
        # What the hand has learnt of the tissue: it does not know when that softens or sags.
        self._depth_gain = 1.0 / subject.tissue.coefficient
        self._depth_power = 1.0 / subject.tissue.exponent
        self._noise: list[float] = []
        self._i = BLOCK
        self._tired, self._shake, self._shaken = 0.0, 1.0, 0.0
        self._plan: list[tuple[int, float, float]] = []

    @property
    def free(self) -> bool:
        """Say whether nothing is meant to be pressed."""
        return self._meant_n == 0.0

    @property
    def shaken(self) -> float:
        """The unsteadiness of this moment, share of the force."""
        return self._shaken

    def step(self, force_n: float) -> float:
        """Return how deep the tool is after one more grid point, mm, having felt `force_n`."""
        if self._plan:
            self._follow_plan()
        i = self._i
        if i == BLOCK:
            self._noise = self._unsteady.block()
            i = 0
        self._i = i + 1
        meant_n = self._meant_n
        moved_n = self._goal_n - meant_n
        if moved_n:
            step_n = self._step_n
            if moved_n > step_n:
                moved_n = step_n
            elif moved_n < -step_n:
                moved_n = -step_n
            self._meant_n = meant_n = meant_n + moved_n
        elif meant_n == 0.0:
            moved_n = -self._step_n
        # A share of the force, as it was measured, and not of the push: that of a held force is
        # twice as large, since the tissue has given way. What is felt to be meant wanders with it.
        self._shaken = shaken = self._noise[i] * self._shake
        shaken_n = meant_n * shaken
        push_n = self._push_n + moved_n + self._sense * (meant_n + shaken_n - force_n)
        if push_n <= 0.0:
            self._push_n = 0.0
            return 0.0
        self._push_n = push_n
        elastic_n = push_n + shaken_n
        if elastic_n <= 0.0:
            return 0.0
        depth_mm: float = (elastic_n * self._depth_gain) ** self._depth_power
        return depth_mm

    def go(self, goal_n: float, n_per_s: float) -> None:
        """Mean to press `goal_n`, and get there at this rate."""
        if self.free:
            self._slack_left = self._slack
        self._goal_n = goal_n
        self._step_n = n_per_s * self._dt_s

    def perform(self, moves: list[tuple[float, float, float]]) -> None:
        """Make moves, one after another: s to wait before each, N to go to, and N/s."""
        self._plan = [(round(wait_s / self._dt_s), goal_n, rate) for wait_s, goal_n, rate in moves]

    def lighten(self, for_s: float, n_per_s: float) -> None:
        """Take most of what is meant away for so long, and come back to it."""
        meant_n = self._meant_n
        self.perform([(0.0, LIGHTER * meant_n, n_per_s), (for_s, meant_n, n_per_s)])

    def _follow_plan(self) -> None:
        wait, goal_n, n_per_s = self._plan[0]
        if wait > 0:
            self._plan[0] = (wait - 1, goal_n, n_per_s)
            return
        del self._plan[0]
        self.go(goal_n, n_per_s)

    def settle(self, force_n: float) -> None:
        """Mean to keep what is felt now, to which the hand's own wandering has added its share."""
        self._meant_n = self._goal_n = force_n / (1.0 + self._shaken)

    def change(self, force_n: float, goal_n: float, n_per_s: float) -> None:
        """Mean to bring what is felt now to `goal_n`, at this rate."""
        self.settle(force_n)
        self.go(goal_n / (1.0 + self._shaken), n_per_s)

    def jolt(self, share: float) -> None:
        """Push deeper at once, by a share of what is meant."""
        self._push_n = max(0.0, self._push_n + share * self._meant_n)

    def brace(self) -> None:
        """Mind the hand again, as a correction makes one do; what it loses then begins anew."""
        self._slack_left += self._subject.slack_again * (self._slack - self._slack_left)

    def loosen(self, force_n: float, dt_s: float) -> None:
        """Slack off, shift and tire for `dt_s`."""
        busy = 1.0 if force_n > BUSY_N else 0.0
        self._tired += (busy - self._tired) * dt_s / TIRING_S
        self._shake = 1.0 + self._subject.tiring * self._tired
        if self._meant_n != self._goal_n or self._meant_n == 0.0:
            return
        lost = self._slack_left * dt_s / self._subject.slack_s
        self._slack_left -= lost
        lost_n = lost * self._meant_n
        if self._rng.random() < self._subject.posture_per_min / 60.0 * dt_s:
            lost_n += self._meant_n * self._rng.normal(0.0, self._subject.posture_sd)
        self._meant_n = self._goal_n = max(self._meant_n - lost_n, 0.1)
        self._push_n -= lost_n
