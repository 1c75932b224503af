"""Rows to choose in: each with a name and what is chosen there; one of them is marked."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from textual.geometry import Size

from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, PANEL, TEXT
from tpdevice.tui.widgets.painted import Painted, Spot

HIGH: Final = 2
"""Rows of each choice: a finger must find it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row."""

    name: str
    value: str = ""
    more: bool = False
    """Whether there is something else to choose, to the left and right."""


@dataclass(frozen=True, slots=True)
class ChoicesView:
    """All rows, and which is marked."""

    rows: tuple[Choice, ...]
    marked: int


class Choices(Painted[ChoicesView]):
    """Draws them below each other; a click says which, as `choice`."""

    def facts(self, subject: ChoicesView) -> Hashable:
        """Return the whole view."""
        return subject

    def write(self, view: ChoicesView, look: Look) -> None:
        """Take new rows, and find the height anew when there are more or fewer."""
        other = self._subject is None or len(view.rows) != len(self._subject.rows)
        self.show(view, look)
        if other:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows of cells."""
        del container, viewport, width
        return HIGH * len(self._subject.rows) if self._subject else 1

    def paint(self, grid: Grid, subject: ChoicesView) -> None:
        """Write every row, and make all of it clickable."""
        wide = max([len(row.name) for row in subject.rows], default=0)
        for number, row in enumerate(subject.rows):
            y, here = number * HIGH, number == subject.marked
            if here:
                grid.fill(0, y, grid.width, 1, ground=PANEL)
            grid.write(0, y, "▸" if here else " ", ink=TEXT)
            grid.write(2, y, row.name, ink=MUTED if row.value else TEXT, bold=here)
            value = f"< {row.value} >" if row.more and here else f"  {row.value}"
            room = max(0, grid.width - wide - 4)
            if row.value:
                grid.write(wide + 3, y, clipped(value, room), ink=TEXT, bold=here)
            self.spots.append(Spot(0, y, grid.width, HIGH, "choice", number))
