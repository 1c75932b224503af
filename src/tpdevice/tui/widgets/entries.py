"""Entries to choose from, each with a title and lines of its own; one of them is marked."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from textual.geometry import Size

from tpdevice.tui.grid import Cell, Grid, wrapped
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, PANEL, TEXT
from tpdevice.tui.widgets.painted import Painted, Spot

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose."""

    title: str
    lines: tuple[str, ...] = ()
    ink: int = TEXT
    """Of the title."""


@dataclass(frozen=True, slots=True)
class EntriesView:
    """All of them, and which is marked."""

    entries: tuple[Entry, ...]
    marked: int


class Entries(Painted[EntriesView]):
    """Draws them below each other, a row apart; a click says which, as `choice`."""

    def facts(self, subject: EntriesView) -> Hashable:
        """Return the whole view."""
        return subject

    def write(self, view: EntriesView, look: Look) -> None:
        """Take new entries, and find the height anew when they are others."""
        other = self._subject is None or view.entries != self._subject.entries
        self.show(view, look)
        if other:
            self.refresh(layout=True)

    def rows_of(self, number: int) -> tuple[int, int]:
        """Return the first row of an entry, and the one after its last."""
        heights = [_height(each, self.size.width) for each in self._entries[: number + 1]]
        return sum(heights[:-1]), sum(heights) - 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows that all entries need."""
        del container, viewport
        return max(1, sum(_height(each, width) for each in self._entries))

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return () if self._subject is None else self._subject.entries

    def paint(self, grid: Grid, subject: EntriesView) -> None:
        """Write every entry, and make all of it clickable."""
        y = 0
        for number, entry in enumerate(subject.entries):
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


def _height(entry: Entry, width: int) -> int:
    return sum(map(len, _texts(entry, width))) + 1
