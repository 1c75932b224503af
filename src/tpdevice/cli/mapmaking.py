"""Making the map of a ball: load after load on a kitchen scale, each held still and read off.

Nothing here waits. A person presses, holds, and types what the scale shows; what the sensor sent
in the seconds before is then the load.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from tpdevice.cli.weights import grams, weight_n
from tpdevice.core.driver import DriverSpec
from tpdevice.core.errors import UsageError
from tpdevice.core.ports import Clock
from tpdevice.core.units import ns
from tpdevice.runtime.ear import Heard
from tpdevice.runtime.stillness import Still, still
from tpdevice.signal.ballmap import BallMap, mapped
from tpdevice.signal.loads import Load, Refused

SHARES: Final = {
    4: (0.1, 0.35, 0.65, 1.0),
    5: (0.1, 0.3, 0.5, 0.75, 1.0),
    6: (0.1, 0.25, 0.4, 0.6, 0.8, 1.0),
}
"""Loads by their number, shares of the heaviest: closer where a ball bends most. Chosen."""
HELD_S: Final = 4.0
"""How long a load has to be held. Chosen: most of a ball's first creep is over by then."""
PART_S: Final = 2.0
"""The last part of it, of which the mean is kept. Chosen."""
VALUES: Final = 4
"""The fewest values in such a part, of slow sensors. Chosen."""
REST_STEPS: Final = 3
REST_SHARE: Final = 0.001
"""What is still at rest: so many steps of the sensor, or such a share of its range. Chosen."""
HELD_SHARE: Final = 0.15
"""What is still under load, share of the rise: a hand wanders by some percent. Chosen."""
AGAIN: Final = 0.05
"""A load that is pressed anew takes the place of one so near, share of the heaviest. Chosen."""
_BACK, _LEAVE = "b", "q"


class Left(Exception):
    """The person left before there was a map."""


class Hears(Protocol):
    """Who listens to the sensor in the ball."""

    @property
    def values(self) -> Sequence[Heard]:
        """Everything that came so far, oldest first."""

    @property
    def withheld(self) -> str:
        """Why the newest value is none, or nothing."""

    @property
    def clock(self) -> Clock:
        """The clock of the arrivals."""


