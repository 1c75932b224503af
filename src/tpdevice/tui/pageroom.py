"""A room that is one page of lines: read on, lead elsewhere, or back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.look import Look
from tpdevice.tui.room import Room
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar


class PageRoom(Room):
    """A title and a page under it; a room of this kind says what stands there."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "back", show=False),
        Binding("space", "read_on", show=False),
    ]
    OFFERS: ClassVar[tuple[str, ...]] = ("read_on", "back")
    """What can be done here, as keys and as places to touch."""

    def __init__(self, look: Look, title: str, lines: Lines, *, simulated: bool = False) -> None:
        super().__init__(look)
        self._title, self._lines, self._simulated = title, lines, simulated
        self._bar, self._page = PlainBar(), Page()
        self._scroll = VerticalScroll(self._page)
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._scroll
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show the page."""
        self._bar.show((self._title, self._simulated), self.look)
        self._page.write(self._lines, self.look)
        self._touch.show(self.OFFERS, self.look)
        self._keys.show(self.OFFERS, self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Read on, or go where a key leads."""
        if name == "read_on":
            self.action_read_on()
        else:
            super().chosen(name, value)

    def action_read_on(self) -> None:
        """Show the next part."""
        self._scroll.scroll_page_down(animate=False)
