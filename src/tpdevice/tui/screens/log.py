"""Past sessions: when, where, what was held, and ratings first and last."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.look import Look
from tpdevice.tui.palette import MADE_UP, MUTED, TEXT
from tpdevice.tui.past import LogView, PastSession
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar


class LogRoom(Room):
    """A page, newest first."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("back", "trends"),
        Binding("q,enter", "back", show=False),
        Binding("space", "read_on", show=False),
    ]

    def __init__(self, look: Look, view: LogView) -> None:
        super().__init__(look)
        self._view = view
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
        """Show the sessions."""
        self._bar.show(("Past sessions, newest first", False), self.look)
        self._page.write(lines_of(self._view), self.look)
        self._touch.show(("read_on", "back"), self.look)
        self._keys.show(("read_on", "trends", "back"), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Read on, or go where a key leads."""
        if name == "read_on":
            self.action_read_on()
        else:
            super().chosen(name, value)

    def action_read_on(self) -> None:
        """Show the next part."""
        self._scroll.scroll_page_down(animate=False)


def lines_of(view: LogView) -> Lines:
    """Return every session as two lines or three."""
    if not view.sessions:
        return (Line(), Line("No sessions yet. Enter at home begins one.", TEXT))
    return tuple(line for session in view.sessions for line in _session(session))


def _session(session: PastSession) -> Lines:
    happened = (session.held, f"rated {session.ratings}" if session.ratings else "",
                session.outcome, session.ended)  # fmt: skip
    ink = MADE_UP if session.mark else TEXT
    mark = f" · {session.mark}" if session.mark else ""
    return (
        Line(f"{session.when} · {session.place}{mark}", ink, bold=True),
        Line(" · ".join(filter(None, happened)), TEXT, sign="  "),
        Line(f"with {session.tool}", MUTED, sign="  "),
        Line(),
    )
