"""The line at the top of screens without a running session."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.palette import INK, MADE_UP, PANEL, TEXT
from tpdevice.tui.widgets.painted import Painted

SIMULATED = " SIMULATED "


class PlainBar(Painted[tuple[str, bool]]):
    """A title, and whether it is all made up."""

    GROUND = PANEL

    def facts(self, subject: tuple[str, bool]) -> Hashable:
        """Return both."""
        return subject

    def paint(self, grid: Grid, subject: tuple[str, bool]) -> None:
        """Write one line."""
        title, simulated = subject
        room = grid.width - 2
        if simulated:
            room -= span(SIMULATED) + 1
            x = grid.width - 1 - span(SIMULATED)
            write_simulated(grid, x, 0)
        grid.write(1, 0, clipped(title, room), ink=TEXT, bold=True)


def write_simulated(grid: Grid, x: int, y: int) -> None:
    """Say in a field of its own that nobody pressed."""
    grid.write(x, y, SIMULATED, ink=INK, ground=MADE_UP, bold=True)
