"""How sore a place is a day or more after it was pressed, from what was really pressed."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpsim.feeling import Traits

PER_MIN: Final = 0.5
"""Points a day later for each minute of pressing that is felt as tender. Assumed: three minutes of
what is asked for leave a point or two, below the 4 that asks for a longer rest."""

PER_HARD_S: Final = 0.2
"""Points more for each second above the comfort force. Assumed: twenty seconds of it leave the 4
points from which a place is commonly rested."""

OWN_SIGMA: Final = 0.25
"""Lognormal sigma of how sore one person gets, from time to time. Assumed."""

SAID_SD: Final = 0.6
"""Scatter of an answer before rounding, points. Assumed, as for a rating."""

HALVES_H: Final = 18.0
"""So long until half of it is gone, h, counted from a day after. Assumed, so that after 36 h little
is left. Source for that: the Thera Cane manual, 12 to 36 h."""

BRUISES_FROM: Final = 6.0
BRUISES: Final = 0.15
"""From so many points on it leaves a bruise, this often. Assumed: nothing is published."""

_DAY_H: Final = 24.0


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers when asked how it is."""

    soreness: int
    """To the touch, 0 to 10."""
    bruise: bool


def day_after(
    force_n: NDArray[np.float64], dt_s: float, *, traits: Traits, rng: np.random.Generator
) -> float:
    """Return how sore the place is 24 h later, in points that are not rounded yet."""
    pressed_min = float(np.count_nonzero(force_n >= traits.tender_n)) * dt_s / 60.0
    hard_s = float(np.count_nonzero(force_n >= traits.comfort_n)) * dt_s
    return (PER_MIN * pressed_min + PER_HARD_S * hard_s) * float(rng.lognormal(0.0, OWN_SIGMA))


def said(sore: float, after_h: float, rng: np.random.Generator) -> Said:
    """Return what is answered so long after, of a place that was so `sore` after a day."""
    left = sore * 0.5 ** ((max(after_h, _DAY_H) - _DAY_H) / HALVES_H)
    told = min(max(round(left + float(rng.normal(0.0, SAID_SD))), 0), 10)
    return Said(told, bruise=sore >= BRUISES_FROM and float(rng.random()) < BRUISES)
