"""Cells as a terminal is told them: where, in which colours, and nothing said twice."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rich.color import Color, ColorSystem

from tpdevice.tui.grid import Cell
from tpdevice.tui.palette import luminance

LIGHT: Final = 0.2
"""Grounds lighter than this are shown in reverse where there are no colours."""
_PLAIN: Final = "22"
"""Not bold, which is how Textual leaves a terminal, and so do we."""
_SYSTEMS: Final = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "windows": ColorSystem.WINDOWS,
}

Run = tuple[int, int, list[Cell]]
"""Row and first column on the terminal, from 0, and the cells that stand there."""


def written(runs: Iterable[Run], *, system: str | None, colour: bool) -> str:
    """Return what a terminal of a colour system, as Rich names it, is sent to show some cells."""
    parts: list[str] = []
    ground = ink = weight = ""
    weight = _PLAIN
    for y, x, cells in runs:
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        for char, (front, back, bold) in cells:
            paper = _code(back, system, "ground") if colour else _reverse(back)
            said = []
            if paper != ground:
                ground = paper
                said.append(paper)
            if char != " ":  # a blank has no colour of its own
                letter = _code(front, system, "ink") if colour else ink
                heavy = "1" if bold else _PLAIN
                if letter != ink:
                    ink = letter
                    said.append(letter)
                if heavy != weight:
                    weight = heavy
                    said.append(heavy)
            parts.append(f"\x1b[{';'.join(said)}m{char}" if said else char)
    parts.append("\x1b[0m")
    return "".join(parts)


@lru_cache(4096)
def _code(rgb: int, system: str | None, what: str) -> str:
    of = _SYSTEMS.get(system or "", ColorSystem.TRUECOLOR)
    return ";".join(colour_of(rgb).downgrade(of).get_ansi_codes(foreground=what == "ink"))


@lru_cache(256)
def _reverse(ground: int) -> str:
    return "7" if luminance(ground) > LIGHT else "27"


@lru_cache(1024)
def colour_of(rgb: int) -> Color:
    """Return a colour as Rich has it."""
    return Color.from_rgb(rgb >> 16, (rgb >> 8) & 255, rgb & 255)
