"""Forces as they are shown: figures that never contradict the band they stand under."""

from functools import lru_cache
from math import ceil, floor
from typing import Final

from tpdevice.core.settings import PER_N, Unit, in_unit, steps_figure, steps_of
from tpdevice.core.units import newtons
from tpdevice.tui.view import Zone

_STEPS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Between two ticks, in a person's unit."""
_ABOVE_BAND: Final = 1.5
"""End of the scale in band tops, so that there is room to see an excess. Chosen."""
_MOST_TICKS: Final = 8
_LAST_BIT: Final = 1e-9


@lru_cache(64)
def edge_steps(bottom_mn: int, top_mn: int, *, unit: Unit = Unit.N) -> tuple[int, int]:
    """Return the band in shown steps, rounded inward: what is shown is never too generous."""
    # A force that is a whole step must not lose one to the last bit of a float.
    bottom = ceil(steps_of(newtons(bottom_mn), unit) - _LAST_BIT)
    top = floor(steps_of(newtons(top_mn), unit) + _LAST_BIT)
    return (bottom, top) if bottom <= top else (top, bottom)


def band_figures(bottom_mn: int, top_mn: int, *, unit: Unit = Unit.N) -> str:
    """Return the band as it is shown, such as `34 to 46`."""
    bottom, top = edge_steps(bottom_mn, top_mn, unit=unit)
    return f"{steps_figure(bottom, unit)} to {steps_figure(top, unit)}"


def zone_of(force_mn: int, band_mn: tuple[int, int] | None) -> Zone:
    """Return where a force is, seen from the band."""
    if band_mn is None:
        return Zone.NONE
    if force_mn < band_mn[0]:
        return Zone.BELOW
    return Zone.ABOVE if force_mn > band_mn[1] else Zone.INSIDE


def shown_steps(force_mn: int, band_mn: tuple[int, int] | None, *, unit: Unit = Unit.N) -> int:
    """Return a force in shown steps that lies on the same side of the shown band."""
    steps = round(steps_of(newtons(force_mn), unit))
    if band_mn is None:
        return steps
    bottom, top = edge_steps(*band_mn, unit=unit)
    match zone_of(force_mn, band_mn):
        case Zone.BELOW:
            return min(steps, bottom - 1)
        case Zone.ABOVE:
            return max(steps, top + 1)
        case _:
            return min(max(steps, bottom), top)


def to_go(shown: int, band_mn: tuple[int, int] | None, *, unit: Unit = Unit.N) -> str:
    """Return how far the band is, in words that agree with the shown figures."""
    if band_mn is None:
        return ""
    bottom, top = edge_steps(*band_mn, unit=unit)
    if shown < bottom:
        return f"{steps_figure(bottom - shown, unit)} {unit} to the band"
    return f"{steps_figure(shown - top, unit)} {unit} over the band" if shown > top else ""


@lru_cache(64)
def full_scale(
    top_mn: int | None, ceiling_mn: int, *, unit: Unit = Unit.N
) -> tuple[float, tuple[float, ...]]:
    """Return the end of the scale and its ticks, N: round figures in a person's unit."""
    least_n = newtons(ceiling_mn) if top_mn is None else _ABOVE_BAND * newtons(top_mn)
    least = in_unit(least_n, unit)
    step = next((s for s in _STEPS if least / s <= _MOST_TICKS), _STEPS[-1])
    count = max(1, ceil(least / step - _LAST_BIT))
    ticks_n = tuple([number * step / PER_N[unit] for number in range(count + 1)])
    return ticks_n[-1], ticks_n


def column_of(force_n: float, full_n: float, width: int) -> float:
    """Return where a force stands on a scale of `width` columns."""
    return min(max(force_n / full_n, 0.0), 1.0) * width
