"""A room around a long list: keys, the wheel and a finger go through it."""

from collections.abc import Sequence
from typing import ClassVar, Final, Generic

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tpdevice.tui.framed import Framed
from tpdevice.tui.look import Look
from tpdevice.tui.widgets.longlist import LongList, Row
from tpdevice.tui.widgets.page import Lines

_FAR: Final = 1_000_000_000
"""Further than any list is long."""


class LongRoom(Framed, Generic[Row]):
    """Where one is stays where it was. A room of this kind says what stands in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown,space", "turn_page(1)", show=False),
        Binding("home", f"move({-_FAR})", show=False),
        Binding("end", f"move({_FAR})", show=False),
    ]
    TAKES: ClassVar[str] = ""
    """The key that takes what is marked; empty where nothing is."""

    def __init__(self, look: Look, rows: LongList[Row]) -> None:
        super().__init__(look)
        self._list, self._at = rows, 0
        self._items: tuple[Row, ...] = ()

    def above(self) -> Sequence[Widget]:
        """Return the list; it fills the room that others leave."""
        return (self._list,)

    def on_mount(self) -> None:
        """Show what there is."""
        self.write()

    def write(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Show what this is, and how far down one is."""
        raise NotImplementedError

    def take(self, number: int) -> None:
        """Do what a row is for."""

    def put(self, items: tuple[Row, ...], nothing: Lines) -> None:
        """Show these rows, or why there are none."""
        self._items, self._at = items, min(self._at, max(0, len(items) - 1))
        self._list.display = bool(items)
        self._scroll.display = not items
        self._page.write(() if items else nothing, self.look)
        self._go_to(self._at)

    def where(self) -> str:
        """Return how far down one is, such as `3 of 40`."""
        return f"{self._at + 1} of {len(self._items)}" if self._items else ""

    def chosen(self, name: str, value: int = 0) -> None:
        """Take a row that is touched, or the marked one, or go where a key leads."""
        if name == "move":
            self.action_move(value)
        elif name == "choice":
            self._pick(value)
        elif name == self.TAKES:
            self._pick(self._at)
        else:
            super().chosen(name, value)

    def action_move(self, by: int) -> None:
        """Go on by so many rows; a list has ends."""
        self._go_to(min(max(self._at + by, 0), self._list.last))

    def action_turn_page(self, by: int) -> None:
        """Go on by as much as is seen."""
        self.action_move(by * self._list.fits)

    def _pick(self, number: int) -> None:
        if self.TAKES and number < len(self._items):
            self._go_to(number)
            self.take(number)

    def _go_to(self, number: int) -> None:
        self._at = number
        self._list.write(self._items, number, self.look)
        self.show_title()
