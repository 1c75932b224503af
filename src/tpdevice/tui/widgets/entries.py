"""Entries to choose from, each with a title and lines of its own; one of them is marked."""

from dataclasses import dataclass
from functools import lru_cache

from tpdevice.tui.grid import Cell, Grid, wrapped
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, PANEL, TEXT
from tpdevice.tui.widgets.painted import Spot
from tpdevice.tui.widgets.rows import Marked, Rows

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose."""

    title: str
    lines: tuple[str, ...] = ()
    ink: int = TEXT
    """Of the title."""


class Entries(Rows[Entry]):
    """Draws them a row apart."""

    def high(self, row: Entry, width: int) -> int:
        """Return the lines of an entry, and a row below them."""
        return sum(map(len, _texts(row, width))) + 1

    def paint(self, grid: Grid, subject: Marked[Entry]) -> None:
        """Write every entry, and make all of it clickable."""
        y = 0
        for number, entry in enumerate(subject.rows):
            rows = _drawn(entry, grid.width, grid.look, number == subject.marked)
            grid.put(0, y, rows)
            high = len(rows) + 1
            self.spots.append(Spot(0, y, grid.width, high, "choice", number))
            y += high


@lru_cache(1024)
def _drawn(entry: Entry, width: int, look: Look, here: bool) -> list[list[Cell]]:  # noqa: FBT001
    """Return an entry as cells: a long list is drawn anew whenever the mark goes on."""
    title, *lines = _texts(entry, width)
    grid = Grid(width, len(title) + sum(map(len, lines)), look)
    if here:
        grid.fill(0, 0, width, len(title), ground=PANEL)
        grid.write(0, 0, "▸", ink=TEXT, bold=True)
    inked = [(text, entry.ink) for text in title]
    inked += [(text, MUTED if below else TEXT) for below, each in enumerate(lines) for text in each]
    for y, (text, ink) in enumerate(inked):
        grid.write(_INDENT, y, text, ink=ink, bold=y < len(title))
    return grid.rows


def _texts(entry: Entry, width: int) -> list[list[str]]:
    room = max(8, width - _INDENT)
    return [wrapped(text, room) for text in (entry.title, *entry.lines) if text]
