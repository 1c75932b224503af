"""A body seen from behind, and where the points of the atlas lie on it.

The figure is 100 wide and 200 high. Left is the person's left, as it is when one looks at a back.
"""

from functools import lru_cache
from typing import Final

import numpy as np

from tpdevice.core.plan import Side
from tpdevice.tui.pixels import SUB, Pixels, blank
from tpdevice.tui.strokes import Axis, Mask, Round, poly

WIDE: Final = 100.0
HIGH: Final = 200.0
_HALF: Final = (
    poly((0, 22), (6, 22), (7, 31), (0, 34)),
    poly((0, 30), (8, 30), (22, 35), (29, 42), (25, 58), (20, 74), (20, 82), (24, 98), (24, 108),
         (0, 108)),
    poly((24, 37), (30, 41), (35, 58), (37, 76), (42, 98), (43, 110), (38, 112), (34, 100),
         (29, 80), (26, 64), (22, 50)),
    poly((1, 104), (24, 102), (22, 130), (17, 148), (18, 162), (13, 186), (15, 196), (4, 196),
         (6, 184), (5, 164), (5, 148), (2, 124)),
)  # fmt: skip
"""The right half, `x` counted from the spine."""

_PLACES: Final[dict[str, tuple[float, float]]] = {
    "UT": (14.0, 33.0),
    "LS": (9.0, 42.0),
    "GMD": (16.0, 93.0),
    "EXT": (36.0, 84.0),
    "GAS": (12.0, 154.0),
}
"""Distance from the spine, and from the crown. Source: the atlas's own descriptions."""


def place(point: str, side: Side) -> tuple[float, float] | None:
    """Return where a point lies, or None for one that the figure does not know."""
    found = _PLACES.get(point)
    if found is None:
        return None
    away = 0.0 if side is Side.MIDDLE else found[0] * (1 if side is Side.RIGHT else -1)
    return WIDE / 2 + away, found[1]


def _unit(columns: int, rows: int) -> float:
    """Return how much of the figure one pixel across is, at the scale at which all of it fits."""
    return max(WIDE / (columns * SUB), HIGH / (rows * SUB * 2))


@lru_cache(16)
def body(columns: int, rows: int) -> Pixels:
    """Return the figure, 1 for the body, over so many cells."""
    pixels = blank(columns, rows)
    unit = _unit(columns, rows)
    x = (np.arange(columns * SUB)[None, :] + 0.5 - columns * SUB / 2) * unit
    y = (np.arange(rows * SUB)[:, None] + 0.5) * unit * 2
    pixels[_body(np.abs(x), y)] = 1
    pixels.flags.writeable = False
    return pixels


def on_cells(at: tuple[float, float], columns: int, rows: int) -> tuple[int, int]:
    """Return the column and the row of a place on the figure."""
    unit = _unit(columns, rows)
    across = (at[0] - WIDE / 2) / unit / SUB + columns / 2
    return int(across), int(at[1] / unit / SUB / 2)


def _body(x: Axis, y: Axis) -> Mask:
    mask = Round(0, 13, 10, 13, 0, 0).mask(x, y)
    for part in _HALF:
        mask = mask | part.mask(x, y)
    return mask
