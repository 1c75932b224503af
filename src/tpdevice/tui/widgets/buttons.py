"""Places to touch, for a phone by the mat: as high as a thumb."""

from collections.abc import Hashable, Sequence
from typing import Final

from tpdevice.tui.actions import shown
from tpdevice.tui.grid import Grid, clipped, wrapped
from tpdevice.tui.palette import CAP, GOOD, INK, TONES
from tpdevice.tui.widgets.painted import Painted, Spot

HIGH = 5
"""Rows of a button. Source: a thumb on a phone with 44 columns."""
_GAP: Final = 1
"""Columns between two buttons."""


class Buttons(Painted[tuple[str, ...]]):
    """One row of buttons, equally wide."""

    def facts(self, subject: tuple[str, ...]) -> Hashable:
        """Return the names."""
        return subject

    def paint(self, grid: Grid, subject: tuple[str, ...]) -> None:
        """Draw them side by side."""
        self.spots += side_by_side(grid, subject)


def side_by_side(grid: Grid, names: Sequence[str], *, rows: int = 1) -> list[Spot]:
    """Draw buttons that fill the grid, and return them; stop, and what was noted, stand out."""
    if not names:
        return []
    across = -(-len(names) // rows)
    wide = (grid.width - _GAP * (across - 1)) // across
    high = (grid.height - _GAP * (rows - 1)) // rows
    spots = [
        Spot(n % across * (wide + _GAP), n // across * (high + _GAP), wide, high, name)
        for n, name in enumerate(names)
    ]
    for spot in spots:
        _button(grid, spot)
    return spots


def _button(grid: Grid, spot: Spot) -> None:
    row, x, wide, high = shown(spot.name), spot.x, spot.width, spot.height
    colour = {"stop": TONES["stop"], "let_go_noted": GOOD}.get(spot.name, CAP)
    grid.fill(x, spot.y, wide, high, ground=colour)
    label = wrapped(row.label, wide)
    if len(label) >= high:  # no room for the words, and the key below them
        label = [clipped(row.label, wide)]
    top = spot.y + max(0, (high - 1 - len(label)) // 2)
    for y, text in enumerate(label, top):
        grid.centred(y, text, ink=INK, bold=True, x=x, width=wide)
    if high > 1:
        grid.centred(top + len(label), row.cap, ink=INK, x=x, width=wide)
