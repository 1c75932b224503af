"""A shape and a word, set as large as a field allows."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tpdevice.tui.letters import GAP, LETTERS, SPACE
from tpdevice.tui.pixels import SUB, Pixels, blank
from tpdevice.tui.shapes import SHAPES, Shape
from tpdevice.tui.strokes import Glyph

NARROWEST: Final = 0.74
"""Letters may be squeezed to this share of their width before they become lower. Chosen."""
HIGHEST: Final = 9
"""Rows of a letter, at most. Chosen: readable from two metres without shouting."""
_TALL: Final = 2.0
"""Height of a cell in widths."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """Lines of words of one height, and a shape left of them or above."""

    lines: tuple[str, ...]
    high: int
    """Rows of a letter."""
    shape: int
    """Rows of the shape; 0 for none."""
    above: bool

    @property
    def worth(self) -> float:
        return self.high + 0.4 * min(self.shape, self.high * 1.3)


def width(word: str) -> float:
    """Return the width of a word in hundredths of its height."""
    return sum(_glyph(c).width if c != " " else SPACE for c in word) + GAP * (len(word) - 1)


def _glyph(char: str) -> Glyph:
    return LETTERS.get(char, LETTERS["?"])


def _columns(units: float, rows: int) -> float:
    return units / 100 * rows * _TALL


@lru_cache(4)  # a whole field of a large terminal is some 200 kB
def lettered(word: str, shape: Shape | None, columns: int, rows: int) -> Pixels:
    """Return a field of pixels, 1 where shape and word are drawn, both as large as fits."""
    pixels = blank(columns, rows)
    if columns < 4 or rows < 1 or not word:
        return pixels
    setting = max(_settings(word.upper(), shape, columns, rows), key=lambda s: s.worth)
    _draw(pixels, setting, shape, columns, rows)
    pixels.flags.writeable = False
    return pixels


def _settings(word: str, shape: Shape | None, columns: int, rows: int) -> list[_Setting]:
    found = [_Setting((word,), 1, 0, above=False)]
    wrapped = tuple(word.split(" "))
    for lines in {(word,), wrapped}:
        wide = max(width(line) for line in lines)
        for high in range(1, min(rows, HIGHEST) + 1):
            tall = high * len(lines) + len(lines) - 1
            if tall > rows or _columns(wide, high) * NARROWEST > columns:
                continue
            if shape is None:
                found.append(_Setting(lines, high, 0, above=False))
            elif (size := _beside(wide, shape, columns, high, tall)) > 0:
                found.append(_Setting(lines, high, size, above=False))
            if shape is not None and rows - tall >= 4:
                found.append(_Setting(lines, high, min(rows - tall - 1, 7), above=True))
    return found


def _beside(wide: float, shape: Shape, columns: int, high: int, tall: int) -> int:
    """Return the rows of a shape that fits left of the words, or 0."""
    left = columns - _columns(wide * NARROWEST + 2.5 * GAP, high)
    rows = int(left / _columns(SHAPES[shape].width, 1))
    return min(rows, tall) if rows >= high or high <= 3 <= rows else 0


def _draw(pixels: Pixels, setting: _Setting, shape: Shape | None, columns: int, rows: int) -> None:
    high, size = setting.high, setting.shape
    lines = setting.lines
    tall = high * len(lines) + len(lines) - 1
    wide = _columns(max(width(line) for line in lines), high)
    if shape is None or size == 0:
        squeeze = min(1.0, columns / wide)
        _lines(pixels, lines, high, (rows - tall) // 2, (0, columns), squeeze)
        return
    across = _columns(SHAPES[shape].width, size)
    if setting.above:
        squeeze = min(1.0, columns / wide)
        top = (rows - tall - size - 1) // 2
        _stamp(pixels, SHAPES[shape], (columns - across) / 2, top, across, size)
        _lines(pixels, lines, high, top + size + 1, (0, columns), squeeze)
        return
    gap = _columns(2.5 * GAP, high)
    squeeze = min(1.0, (columns - gap - across) / wide)
    left = (columns - wide * squeeze - gap - across) / 2
    top = (rows - tall) // 2
    _stamp(pixels, SHAPES[shape], left, top + (tall - size) / 2, across, size)
    words = left + across + gap
    _lines(pixels, lines, high, top, (words, words + wide * squeeze), squeeze)


def _lines(
    pixels: Pixels,
    lines: tuple[str, ...],
    high: int,
    top: int,
    between: tuple[float, float],
    squeeze: float,
) -> None:
    for row, line in enumerate(lines):
        wide = _columns(width(line), high) * squeeze
        x = (between[0] + between[1] - wide) / 2
        for char in line:
            glyph = _glyph(char)
            step = SPACE if char == " " else glyph.width
            across = _columns(step, high) * squeeze
            if char != " ":
                _stamp(pixels, glyph, x, top + row * (high + 1), across, high)
            x += across + _columns(GAP, high) * squeeze


def _stamp(pixels: Pixels, glyph: Glyph, x: float, y: float, columns: float, rows: float) -> None:
    """Draw one glyph with its upper left corner at cell (`x`, `y`)."""
    left, top = round(x * SUB), round(y * SUB)
    mask = glyph.mask(round((x + columns) * SUB) - left, round((y + rows) * SUB) - top)
    left, top = max(left, 0), max(top, 0)
    room = pixels[top : top + mask.shape[0], left : left + mask.shape[1]]
    room[mask[: room.shape[0], : room.shape[1]]] = 1
