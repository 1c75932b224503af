"""A few figures in large."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid
from tpdevice.tui.lettering import lettered
from tpdevice.tui.palette import GROUND, MUTED, TEXT
from tpdevice.tui.pixels import Inks, picture
from tpdevice.tui.widgets.painted import Painted


class BigText(Painted[str]):
    """Draws figures, and says under them what they are."""

    def facts(self, subject: str) -> Hashable:
        """Return the figures."""
        return subject

    def paint(self, grid: Grid, subject: str) -> None:
        """Draw them in the middle."""
        pixels = lettered(subject, None, grid.width, grid.height - 1)
        picture(grid, 0, 0, pixels=pixels, inks=Inks((GROUND, TEXT)))
        grid.centred(grid.height - 1, "how strong, first and last", ink=MUTED)
