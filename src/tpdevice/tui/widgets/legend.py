"""What the marks on the body mean, with the marks themselves."""

from collections.abc import Hashable
from typing import Final

from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import GROUND, MUTED, TEXT, TONES
from tpdevice.tui.widgets.painted import Painted

_HALF: Final = 13
"""Columns of one mark and its word."""


class Legend(Painted[bool]):
    """Two rows; the subject is whether the marks are places to press."""

    def facts(self, subject: bool) -> Hashable:  # noqa: FBT001
        """Return it."""
        return subject

    def paint(self, grid: Grid, subject: bool) -> None:  # noqa: FBT001
        """Write mark and word, two a row."""
        dot = "," if grid.look.ascii else "·"
        if not subject:
            _one(grid, 0, 0, "○", "where it may hurt")
            _one(grid, 0, 1, dot, "the other side")
            return
        _one(grid, 0, 0, "a", "free", ground=TEXT)
        _one(grid, _HALF, 0, "a", "rests today")
        _one(grid, 0, 1, dot, "other side")
        _one(grid, _HALF, 1, "×", "not offered", ink=TONES["stop"])


def _one(
    grid: Grid, x: int, y: int, sign: str, word: str, *, ink: int = TEXT, ground: int | None = None
) -> None:
    ink = ink if ground is None else GROUND
    grid.write(x, y, sign, ink=ink, ground=ground, bold=ground is not None or ink != TEXT)
    grid.write(x + span(sign) + 1, y, word, ink=MUTED)
