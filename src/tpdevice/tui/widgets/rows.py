"""Rows below each other, of which one is marked; a click says which, as `choice`."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.geometry import Size

from tpdevice.tui.look import Look
from tpdevice.tui.widgets.painted import Painted

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Marked(Generic[Row]):
    """All rows, and which is marked."""

    rows: tuple[Row, ...]
    marked: int


class Rows(Painted[Marked[Row]], Generic[Row]):
    """As high as its rows; a scrolling container around it does the rest."""

    def facts(self, subject: Marked[Row]) -> Hashable:
        """Return all of it."""
        return subject

    def high(self, row: Row, width: int) -> int:
        """Return how many rows of cells a row takes, with the gap below it."""
        raise NotImplementedError

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that can be marked."""
        return () if self._subject is None else self._subject.rows

    def write(self, rows: tuple[Row, ...], marked: int, look: Look) -> None:
        """Take new rows, and find the height anew when they are others."""
        other = rows != self.rows
        self.show(Marked(rows, marked), look)
        if other:
            self.refresh(layout=True)

    def cells_of(self, number: int) -> tuple[int, int]:
        """Return the first row of cells of a row, and how many there are down to the gap."""
        *above, here = [self.high(each, self.size.width) for each in self.rows[: number + 1]]
        return sum(above), here - 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows of cells that all of them need."""
        del container, viewport
        return max(1, sum(self.high(each, width) for each in self.rows))
