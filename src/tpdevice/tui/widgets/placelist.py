"""A list of places to choose from, each with its letter and a word on why it is there."""

from collections.abc import Hashable
from dataclasses import dataclass

from textual.geometry import Size

from tpdevice.core.text import harmless
from tpdevice.tui.bodymarks import Kind
from tpdevice.tui.choosing import Item
from tpdevice.tui.grid import Grid, clipped, span
from tpdevice.tui.look import Look
from tpdevice.tui.palette import CAP, GOOD, GROUND, INK, MUTED, TEXT, TONES, TROUGH
from tpdevice.tui.widgets.painted import Painted, Spot


@dataclass(frozen=True, slots=True)
class Places:
    """Lines, and which of them one stands at."""

    items: tuple[Item, ...]
    at: str = ""
    high: int = 1
    """Rows of a line; two where there is a touch screen."""


class PlaceList(Painted[Places]):
    """As high as its lines; touching one is choosing it."""

    GROUND = GROUND

    def facts(self, subject: Places) -> Hashable:
        """Return all of it."""
        return subject

    def put(self, places: Places, look: Look) -> None:
        """Take new lines, and find the height anew when there are others."""
        other = places != self._subject
        self.show(places, look)
        if other:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows that the lines need."""
        del container, viewport, width
        places = self._subject
        return 0 if places is None else len(places.items) * places.high

    def paint(self, grid: Grid, subject: Places) -> None:
        """Write line by line; one that is two rows high has its note below."""
        for number, item in enumerate(subject.items):
            y = number * subject.high
            here = item.key == subject.at
            ground = TROUGH if here else GROUND
            grid.fill(0, y, grid.width, subject.high, ground=ground)
            self._line(grid, y, item, here=here, high=subject.high)
            self.spots.append(Spot(0, y, grid.width, subject.high, "item", number))

    def _line(self, grid: Grid, y: int, item: Item, *, here: bool, high: int) -> None:
        refused = item.kind is Kind.NEVER
        cap = TONES["stop"] if refused else GOOD if here else CAP
        grid.write(1, y, f" {item.letter.upper() if here else item.letter} ", ink=INK, ground=cap)
        note = clipped(harmless(item.note), grid.width - 6)
        room = grid.width - 6
        if high == 1 and note:
            room -= span(note) + 2
            if room < _LEAST:
                room, note = grid.width - 6, ""
            grid.write(grid.width - 1 - span(note), y, note, ink=MUTED)
        grid.write(5, y, clipped(harmless(item.text), room), ink=TEXT, bold=here)
        if high > 1:
            grid.write(5, y + 1, note, ink=MUTED)


_LEAST = 18
"""Columns that a place keeps, before its note is left out."""
