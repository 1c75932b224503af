"""The first picture's field, in a cue's colours: one line, since large letters take loading."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid
from tpdevice.tui.palette import INK, tone
from tpdevice.tui.widgets.painted import Painted


class WaitField(Painted[str]):
    """Says what is waited for."""

    def facts(self, subject: str) -> Hashable:
        """Return the words."""
        return subject

    def paint(self, grid: Grid, subject: str) -> None:
        """Write them in the middle."""
        grid.fill(0, 0, grid.width, grid.height, ground=tone("ask"))
        grid.centred((grid.height - 1) // 2, subject, ink=INK, bold=True)
