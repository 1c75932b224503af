"""Letters, figures and shapes of our own, drawn from a few straight and round strokes.

Everything is 100 high and as wide as it says; y points down.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Axis = NDArray[np.floating]
Box = tuple[float, float, float, float]

STEM: Final = 25.0
"""Width of an upright stroke."""
BAR: Final = 21.0
"""Height of a level stroke."""


@dataclass(frozen=True, slots=True)
class Poly:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    cut: bool = False
    """Taken away from what was drawn so far."""

    def mask(self, x: Axis, y: Axis) -> Mask:
        """Return which points lie inside."""
        inside = np.zeros(np.broadcast(x, y).shape, dtype=np.bool_)
        for (x0, y0), (x1, y1) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            if y0 == y1:
                continue
            crossing = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
            inside ^= crossing
        return inside


@dataclass(frozen=True, slots=True)
class Round:
    """An ellipse, full or hollow, as far as it lies in one of the boxes."""

    x: float
    y: float
    rx: float
    ry: float
    wide: float = STEM
    """Width of the stroke left and right; 0 for a full ellipse."""
    high: float = BAR
    keep: tuple[Box, ...] = ()
    cut: bool = False

    def mask(self, x: Axis, y: Axis) -> Mask:
        """Return which points lie on it."""
        dx, dy = x - self.x, y - self.y
        on = (dx / self.rx) ** 2 + (dy / self.ry) ** 2 <= 1
        if self.wide and self.rx > self.wide and self.ry > self.high:
            on &= (dx / (self.rx - self.wide)) ** 2 + (dy / (self.ry - self.high)) ** 2 > 1
        if self.keep:
            kept = np.zeros(on.shape, dtype=np.bool_)
            for x0, y0, x1, y1 in self.keep:
                kept |= (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
            on &= kept
        return np.asarray(on)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, a figure or a shape."""

    width: float
    strokes: tuple[Poly | Round, ...]

    def mask(self, columns_px: int, rows_px: int) -> Mask:
        """Return the glyph stretched over so many pixels."""
        x = (np.arange(columns_px)[None, :] + 0.5) * (self.width / max(columns_px, 1))
        y = (np.arange(rows_px)[:, None] + 0.5) * (100.0 / max(rows_px, 1))
        mask = np.zeros((rows_px, columns_px), dtype=np.bool_)
        for stroke in self.strokes:
            on = stroke.mask(x, y)
            mask = mask & ~on if stroke.cut else mask | on
        return mask


def poly(*points: tuple[float, float], cut: bool = False) -> Poly:
    """Return a filled polygon."""
    return Poly(points, cut)


def rect(x0: float, y0: float, x1: float, y1: float, *, cut: bool = False) -> Poly:
    """Return a filled rectangle."""
    return Poly(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), cut)


def stem(x: float, y0: float = 0, y1: float = 100) -> Poly:
    """Return an upright stroke whose left edge is at `x`."""
    return rect(x, y0, x + STEM, y1)


def bar(y: float, x0: float, x1: float) -> Poly:
    """Return a level stroke whose upper edge is at `y`."""
    return rect(x0, y, x1, y + BAR)


def slant(top: float, bottom: float, y0: float = 0, y1: float = 100, wide: float = 27) -> Poly:
    """Return a leaning stroke from `top` to `bottom`, both left edges."""
    return poly((top, y0), (top + wide, y0), (bottom + wide, y1), (bottom, y1))


def disc(x: float, y: float, r: float, *, cut: bool = False) -> Round:
    """Return a full circle."""
    return Round(x, y, r, r, 0, 0, cut=cut)
