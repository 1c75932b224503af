"""Where on the body: a figure from behind with one bright point."""

from collections.abc import Hashable

from tpdevice.core.plan import Side
from tpdevice.tui.figure import WIDE, body, on_cells, place
from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.palette import BODY, MUTED, PANEL, TEXT
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.view import View
from tpdevice.tui.widgets.painted import Painted
from tpdevice.tui.widgets.tracepanel import framed


class Where(Painted[View]):
    """Draws the figure in a frame, and says the place in words too."""

    GROUND = PANEL

    def facts(self, subject: View) -> Hashable:
        """Return the place."""
        return (subject.point, subject.side, subject.title, subject.tool)

    def paint(self, grid: Grid, subject: View) -> None:
        """Draw figure and words."""
        framed(grid, "where")
        words = [subject.title, _side(subject.side), clipped(subject.tool, grid.width - 4)]
        for row, text in enumerate(words):
            y = grid.height - 1 - len(words) + row
            ink = TEXT if row == 0 else MUTED
            grid.centred(y, clipped(text, grid.width - 2), ink=ink, bold=row == 0)
        rows = grid.height - 2 - len(words)
        columns = min(grid.width - 4, rows + 2)
        if rows < 6:
            return
        x = (grid.width - columns) // 2
        picture(grid, x, 1, pixels=body(columns, rows), inks=Inks((PANEL, BODY), drawn=(1,)))
        grid.write(x - 1, 2, "L", ink=MUTED)
        grid.write(x + columns, 2, "R", ink=MUTED)
        _point(grid, subject, (x, columns, rows))


def _point(grid: Grid, subject: View, room: tuple[int, int, int]) -> None:
    """Put a bright point on the figure, and a line that leads to it from outside."""
    at = place(subject.point, subject.side)
    if at is None:
        return
    left, columns, rows = room
    away, down = on_cells(at, columns, rows)
    x, y = left + away, 1 + down
    grid.write(x, y, "●", ink=TEXT, bold=True)
    if at[0] < WIDE / 2:
        grid.write(left - 4, y, "─" * (x - left + 3), ink=TEXT)
    else:
        grid.write(x + 2, y, "─" * (left + columns + 2 - x), ink=TEXT)


def _side(side: Side) -> str:
    if side is Side.MIDDLE:
        return "middle, seen from behind"
    return f"{side} side, seen from behind"
