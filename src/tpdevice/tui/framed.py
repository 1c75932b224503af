"""The frame of a room: a title, what is scrolled under it, and what can be done."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from tpdevice.tui.look import Look
from tpdevice.tui.room import Room
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Page
from tpdevice.tui.widgets.plainbar import PlainBar


class Framed(Room):
    """A room with a page; what can be done stands there as keys and as places to touch."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._bar, self._page = PlainBar(), Page()
        self._scroll = VerticalScroll(can_focus=bool(self.AUTO_FOCUS))
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def above(self) -> Sequence[Widget]:
        """Return what stays in its place under the title."""
        return ()

    def scrolled(self) -> Sequence[Widget]:
        """Return what is scrolled where it is too long."""
        return (self._page,)

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield from self.above()
        with self._scroll:
            yield from self.scrolled()
        yield self._touch
        yield self._keys

    def head(
        self, title: str, *offers: str, simulated: bool = False, keys: Sequence[str] = ()
    ) -> None:
        """Show the title, and what can be done; `keys` have no place to touch."""
        self._bar.show((title, simulated), self.look)
        self._touch.show(offers, self.look)
        self._keys.show((*keys, *offers), self.look)