class MapMaking:
    """One ball on its way to a map."""

    def __init__(
        self,
        ear: Hears,
        spec: DriverSpec,
        *,
        ask: Callable[[str, str], str],
        tell: Callable[[str], None],
        press: Callable[[float], None] | None = None,
    ) -> None:
        """Take who listens, how to ask a person for a line and how to tell them one.

        Whoever is asked gets an answer to offer as well, or nothing. `press` presses a simulated
        ball, N, in place of the person; what a simulated scale then shows is offered.
        """
        self._ear, self._spec = ear, spec
        self._ask_for, self._tell, self._press = ask, tell, press
        self._part_s = max(PART_S, VALUES / spec.rate_hz)
        self._held_s = max(HELD_S, 2 * self._part_s)
        self.hold_s = math.ceil(self._held_s) + 1.0
        """How long a person is asked to hold: a little more than is looked at."""
        self.loads: list[Load] = []

    def make(self, *, top_n: float, count: int) -> BallMap:
        """Ask for so many loads up to a force, and for more until they make a map.

        Raises
        ------
        Left
            If the person leaves before.
        """
        try:
            return self._made(top_n, count)
        finally:
            if self._press is not None:
                self._press(0.0)

    def _made(self, top_n: float, count: int) -> BallMap:
        wanted_n = [top_n * share for share in SHARES[count]]
        while len(self.loads) < count:
            number = len(self.loads)
            self._one(f"{number + 1} of {count}: press", wanted_n[number])
        while True:
            found = mapped(
                self.loads,
                range_raw=self._spec.range_raw,
                resolution_raw=self._spec.resolution_raw,
            )
            if isinstance(found, BallMap):
                return found
            self._mend(found, top_n)

    def _mend(self, refused: Refused, top_n: float) -> None:
        """Ask for one more load; it takes the place of one like it, or of the one that is wrong."""
        self._tell(f"{refused.reason} {refused.next_step}")
        before = list(self.loads)
        self._one("Press once more", None)
        if len(self.loads) > len(before):
            new = self.loads[-1]
            gone = _replaced(before, new, near_n=AGAIN * top_n, culprit_n=refused.culprit_n)
            self.loads = [*[load for load in before if load is not gone], new]

    def _one(self, words: str, force_n: float | None) -> None:
        """Take one load, or take the last one back."""
        rest = self._rest()
        aim = "" if force_n is None else f" until the scale shows about {_about(force_n)}"
        question = f"{words}{aim}, hold it for {self.hold_s:.0f} s, type what it shows"
        offer = ""
        if self._press is not None and force_n is not None:
            self._press(force_n)
            offer = f"{grams(force_n):.0f}"
        while True:
            answer = self._ask(question, offer)
            if answer == _BACK:
                self._take_back()
                return
            load = self._load(answer, rest)
            if load is not None:
                self.loads.append(load)
                self._tell(f"  {load.force_n:.1f} N: {load.above:.4g} {self._spec.raw_unit} more")
                return

    def _rest(self) -> Still:
        within = max(REST_STEPS * self._spec.resolution_raw, REST_SHARE * self._spec.range_raw)
        if self._press is not None:
            self._press(0.0)
        while True:
            self._ask("Let go, and press Enter when the ball has lain free for 5 s")
            found = self._lay(self._part_s, within)
            if found is not None:
                return found
            self._tell(self._why("It moves. Let it lie, and try again."))

    def _load(self, answer: str, rest: Still) -> Load | None:
        try:
            force_n = weight_n(answer)
        except UsageError as error:
            self._tell(f"{error} {error.hint}")
            return None
        now = self._lay(self._part_s, math.inf)
        rise = 0.0 if now is None else now.mean - rest.mean
        within = max(HELD_SHARE * rise, 2 * rest.spread, REST_STEPS * self._spec.resolution_raw)
        if now is None or self._lay(self._held_s, within) is None:
            self._tell(self._why("It moved. Hold it still, and type it once more."))
            return None
        return Load(force_n, rest.mean, now.mean)

    def _lay(self, seconds: float, within: float) -> Still | None:
        """Return what came in the last seconds, if it came until now and lay still."""
        values = list(self._ear.values)
        if not values or self._ear.clock.now_ns() - values[-1].at_ns > ns(self._part_s):
            return None
        return still(values, seconds=seconds, within=within)

    def _why(self, otherwise: str) -> str:
        values = self._ear.values
        if self._ear.withheld:
            return f"There is no live value: {self._ear.withheld}."
        if not values or self._ear.clock.now_ns() - values[-1].at_ns > ns(self._part_s):
            return "Nothing comes from the sensor. Squeeze the ball to wake it, and hold it near."
        return otherwise

    def _take_back(self) -> None:
        if self.loads:
            gone = self.loads.pop()
            self._tell(f"  {gone.force_n:.1f} N is taken back.")

    def _ask(self, question: str, offer: str = "") -> str:
        answer = self._ask_for(question, offer).strip().lower()
        if answer == _LEAVE:
            raise Left
        return answer


def _replaced(
    loads: Sequence[Load], new: Load, *, near_n: float, culprit_n: float | None
) -> Load | None:
    """Return the load whose place a new one takes: the nearest, else the one that is wrong."""

    def away_n(load: Load, force_n: float) -> float:
        return abs(load.force_n - force_n)

    nearest = min(loads, key=lambda load: away_n(load, new.force_n))
    if away_n(nearest, new.force_n) <= near_n:
        return nearest
    if culprit_n is None:
        return None
    # Loads that were alike are one by then: the culprit may be none of them exactly.
    return min(loads, key=lambda load: away_n(load, culprit_n))


def _about(force_n: float) -> str:
    return f"{grams(force_n):.0f} g ({force_n:.0f} N)"
