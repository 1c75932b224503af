"""Does it work? One page: what studies show, how small it is, for whom, and what nobody knows."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.core.text import harmless
from tpdevice.runtime.evidence import Evidence
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar


class EvidenceRoom(Room):
    """A page to read, with its sources."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("back"),
        Binding("q,enter", "back", show=False),
        Binding("space", "read_on", show=False),
    ]

    def __init__(self, look: Look, page: Evidence) -> None:
        super().__init__(look)
        self._evidence = page
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
        self._bar.show((harmless(self._evidence.title), False), self.look)
        self._page.write(lines_of(self._evidence), self.look)
        self._touch.show(("read_on", "back"), self.look)
        self._keys.show(("read_on", "back"), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Read on, or leave."""
        if name == "read_on":
            self.action_read_on()
        else:
            super().chosen(name, value)

    def action_read_on(self) -> None:
        """Show the next part."""
        self._scroll.scroll_page_down(animate=False)


def lines_of(page: Evidence) -> Lines:
    """Return the page: the answer in short, then each section, then the sources."""
    lines = [Line(harmless(page.lead), TEXT, bold=True)]
    for section in page.sections:
        lines += [Line(), Line(harmless(section.title), TEXT, bold=True)]
        for item in section.items:
            lines.append(Line(harmless(item.text), TEXT, sign="· "))
            if item.sources:
                lines.append(Line(harmless("; ".join(item.sources)), MUTED, sign="  "))
    lines += [Line(), Line("Sources", TEXT, bold=True), Line(harmless(page.read), MUTED)]
    lines += [Line(harmless(f"{name}: {about}"), MUTED) for name, about in page.sources.items()]
    return tuple(lines)
