"""One line for what went wrong without ending anything, and one for what is only good to know."""

from collections.abc import Hashable

from tpdevice.tui.grid import Grid, clipped
from tpdevice.tui.palette import MUTED, TONES
from tpdevice.tui.widgets.painted import Painted


class Notice(Painted[str]):
    """Shown only while there is something to say."""

    def facts(self, subject: str) -> Hashable:
        """Return the sentence."""
        return subject

    def paint(self, grid: Grid, subject: str) -> None:
        """Write it in one line."""
        if subject:
            grid.write(1, 0, clipped(f"! {subject}", grid.width - 2), ink=TONES["less"])


class Aside(Painted[str]):
    """The calm one."""

    def facts(self, subject: str) -> Hashable:
        """Return the sentence."""
        return subject

    def paint(self, grid: Grid, subject: str) -> None:
        """Write it in one line."""
        grid.write(1, 0, clipped(subject, grid.width - 2), ink=MUTED)
