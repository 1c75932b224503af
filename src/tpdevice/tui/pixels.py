"""Pictures made of cells: each cell is one block character in two colours.

A cell is seen as 8 by 8 pixels. Of all block characters the one is taken that, with the best two
colours for its two parts, comes nearest to the pixels. Edges look smooth, since the two colours
may be mixtures.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.tui.grid import Cell, Grid
from tpdevice.tui.look import Glyphs, Look

SUB: Final = 8
"""Pixels along each side of a cell."""

Pixels = NDArray[np.uint8]
"""Which colour of a short list each pixel has, shape (rows × SUB, columns × SUB)."""


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours that pixel values stand for, and what they are where there is no colour."""

    colours: tuple[int, ...]
    paper: int = 0
    """Index of what counts as empty."""
    drawn: tuple[int, ...] = (1,)
    """Indices that count as drawn where there are no colours."""

    def worn(self, look: Look) -> "Inks":
        """Return the same with the colours of a theme."""
        return replace(self, colours=tuple([look.field(colour) for colour in self.colours]))


def blank(columns: int, rows: int) -> Pixels:
    """Return empty pixels for so many cells."""
    return np.zeros((rows * SUB, columns * SUB), dtype=np.uint8)


def _mask(char: str) -> NDArray[np.bool_]:
    y, x = np.mgrid[0:SUB, 0:SUB]
    top, left = y < SUB // 2, x < SUB // 2
    if char in _EIGHTHS_UP:
        return np.asarray(y >= SUB - 1 - _EIGHTHS_UP.index(char))
    if char in _EIGHTHS_LEFT:
        return np.asarray(x <= _EIGHTHS_LEFT.index(char))
    return np.asarray(
        {
            "▘": top & left,
            "▝": top & ~left,
            "▖": ~top & left,
            "▗": ~top & ~left,
            "▚": (top & left) | (~top & ~left),
        }[char]
    )


_EIGHTHS_UP = "▁▂▃▄▅▆▇"
_EIGHTHS_LEFT = "▏▎▍▌▋▊▉"
_OPPOSITE = {"▘": "▟", "▝": "▙", "▖": "▜", "▗": "▛", "▚": "▞", "▄": "▀", "▌": "▐"}
_CHARS: Final = {
    Glyphs.BLOCKS: "▄▌▘▝▖▗▚▁▂▃▅▆▇▏▎▍▋▊▉",
    Glyphs.HALVES: "▄▌",
}
_MASKS: Final = {
    glyphs: np.array([_mask(char).ravel() for char in chars], dtype=np.float32)
    for glyphs, chars in _CHARS.items()
}


def picture(grid: Grid, x: int, y: int, *, pixels: Pixels, inks: Inks) -> None:
    """Draw pixels into a grid, as well as its terminal can show them."""
    grid.put(x, y, cells(pixels, inks.worn(grid.look), grid.look.glyphs, colour=grid.look.colour))


def cells(pixels: Pixels, inks: Inks, glyphs: Glyphs, *, colour: bool) -> list[list[Cell]]:
    """Return the cells that come nearest to `pixels`, row by row; they are not to be changed."""
    many = pixels.size > _FEW * SUB * SUB
    return (_once if many else _again)(
        pixels.tobytes(), pixels.shape[1], inks, glyphs, colour=colour
    )


_FEW: Final = 260
"""Cells of a picture that is kept in numbers: a breath in all its steps, a needle in its places."""


def _cells(
    drawn: bytes, width: int, inks: Inks, glyphs: Glyphs, *, colour: bool
) -> list[list[Cell]]:
    pixels = np.frombuffer(drawn, dtype=np.uint8).reshape(-1, width)
    rows, columns = pixels.shape[0] // SUB, width // SUB
    tiles = pixels.reshape(rows, SUB, columns, SUB).swapaxes(1, 2).reshape(-1, SUB * SUB)
    if not colour:
        flat = _inked(tiles, inks, glyphs)
    elif glyphs is Glyphs.ASCII:
        flat = _averaged(tiles, inks)
    else:
        flat = _fitted(tiles, inks, glyphs)
    return [flat[at : at + columns] for at in range(0, rows * columns, columns)]


_once = lru_cache(8)(_cells)  # large words take much room
_again = lru_cache(160)(_cells)


def _rgb(inks: Inks) -> NDArray[np.float32]:
    return np.array([[(c >> s) & 255 for s in (16, 8, 0)] for c in inks.colours], dtype=np.float32)


def _packed(rgb: NDArray[np.float32]) -> list[int]:
    whole = np.rint(rgb).astype(np.int64)
    packed: list[int] = (whole[:, 0] << 16 | whole[:, 1] << 8 | whole[:, 2]).tolist()
    return packed


def _fitted(tiles: Pixels, inks: Inks, glyphs: Glyphs) -> list[Cell]:
    flat: list[Cell] = [
        (" ", (inks.colours[first], inks.colours[first], False)) for first in tiles[:, 0].tolist()
    ]
    mixed = np.flatnonzero((tiles != tiles[:, :1]).any(axis=1))
    if len(mixed) == 0:
        return flat
    masks = _MASKS[glyphs]
    size = masks.sum(axis=1)[None, :, None]
    values = _rgb(inks)[tiles[mixed]]
    inside = masks @ values  # exact: whole numbers, far below 2^24
    outside = values.sum(axis=1)[:, None, :] - inside
    other = SUB * SUB - size
    best = (inside**2 / size + outside**2 / other).sum(axis=2).argmax(axis=1)
    pick = np.arange(len(mixed))
    front = _packed(inside[pick, best] / size[0, best])
    back = _packed(outside[pick, best] / other[0, best])
    chars = _CHARS[glyphs]
    for at, char, one, two in zip(mixed.tolist(), best.tolist(), front, back, strict=True):
        flat[at] = (chars[char], (one, two, False))
    return flat


def _averaged(tiles: Pixels, inks: Inks) -> list[Cell]:
    means = _packed(_rgb(inks)[tiles].mean(axis=1))
    return [(" ", (mean, mean, False)) for mean in means]


@lru_cache(4)
def _ink_masks(glyphs: Glyphs) -> tuple[str, NDArray[np.float32]]:
    """Return every character and its pixels as ±1, opposites and the full block among them."""
    if glyphs is Glyphs.ASCII:
        chars, masks = " #", [np.zeros(SUB * SUB), np.ones(SUB * SUB)]
    else:
        chars, masks = " █", [np.zeros(SUB * SUB), np.ones(SUB * SUB)]
        for char, mask in zip(_CHARS[glyphs], _MASKS[glyphs], strict=True):
            chars += char
            masks.append(mask)
            if char in _OPPOSITE:
                chars += _OPPOSITE[char]
                masks.append(1 - mask)
    return chars, np.array(masks, dtype=np.float32) * 2 - 1


def _inked(tiles: Pixels, inks: Inks, glyphs: Glyphs) -> list[Cell]:
    chars, masks = _ink_masks(glyphs)
    drawn = np.isin(tiles, np.array(inks.drawn, dtype=np.uint8)).astype(np.float32) * 2 - 1
    best = (drawn @ masks.T).argmax(axis=1)
    pen = (inks.colours[inks.drawn[0]], inks.colours[inks.paper], False)
    return [(chars[char], pen) for char in best.tolist()]
