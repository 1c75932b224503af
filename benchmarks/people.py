"""People whose ratings `eased` judges: who they are, when they are asked, and what goes wrong."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tpsim.crowd import Crowd, lettings_go, said, strength

Array = NDArray[np.float64]

HOLDS_BEFORE: Final = 10
"""Earlier holds of each person. Chosen."""
LETS_GO: Final = 0.4
"""Share of those holds in which it lets go. Assumed, as for the simulator's novice."""
EARLY_S: Final = 15.0
"""A letting-go that begins later than this before the end cannot be asked about. Chosen."""
LEVEL: Final = (5.25, 0.8)
"""Mean and SD of what the reference force feels like. Assumed: 4 to 6 is asked for."""
LEVEL_VARIES: Final = 0.4
"""SD of that from hold to hold. Assumed."""
FADES: Final = (0.5, 0.4, -0.5, 1.2)
"""Mean, SD and range of a person's fading, points a minute. Assumed, but for the direction."""
FADE_VARIES: Final = 0.3
"""SD of that from hold to hold. Assumed."""
SCATTER: Final = (0.4, 0.9)
"""Range of a person's scatter, points. Assumed."""
PER_FORCE: Final = (12.0, 2.5, 6.0, 24.0)
"""Mean, SD and range of what a doubled force adds, points. Source: ratios in Hou 2002."""
OFF_SD: Final = 0.025
"""Of force at an answer, share of the reference. Source: sessions of simulated novices."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One kind of people, asked in one way."""

    name: str
    at_s: tuple[float, ...]
    fades_per_min: float | None = None
    """The same for all, or None: drawn."""
    report_sd: float | None = None
    level: float = LEVEL[0]
    echo: float = 0.0
    lapses: float = 0.0
    tonic: float = 0.0
    off: float = 0.0
    """Share of the reference force that is missing from the second answer on."""


FOUR: Final = (0.0, 20.0, 40.0, 60.0)
SIX: Final = (0.0, 8.0, 20.0, 40.0, 52.0, 60.0)
LONG: Final = (0.0, 8.0, 20.0, 40.0, 60.0, 82.0, 90.0)
TROUBLES: Final[dict[str, dict[str, Any]]] = {
    "scatter 0.9": {"report_sd": 0.9},
    "errors echo": {"echo": 0.5},
    "5 % lapses": {"lapses": 0.05},
    "force 10 % off": {"off": 0.1},
}
_FAST: Final = Condition("90 s, seven, fade fast", LONG, fades_per_min=1.2)
_FOUR: Final = Condition("60 s, four", FOUR)
_SIX: Final = Condition("60 s, six", SIX)
CONDITIONS: Final = (
    _FOUR,
    _SIX,
    replace(_FOUR, name="60 s, four, fade fast", fades_per_min=1.2),
    _FAST,
    replace(_FOUR, name="60 s, four, begin at 3.5", level=3.5),
    replace(_FOUR, name="60 s, four, wave", tonic=0.5),
    *(
        replace(kind, name=f"{kind.name}, {name}", **more)
        for kind in (_FOUR, _SIX, _FAST)
        for name, more in TROUBLES.items()
    ),
)


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold of each person."""

    said: Array
    off: Array
    begins_s: Array
    """When it let go, s; infinite where it did not."""


class People:
    """Many people of one condition, who press again and again."""

    def __init__(self, condition: Condition, count: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.rng, self.condition, self.count = rng, condition, count
        self.at_s = np.array(condition.at_s)
        mean, sd, least, most = FADES
        drawn = np.clip(rng.normal(mean, sd, count), least, most)
        fixed = condition.fades_per_min
        self.fades_per_min = drawn if fixed is None else np.full(count, fixed)
        drawn, given = rng.uniform(*SCATTER, count), condition.report_sd
        self.report_sd = drawn if given is None else np.full(count, given)
        self.level = rng.normal(condition.level, LEVEL[1], count)
        mean, sd, least, most = PER_FORCE
        self.per_force = np.clip(rng.normal(mean, sd, count), least, most)

    def hold(self, lets_go: NDArray[np.bool_]) -> Hold:
        """Press once; `lets_go` says in whom it will."""
        rng, asked, shape = self.rng, self.condition, (self.count, len(self.at_s))
        crowd = Crowd(
            self.level + rng.normal(0.0, LEVEL_VARIES, self.count),
            self.per_force,
            self.fades_per_min + rng.normal(0.0, FADE_VARIES, self.count),
            self.report_sd,
            asked.echo,
            asked.lapses,
            asked.tonic,
        )
        begins_s, drop = lettings_go(self.count, rng)
        begins_s = np.where(lets_go, begins_s, np.inf)
        off = rng.normal(0.0, OFF_SD, shape) - asked.off * (self.at_s > 0)
        felt = strength(crowd, self.at_s, off, begins_s, drop)
        return Hold(said(crowd, felt, rng), off, begins_s)
