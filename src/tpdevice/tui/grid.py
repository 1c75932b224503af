"""A rectangle of cells that one draws into, and what changed since the last one."""

from functools import lru_cache
from typing import Final

from rich.cells import get_character_cell_size

from tpdevice.tui.look import Look
from tpdevice.tui.palette import GROUND, TEXT

Pen = tuple[int, int, bool]
"""Foreground, background, bold."""

Cell = tuple[str, Pen]
"""A character and how it is written."""


class Grid:
    """Cells of one widget in the making."""

    __slots__ = ("height", "look", "rows", "width")

    def __init__(self, width: int, height: int, look: Look, *, ground: int = GROUND) -> None:
        self.width = width
        self.height = height
        self.look = look
        empty = blank_cell(look.field(ground))
        self.rows: list[list[Cell]] = [[empty] * width for _ in range(height)]

    def fill(self, x: int, y: int, width: int, height: int, *, ground: int) -> None:
        """Paint a rectangle in one colour."""
        x0, x1 = max(x, 0), min(x + width, self.width)
        if x0 >= x1:
            return
        cell = blank_cell(self.look.field(ground))
        for row in self.rows[max(y, 0) : max(y + height, 0)]:
            row[x0:x1] = [cell] * (x1 - x0)

    def write(
        self,
        x: int,
        y: int,
        text: str,
        *,
        ink: int = TEXT,
        ground: int | None = None,
        bold: bool = False,
    ) -> None:
        """Write text; without a ground it keeps what is there. What does not fit is left out."""
        if not 0 <= y < self.height:
            return
        row = self.rows[y]
        ink = self.look.ink(ink)
        paper = None if ground is None else self.look.field(ground)
        for char in self.look.plain(text):
            wide = get_character_cell_size(char)
            if wide == 0 or x < 0 or x + wide > self.width:
                x += wide
                continue
            under = row[x][1][1] if paper is None else paper
            row[x] = (char, (ink, under, bold))
            for extra in range(1, wide):
                row[x + extra] = ("", (ink, under, bold))
            x += wide

    def centred(
        self, y: int, text: str, *, ink: int = TEXT, bold: bool = False, x: int = 0, width: int = 0
    ) -> None:
        """Write text in the middle of a stretch, by default of the whole row."""
        room = width or self.width
        self.write(x + (room - span(text)) // 2, y, text, ink=ink, bold=bold)

    def put(self, x: int, y: int, rows: list[list[Cell]]) -> None:
        """Lay ready cells down; what does not fit is left out."""
        for offset, line in enumerate(rows):
            if 0 <= y + offset < self.height:
                room = max(0, min(len(line), self.width - x))
                self.rows[y + offset][x : x + room] = line[:room]


@lru_cache(256)
def blank_cell(ground: int) -> Cell:
    """Return an empty cell; always the same one, so that rows are compared in no time."""
    return (" ", (ground, ground, False))


@lru_cache(1024)
def span(text: str) -> int:
    """Return how many cells a text takes."""
    return sum(get_character_cell_size(char) for char in text)


def clipped(text: str, room: int) -> str:
    """Return text cut to `room` cells, with a sign where something was cut."""
    if span(text) <= room:
        return text
    kept = ""
    for char in text:
        if span(kept) + get_character_cell_size(char) > room - 1:
            break
        kept += char
    return kept.rstrip() + "…" if room > 0 else ""


def changed(old: list[list[Cell]], new: list[list[Cell]]) -> list[tuple[int, int, int]]:
    """Return (row, first column, columns) of each stretch that differs; both of one size."""
    return [
        (y, first, end - first)
        for y, (before, after) in enumerate(zip(old, new, strict=True))
        if before != after
        for first, end in _stretches(before, after)
    ]


_NEAR: Final = 8
"""Equal cells between two stretches that are sent all the same. Chosen: to say where the next one
begins takes as many letters."""


def _stretches(before: list[Cell], after: list[Cell]) -> list[tuple[int, int]]:
    """Return first columns and ends; no wide letter is cut, and near ones are one."""
    found: list[tuple[int, int]] = []
    for x, (one, other) in enumerate(zip(before, after, strict=True)):
        if one is other or one == other:
            continue
        if found and x - found[-1][1] < _NEAR:
            found[-1] = (found[-1][0], x + 1)
        else:
            found.append((x, x + 1))
    return [(first, _whole(after, end)) for first, end in found]


def _whole(row: list[Cell], end: int) -> int:
    """Return the end, or the one after it where it would cut a wide letter."""
    return end + 1 if end < len(row) and not row[end][0] else end


def wrapped(text: str, room: int, *, most: int | None = None) -> list[str]:
    """Return text broken at blanks into lines of at most `room` cells.

    What does not fit into `most` lines is cut with a sign.
    """
    lines: list[str] = []
    words = text.split(" ")
    for number, word in enumerate(words):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and span(joined) <= room:
            lines[-1] = joined
        elif most is not None and len(lines) == most:
            return [*lines[:-1], clipped(" ".join([lines[-1], *words[number:]]), room)]
        else:
            lines.append(clipped(word, room))
    return lines
