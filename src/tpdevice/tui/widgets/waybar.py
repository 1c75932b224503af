"""The ways to a place, beside each other: one of them is open."""

from collections.abc import Hashable
from typing import Final, NamedTuple

from tpdevice.tui.actions import shown
from tpdevice.tui.grid import Grid, span
from tpdevice.tui.palette import CAP, GROUND, INK, MUTED, TEXT, TROUGH
from tpdevice.tui.widgets.painted import Painted, Spot

_SHORT: Final = {"way_press": "press", "way_hurts": "it hurts", "find": "find"}
_WAYS: Final = tuple(_SHORT)
_WIDE: Final = 60
"""From so many columns on there is room for the whole words."""


class Ways(NamedTuple):
    """Which way is open, and what is said at the right end, such as the side."""

    open: str
    end: str = ""


class WayBar(Painted[Ways]):
    """One row of words with their keys; each can be touched."""

    GROUND = GROUND

    def facts(self, subject: Ways) -> Hashable:
        """Return both."""
        return subject

    def paint(self, grid: Grid, subject: Ways) -> None:
        """Write the ways in the middle row; the open one has a field of its own."""
        x, y = 1, grid.height // 2
        for name in _WAYS:
            row = shown(name)
            label = row.label if grid.width >= _WIDE else _SHORT[name]
            here = name == subject.open
            wide = span(row.cap) + span(label) + 4
            if here:
                grid.fill(x - 1, 0, wide, grid.height, ground=TROUGH)
            grid.write(x, y, row.cap, ink=INK, ground=CAP, bold=True)
            sign = "▸" if here else " "
            grid.write(x + span(row.cap), y, sign, ink=TEXT, bold=True)
            grid.write(x + span(row.cap) + 1, y, label, ink=TEXT if here else MUTED, bold=here)
            self.spots.append(Spot(x - 1, 0, wide, grid.height, name))
            x += wide + 1
        if x + span(subject.end) < grid.width:
            grid.write(grid.width - 1 - span(subject.end), y, subject.end, ink=MUTED)
