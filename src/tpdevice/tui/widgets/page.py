"""Text that may be longer than the screen."""

from collections.abc import Hashable
from dataclasses import dataclass

from textual.geometry import Size

from tpdevice.tui.grid import Grid, wrapped
from tpdevice.tui.look import Look
from tpdevice.tui.palette import TEXT
from tpdevice.tui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; it is wrapped where it is too long."""

    text: str = ""
    ink: int = TEXT
    bold: bool = False
    sign: str = ""
    """What stands left of it, such as a bullet."""


Lines = tuple[Line, ...]


class Page(Painted[Lines]):
    """As high as its text; a scrolling container around it does the rest."""

    def facts(self, subject: Lines) -> Hashable:
        """Return the lines."""
        return subject

    def write(self, lines: Lines, look: Look) -> None:
        """Take new lines, and find the height anew when they are others."""
        other = lines != self._subject
        self.show(lines, look)
        if other:
            self.refresh(layout=True)

    def row_of(self, number: int) -> int:
        """Return the row on which a line of the text begins."""
        lines = (self._subject or ())[:number]
        return sum(len(_rows(line, self.size.width)) for line in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows the text needs."""
        del container, viewport
        lines = self._subject or ()
        return max(1, sum(len(_rows(line, width)) for line in lines))

    def paint(self, grid: Grid, subject: Lines) -> None:
        """Write all lines."""
        y = 0
        for line in subject:
            rows = _rows(line, grid.width)
            grid.write(0, y, line.sign, ink=line.ink, bold=line.bold)
            for text in rows:
                grid.write(len(line.sign), y, text, ink=line.ink, bold=line.bold)
                y += 1


def _rows(line: Line, width: int) -> list[str]:
    return wrapped(line.text, max(8, width - len(line.sign)))
