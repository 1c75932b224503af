"""A room that is one page of lines: read on, lead elsewhere, or back."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tpdevice.tui.framed import Framed
from tpdevice.tui.look import Look
from tpdevice.tui.widgets.page import Lines


class PageRoom(Framed):
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

    def on_mount(self) -> None:
        """Show the page."""
        self.head(self._title, *self.OFFERS, simulated=self._simulated)
        self._page.write(self._lines, self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Read on, or go where a key leads."""
        if name == "read_on":
            self.action_read_on()
        else:
            super().chosen(name, value)

    def action_read_on(self) -> None:
        """Show the next part."""
        self._scroll.scroll_page_down(animate=False)
