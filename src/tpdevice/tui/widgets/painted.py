"""A widget that draws cells itself and repaints nothing but the spans that changed."""

from collections.abc import Hashable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tpdevice.tui.brush import Brush
from tpdevice.tui.grid import Cell, Grid, Pen, changed
from tpdevice.tui.ink import LIGHT, colour_of
from tpdevice.tui.look import Look
from tpdevice.tui.messages import Chosen
from tpdevice.tui.palette import GROUND, luminance

Subject = TypeVar("Subject")
_pen = itemgetter(1)


class Spot(NamedTuple):
    """A rectangle that can be clicked, and what that means."""

    x: int
    y: int
    width: int
    height: int
    name: str
    value: int = 0

    def holds(self, x: int, y: int) -> bool:
        """Return whether a cell lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Painted(Widget, Generic[Subject]):
    """Draws a subject, such as a view, whenever the facts it needs have changed."""

    GROUND = GROUND

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.extent = Size(0, 0)
        """Cells across and down. Textual looks its own `size` up anew each time, which is dear."""
        self._subject: Subject | None = None
        self._shown = False
        """Whether there is a subject at all; it may be None, and then nothing must be left."""
        self._look = Look()
        self._drawn: Hashable = None
        self._cells: list[list[Cell]] = []
        self._strips: dict[int, Strip] = {}
        self.spots: list[Spot] = []

    def facts(self, subject: Subject) -> Hashable:
        """Return what the picture depends on; nothing is drawn anew while it stays equal."""
        raise NotImplementedError

    def paint(self, grid: Grid, subject: Subject) -> None:
        """Draw into an empty grid of the widget's size."""
        raise NotImplementedError

    def show(self, subject: Subject, look: Look) -> None:
        """Take the newest subject, and repaint where it looks different."""
        self._subject = subject
        self._shown = True
        self._look = look
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew in the new size."""
        self.extent = event.size
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        for spot in self.spots:
            if spot.holds(event.x, event.y):
                self.post_message(Chosen(spot.name, spot.value))
                return

    def _draw(self) -> None:
        width, height = self.extent
        if not self._shown or width == 0 or height == 0:
            return
        # Some subjects are None where there is nothing to show; the type of such a widget says so.
        subject = cast("Subject", self._subject)
        key = (self.facts(subject), width, height, self._look)
        if key == self._drawn:
            return
        self._drawn = key
        grid = Grid(width, height, self._look, ground=self.GROUND)
        self.spots = []
        self.paint(grid, subject)
        self._replace(grid.rows)

    def _replace(self, rows: list[list[Cell]]) -> None:
        same = len(rows) == len(self._cells) and len(rows[0]) == len(self._cells[0])
        if not same:
            self._cells, self._strips = rows, {}
            self.refresh()
            return
        spans = changed(self._cells, rows)
        self._cells = rows
        if not spans:
            return
        for y, _x, _columns in spans:
            self._strips.pop(y, None)
        brush: Brush | None = getattr(self.app, "brush", None)
        if brush is None or not brush.takes(self, spans, rows):
            self.refresh(*[Region(x, y, columns, 1) for y, x, columns in spans])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part as they are kept: no style sheet frames or tints them.

        Whatever else stands in the way of what changed is asked for its lines, too.
        """
        lines = [self.render_line(y) for y in crop.line_range]
        if crop.x == 0 and crop.width == self.extent.width:
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        strip = self._strips.get(y)
        if strip is None:
            if y < len(self._cells):
                strip = _strip(self._cells[y], self._look.colour)
            else:
                page = self._look.field(self.GROUND)
                pen: Pen = (page, page, False)
                strip = _strip([(" ", pen)] * self.size.width, self._look.colour)
            self._strips[y] = strip
        return strip


def _strip(row: list[Cell], colour: bool) -> Strip:  # noqa: FBT001
    segments = [
        Segment("".join([char for char, _ in run]), _style(pen, colour))
        for pen, run in groupby(row, key=_pen)
    ]
    return Strip(segments, len(row))


@lru_cache(1024)
def _style(pen: Pen, colour: bool) -> Style:  # noqa: FBT001
    """Return a style; never None, over which Textual falls where there are no colours."""
    ink, ground, bold = pen
    if not colour:
        return Style(bold=bold, reverse=luminance(ground) > LIGHT)
    return Style(color=colour_of(ink), bgcolor=colour_of(ground), bold=bold)
