"""Something that could not be done: why, and what to do next."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar


class Told(Room):
    """Says it in its own words."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("back"),
        Binding("enter", "back", show=False),
    ]

    def __init__(self, look: Look, said: str, hint: str) -> None:
        super().__init__(look)
        self._lines = (Line(), Line(harmless(said), TEXT), Line(), Line(harmless(hint), MUTED))
        self._bar, self._page, self._keys = PlainBar(), Page(), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        with VerticalScroll():
            yield self._page
        yield self._keys

    def on_mount(self) -> None:
        """Show it."""
        self._bar.show(("That did not work", False), self.look)
        self._page.write(self._lines, self.look)
        self._keys.show(("back",), self.look)
