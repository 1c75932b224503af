"""Rows to choose in: each with a name and what is chosen there; one of them is marked."""

from dataclasses import dataclass
from typing import Final

from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.palette import MUTED, PANEL, TEXT
from tpdevice.tui.widgets.painted import Spot
from tpdevice.tui.widgets.rows import Marked, Rows

_HIGH: Final = 2
"""Rows of each choice: a finger must find it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row."""

    name: str
    value: str = ""
    more: bool = False
    """Whether there is something else to choose, to the left and right."""


class Choices(Rows[Choice]):
    """Draws a name, and what is chosen there beside it."""

    def high(self, row: Choice, width: int) -> int:
        """Return the same for each."""
        del row, width
        return _HIGH

    def paint(self, grid: Grid, subject: Marked[Choice]) -> None:
        """Write every row, and make all of it clickable."""
        wide = max([len(row.name) for row in subject.rows], default=0)
        for number, row in enumerate(subject.rows):
            y, here = number * _HIGH, number == subject.marked
            if here:
                grid.fill(0, y, grid.width, 1, ground=PANEL)
            grid.write(0, y, "▸" if here else " ", ink=TEXT)
            grid.write(2, y, row.name, ink=MUTED if row.value else TEXT, bold=here)
            value = f"< {row.value} >" if row.more and here else f"  {row.value}"
            room = max(0, grid.width - wide - 4)
            if row.value:
                grid.write(wide + 3, y, clipped(value, room), ink=TEXT, bold=here)
            self.spots.append(Spot(0, y, grid.width, _HIGH, "choice", number))
