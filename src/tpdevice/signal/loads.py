"""Loads on a ball, as a kitchen scale and the sensor in the ball showed them, before they are used.

Whatever is wrong with them is said with what to do about it.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

FEWEST: Final = 4
"""Loads of a map. Chosen: of fewer, each that is left out says little of the others."""
MOST: Final = 12
"""Loads that are taken. Chosen."""
LEAST_TOP_N: Final = 10.0
"""What a map has to reach to be of any use. Chosen."""
LIGHTEST: Final = 0.4
"""Share of the heaviest load above which the lightest says too little of what is below. Chosen."""
HOLE: Final = 0.5
"""Widest stretch between two loads, share of the heaviest. Chosen."""
SLACK: Final = 0.02
"""By how much a heavier load may show less, share of the whole rise, before it is a contradiction
and no longer noise. Chosen."""
STEPS: Final = 15
"""Steps of the sensor that the whole rise must have. Chosen: the force is then known to 7 %."""
RESTLESS: Final = 0.15
"""By how much the pressure at rest may move from one load to another, share of the whole rise.
Chosen: a ball creeps and warms by some percent; one that leaks does more."""


class Load(Struct, frozen=True):
    """One load: what the scale showed, and the sensor before and meanwhile."""

    force_n: float
    rest_raw: float
    """With nothing pressing, just before."""
    held_raw: float
    """Mean of the last part of a hold."""

    @property
    def above(self) -> float:
        """How far the load moved the sensor, raw units."""
        return self.held_raw - self.rest_raw


class Refused(Struct, frozen=True):
    """Loads of which no map can be made."""

    reason: str
    next_step: str
    culprit_n: float | None = None
    """The load that is to be pressed again, N; None where one is missing."""


def objection(loads: Sequence[Load], *, range_raw: float, resolution_raw: float) -> Refused | None:
    """Return why no map can be made of these loads, ordered by force; None if it can.

    Parameters
    ----------
    range_raw
        Full scale of the sensor, raw units.
    resolution_raw
        Its smallest step, raw units.
    """
    return (
        _numbers(loads)
        or _spread(loads)
        or _rises(loads, resolution_raw)
        or _ends(loads, range_raw)
    )


def _numbers(loads: Sequence[Load]) -> Refused | None:
    if not FEWEST <= len(loads) <= MOST:
        return Refused(
            f"{len(loads)} loads; a map needs {FEWEST} to {MOST}.", "Press with more of them."
        )
    sound = all(
        math.isfinite(load.force_n) and math.isfinite(load.above) and load.force_n > 0
        for load in loads
    )
    return None if sound else Refused("A load is no number above 0.", "Type what the scale shows.")


def _spread(loads: Sequence[Load]) -> Refused | None:
    """Say whether the loads lie too close to each other, or leave a hole."""
    top_n = loads[-1].force_n
    if top_n < LEAST_TOP_N:
        return Refused(
            f"The heaviest load is {top_n:.1f} N.", f"Go up to {LEAST_TOP_N:g} N at the least."
        )
    if loads[0].force_n > LIGHTEST * top_n:
        return Refused(
            f"The lightest load is {loads[0].force_n:.1f} N, the heaviest {top_n:.1f} N.",
            f"Add one of {LIGHTEST * top_n / 2:.0f} N or so.",
        )
    for low, high in pairwise(loads):
        if high.force_n - low.force_n > HOLE * top_n:
            middle_n = (low.force_n + high.force_n) / 2
            return Refused(
                f"Nothing lies between {low.force_n:.1f} and {high.force_n:.1f} N.",
                f"Add a load of {middle_n:.0f} N or so.",
            )
    return None


def _rises(loads: Sequence[Load], resolution_raw: float) -> Refused | None:
    """Say whether the pressure does not rise with the load as that of a sealed ball does."""
    rise = max(load.above for load in loads)
    if rise < STEPS * resolution_raw:
        return Refused(
            "The ball hardly shows what presses on it.",
            "Take a softer ball, heavier loads, or a finer sensor.",
        )
    rests = [load.rest_raw for load in loads]
    if max(rests) - min(rests) > RESTLESS * rise:
        return Refused(
            "At rest it does not come back to where it was: it leaks, or its warmth changes.",
            "Seal it, let it lie for five minutes, and begin again.",
        )
    if loads[0].above <= 0:
        return Refused(
            f"{loads[0].force_n:.1f} N did not raise the pressure at all.",
            "Pump the ball up a little, or begin with a heavier load.",
        )
    for low, high in pairwise(loads):
        if high.above < low.above - SLACK * rise:
            return Refused(
                f"At {high.force_n:.1f} N the ball showed less than at {low.force_n:.1f} N.",
                "Press these two again; look whether it leaks, and at the scale's unit.",
                high.force_n,
            )
    return None


def _ends(loads: Sequence[Load], range_raw: float) -> Refused | None:
    if max(load.held_raw for load in loads) < range_raw:
        return None
    return Refused(
        "The sensor was at the end of its range.", "Take lighter loads, or a softer ball."
    )
