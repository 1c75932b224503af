"""Where on the body: a small figure with the one point of a session."""

from collections.abc import Hashable

from tpdevice.core.plan import Side
from tpdevice.runtime.content import points
from tpdevice.tui.bodymarks import Stop, drawn_on, first_stop, marks_of
from tpdevice.tui.bodypaint import Body, paint_body
from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.palette import MUTED, PANEL, TEXT
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
        at = _stop(subject)
        if at is not None:
            body = Body(marks=(at.mark,), at=at, side=at.side, lettered=False)
            paint_body(grid, body, (2, 1, grid.width - 4, rows), paper=PANEL)


def _stop(view: View) -> Stop | None:
    known = points()
    here = view.point in known
    return first_stop(marks_of(known), view.point, drawn_on(view.side)) if here else None


def _side(side: Side) -> str:
    return "middle" if side is Side.MIDDLE else f"{side} side"
