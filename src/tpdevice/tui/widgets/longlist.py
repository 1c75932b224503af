"""A list of any length: only the rows that are in sight are drawn, so that it scrolls at once."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events

from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Look
from tpdevice.tui.messages import Chosen
from tpdevice.tui.palette import LINE, PANEL, TEXT
from tpdevice.tui.widgets.painted import Painted, Spot

Row = TypeVar("Row")
_WHEEL = 3
"""Rows that a turn of the wheel goes on. Chosen."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """All rows, and where one is: at the marked one, or at the first in sight."""

    rows: tuple[Row, ...]
    at: int
    marks: bool


class LongList(Painted[Listed[Row]], Generic[Row]):
    """Fills its place. A list of this kind says how high a row is, and draws one."""

    def __init__(self, *, marks: bool = True) -> None:
        super().__init__()
        self._marks = marks
        self._first = 0
        """The first row in sight; it stays until where one is would be out of sight."""

    def high(self, width: int) -> int:
        """Return how many rows of cells each row takes, with the gap below it."""
        raise NotImplementedError

    def draw(self, grid: Grid, row: Row, y: int, *, here: bool) -> None:
        """Draw one row from a row of cells on."""
        raise NotImplementedError

    def heading(self, width: int) -> int:
        """Return how many rows of cells stand above all others."""
        del width
        return 0

    def draw_heading(self, grid: Grid) -> None:
        """Draw what stands above all others."""

    def write(self, rows: tuple[Row, ...], at: int, look: Look) -> None:
        """Take new rows, and where one is."""
        self.show(Listed(rows, at, self._marks), look)

    @property
    def fits(self) -> int:
        """How many rows can be seen at once."""
        width, height = self.extent
        return max(1, (height - self.heading(width)) // max(1, self.high(width)))

    @property
    def last(self) -> int:
        """Where one can be at most."""
        count = 0 if self._subject is None else len(self._subject.rows)
        return max(0, count - (1 if self._marks else self.fits))

    def facts(self, subject: Listed[Row]) -> Hashable:
        """Return what is in sight, and where that is in the whole."""
        self._first = first_in_sight(self._first, subject, self.fits)
        seen = subject.rows[self._first : self._first + self.fits]
        return seen, subject.at, self._first, len(subject.rows)

    def paint(self, grid: Grid, subject: Listed[Row]) -> None:
        """Draw the rows in sight, and how far down they are."""
        self.draw_heading(grid)
        high, top = self.high(grid.width), self.heading(grid.width)
        seen = subject.rows[self._first : self._first + self.fits]
        for number, row in enumerate(seen, self._first):
            y = top + (number - self._first) * high
            here = subject.marks and number == subject.at
            if here:
                grid.fill(0, y, grid.width, max(1, high - 1), ground=PANEL)
                grid.write(0, y, "▸", ink=TEXT, bold=True)
            self.draw(grid, row, y, here=here)
            self.spots.append(Spot(0, y, grid.width, high, "choice", number))
        self._thumb(grid, len(subject.rows), top)

    def _thumb(self, grid: Grid, count: int, top: int) -> None:
        rows = grid.height - top
        if count <= self.fits or rows < 1:
            return
        long = max(1, rows * self.fits // count)
        y = (rows - long) * self._first // (count - self.fits)
        grid.fill(grid.width - 1, top, 1, rows, ground=PANEL)
        grid.fill(grid.width - 1, top + y, 1, long, ground=LINE)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on."""
        event.stop()
        self.post_message(Chosen("move", _WHEEL))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back."""
        event.stop()
        self.post_message(Chosen("move", -_WHEEL))


def first_in_sight(first: int, listed: Listed[Row], fits: int) -> int:
    """Return the first row to be drawn, moved no further than it has to be."""
    last = max(0, len(listed.rows) - fits)
    if not listed.marks:
        return min(listed.at, last)
    return min(max(min(first, listed.at), listed.at - fits + 1), last)
