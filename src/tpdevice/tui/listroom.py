"""A room in which one of several rows is marked, by the arrows, a figure or a finger."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget

from tpdevice.tui.framed import Framed
from tpdevice.tui.look import Look
from tpdevice.tui.widgets.rows import Row, Rows


def figures(most: int) -> list[BindingType]:
    """Return bindings that pick a row by its number, from 1 on."""
    return [Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, most + 1)]


class ListRoom(Framed, Generic[Row]):
    """What is marked is in sight. A room of this kind says what there is, and what it is for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
    ]
    TAKES: ClassVar[str] = ""
    """The key that takes what is marked."""

    def __init__(self, look: Look, rows: Rows[Row]) -> None:
        super().__init__(look)
        self._rows, self._marked = rows, 0

    def scrolled(self) -> Sequence[Widget]:
        """Return the rows, with the page below them."""
        return (self._rows, self._page)

    def on_mount(self) -> None:
        """Show what there is."""
        self.write()

    def write(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def take(self, number: int) -> None:
        """Do what a row is for."""
        raise NotImplementedError

    def mark(self, number: int) -> None:
        """Mark a row, and bring it into sight."""
        self._marked = number
        self.write()
        first, high = self._rows.cells_of(number)
        place = Region(0, self._rows.virtual_region.y + first, 1, high)
        self._scroll.scroll_to_region(place, animate=False)

    def chosen(self, name: str, value: int = 0) -> None:
        """Take a row that is touched, or the marked one, or go where a key leads."""
        if name == "choice":
            self.action_pick(value)
        elif name == self.TAKES:
            self.action_pick(self._marked)
        else:
            super().chosen(name, value)

    def action_mark(self, by: int) -> None:
        """Mark another row; after the last comes the first."""
        if self._rows.rows:
            self.mark((self._marked + by) % len(self._rows.rows))

    def action_pick(self, number: int) -> None:
        """Take the row with this number, where there is one."""
        if number < len(self._rows.rows):
            self.take(number)
