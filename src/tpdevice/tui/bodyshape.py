"""The person of `bodyform` as pixels: a soft fill, a light outline, and a few creases."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.runtime.atlas import View
from tpdevice.tui.bodyform import CREASES, LIMBS, MIRRORED, WHOLE, Outline
from tpdevice.tui.pixels import SUB, Pixels, blank
from tpdevice.tui.strokes import Mask

SHADES: Final = 6
"""Steps of the fill, from the edge inwards."""
RIM: Final = SHADES + 1
CREASE: Final = SHADES + 2
_TALL: Final = 2.0
"""Height of a cell, and so of a pixel, in widths."""
_EDGE_PX: Final = 3.0
"""Above the crown: a head that touches the edge of its first cell looks flat."""
_SMOOTH: Final = 6
"""Pieces of a curve between two of its points."""
_RIM_CELLS: Final = 0.42
"""Width of the outline. Chosen: a quadrant of a cell shows it."""
_ROUND: Final = 0.02
"""How far from its edge the body turns away, in heights. Chosen: limbs look round."""
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """So many cells, over which a person stands from top to bottom."""

    columns: int
    rows: int

    @property
    def per_height(self) -> tuple[float, float]:
        """Pixels of one height of the person, across and down."""
        down = self.rows * SUB - _EDGE_PX - 1.0
        return down * _TALL, down

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place is, in pixels; `x` counts from the middle."""
        across, down = self.per_height
        return self.columns * SUB / 2 + x * across, _EDGE_PX + y * down

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and the row of a place."""
        px, py = self.pixel(x, y)
        return int(px // SUB), int(py // SUB)


def curve(outline: Outline, *, closed: bool = True) -> Points:
    """Return a smooth line through all points (Catmull and Rom), shape (n, 2)."""
    knots = np.array(outline, dtype=np.float64)
    ends = (knots[-1:], knots[:2]) if closed else (knots[:1], knots[-1:])
    around = np.concatenate([ends[0], knots, ends[1]])
    t = np.linspace(0, 1, _SMOOTH, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
               + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False)
    ]  # fmt: skip
    return np.concatenate(pieces if closed else [*pieces, knots[-1:]])


def filled(frame: Frame, points: Points) -> Mask:
    """Return which pixels lie inside a closed line in heights, shape (rows, columns) × SUB."""
    px = np.array([frame.pixel(x, y) for x, y in points])
    inside = np.zeros((frame.rows * SUB, frame.columns * SUB), dtype=np.bool_)
    x = np.arange(frame.columns * SUB) + 0.5
    for (x0, y0), (x1, y1) in zip(px, np.roll(px, -1, axis=0), strict=True):
        first, last = sorted((round(y0), round(y1)))
        y = np.arange(max(first, 0), min(last, len(inside))) + 0.5
        if len(y):
            across = x0 + (x1 - x0) * (y - y0) / (y1 - y0)
            inside[max(first, 0) : max(first, 0) + len(y)] ^= x < across[:, None]
    return inside


@lru_cache(16)
def silhouette(view: View, columns: int, rows: int) -> Mask:
    """Return which pixels show the person; in the front and the back view both halves."""
    frame = Frame(columns, rows)
    mask = np.zeros((rows * SUB, columns * SUB), dtype=np.bool_)
    for part in MIRRORED[view]:
        mask |= filled(frame, curve(part))
    mask |= mask[:, ::-1]
    for part in WHOLE[view]:
        mask |= filled(frame, curve(part))
    mask.flags.writeable = False
    return mask


@lru_cache(16)
def person(view: View, columns: int, rows: int) -> Pixels:
    """Return the person: 0 paper, then shades from the edge inwards, outline and creases."""
    frame = Frame(columns, rows)
    mask = silhouette(view, columns, rows)
    pixels = blank(columns, rows)
    pixels[:] = np.where(mask, 1 + _light(mask, frame) * (SHADES - 0.01), 0)
    for limb in LIMBS[view]:
        on = filled(frame, curve(limb)) & mask
        pixels[on] = 1 + _light(on, frame)[on] * (SHADES - 0.01)
        pixels[on & ~_shrunk(on, 2.0)] = CREASE
    for crease in CREASES[view]:
        _stroke(pixels, mask, frame, crease, mirrored=bool(MIRRORED[view]))
    pixels[mask & ~_shrunk(mask, SUB * _RIM_CELLS)] = RIM
    pixels.flags.writeable = False
    return pixels


def _stroke(pixels: Pixels, mask: Mask, frame: Frame, crease: Outline, *, mirrored: bool) -> None:
    """Draw a soft line, as thin as pixels are wide enough to be seen."""
    line = np.array([frame.pixel(x, y) for x, y in curve(crease, closed=False)])
    on = np.zeros(mask.shape, dtype=np.bool_)
    for one, other in pairwise(line):
        steps = int(np.abs(other - one).max() * 2) + 1
        for x, y in np.linspace(one, other, steps):
            on[int(y - 0.5) : int(y + 0.5) + 1, int(x - 1) : int(x + 1) + 1] = True
    on = on | on[:, ::-1] if mirrored else on
    pixels[on & mask] = CREASE


def _light(mask: Mask, frame: Frame) -> NDArray[np.float64]:
    """Return how light each pixel is, 0 to 1: round bodies, lit from the upper left."""
    reach = frame.per_height[1] * _ROUND
    depth = _blurred(mask, reach * _TALL)
    step = max(1, int(reach / 2))
    lit = np.roll(depth, (-step, -2 * step), (0, 1)) - np.roll(depth, (step, 2 * step), (0, 1))
    return np.clip(0.15 + 0.6 * (depth - 0.5) * 2 + 0.8 * lit, 0, 1)


def _blurred(mask: Mask, radius: float) -> NDArray[np.float64]:
    """Return the share of drawn pixels around each, as far as the radius goes."""
    soft = mask.astype(np.float64)
    for _ in range(2):
        soft = _box(_box(soft, int(radius), axis=1), max(1, int(radius / _TALL)), axis=0)
    return soft


def _box(soft: NDArray[np.float64], reach: int, *, axis: int) -> NDArray[np.float64]:
    width = [(0, 0), (0, 0)]
    width[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(soft, width), axis=axis)
    length = soft.shape[axis]
    ends = np.take(sums, np.arange(2 * reach + 1, 2 * reach + 1 + length), axis=axis)
    starts = np.take(sums, np.arange(length), axis=axis)
    return np.asarray((ends - starts) / (2 * reach + 1))


def _shrunk(mask: Mask, by: float) -> Mask:
    """Return what is left when so many pixels are taken from every edge."""
    reach = int(np.ceil(by))
    kept = mask.copy()
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if np.hypot(dx, dy * _TALL) <= by:
                kept &= _moved(mask, dx, dy)
    return kept


def _moved(mask: Mask, dx: int, dy: int) -> Mask:
    out = np.zeros_like(mask)
    high, wide = mask.shape
    out[max(dy, 0) : high + min(dy, 0), max(dx, 0) : wide + min(dx, 0)] = mask[
        max(-dy, 0) : high + min(-dy, 0), max(-dx, 0) : wide + min(-dx, 0)
    ]
    return out
