"""Forces as they are shown: figures that never contradict the band they stand under."""

from math import ceil, floor
from typing import Final

from tpdevice.core.units import newtons
from tpdevice.tui.view import Zone

_STEPS_N: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_ABOVE_BAND: Final = 1.5
"""End of the scale in band tops, so that there is room to see an excess. Chosen."""
_MOST_TICKS: Final = 8


def shown_edges_n(bottom_mn: int, top_mn: int) -> tuple[int, int]:
    """Return the band in whole newtons, rounded inward: what is shown is never too generous."""
    bottom, top = ceil(newtons(bottom_mn)), floor(newtons(top_mn))
    return (bottom, top) if bottom <= top else (top, bottom)


def zone_of(force_mn: int, band_mn: tuple[int, int] | None) -> Zone:
    """Return where a force is, seen from the band."""
    if band_mn is None:
        return Zone.NONE
    if force_mn < band_mn[0]:
        return Zone.BELOW
    return Zone.ABOVE if force_mn > band_mn[1] else Zone.INSIDE


def shown_n(force_mn: int, band_mn: tuple[int, int] | None) -> int:
    """Return a force in whole newtons that lies on the same side of the shown band."""
    force = newtons(force_mn)
    if band_mn is None:
        return round(force)
    bottom, top = shown_edges_n(*band_mn)
    match zone_of(force_mn, band_mn):
        case Zone.BELOW:
            return min(round(force), bottom - 1)
        case Zone.ABOVE:
            return max(round(force), top + 1)
        case _:
            return min(max(round(force), bottom), top)


def to_go(shown: int, band_mn: tuple[int, int] | None) -> str:
    """Return how far the band is, in words that agree with the shown figures."""
    if band_mn is None:
        return ""
    bottom, top = shown_edges_n(*band_mn)
    if shown < bottom:
        return f"{bottom - shown} N to the band"
    return f"{shown - top} N over the band" if shown > top else ""


def full_scale(top_mn: int | None, ceiling_mn: int) -> tuple[int, tuple[int, ...]]:
    """Return the end of the scale and its ticks, N."""
    least = newtons(ceiling_mn) if top_mn is None else _ABOVE_BAND * newtons(top_mn)
    step = next(s for s in _STEPS_N if least / s <= _MOST_TICKS or s == _STEPS_N[-1])
    full = max(step, ceil(least / step) * step)
    return full, tuple(range(0, full + 1, step))


def column_of(force_n: float, full_n: int, width: int) -> float:
    """Return where a force stands on a scale of `width` columns."""
    return min(max(force_n / full_n, 0.0), 1.0) * width
