"""Past sessions: when, where, what was held, and ratings; one of them can be looked at closer."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.look import Look
from tpdevice.tui.palette import MADE_UP, TEXT
from tpdevice.tui.past import LogView, PastSession
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.entries import Entries, EntriesView, Entry
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_NONE = (Line(), Line("No sessions yet. Enter at home begins one.", TEXT))
_FAR = 5
"""Sessions that a key for pages goes on. Chosen."""


class LogRoom(Room):
    """A list, newest first; whoever comes back from a session finds it as it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("trends", "open_session"),
        Binding("q", "back", show=False),
        Binding("up", "mark(-1)", show=False),
        Binding("down", "mark(1)", show=False),
        Binding("pageup", f"mark({-_FAR})", show=False),
        Binding("pagedown,space", f"mark({_FAR})", show=False),
    ]

    def __init__(self, look: Look, view: LogView) -> None:
        super().__init__(look)
        self._sessions, self._marked = view.sessions, 0
        self._bar, self._list, self._page = PlainBar(), Entries(), Page()
        self._scroll = VerticalScroll(self._list, self._page, can_focus=False)
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._scroll
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show the newest."""
        self._bar.show(("Past sessions, newest first", False), self.look)
        self._list.display = bool(self._sessions)
        self._page.display = not self._sessions
        self._page.write(_NONE, self.look)
        offers = ("open_session",) if self._sessions else ()
        self._touch.show((*offers, "trends", "back"), self.look)
        self._keys.show((*offers, "trends", "back"), self.look)
        self._show()

    def _show(self) -> None:
        entries = tuple(_entry(each) for each in self._sessions)
        self._list.write(EntriesView(entries, self._marked), self.look)

    def chosen(self, name: str, value: int = 0) -> None:
        """Look at a session, or go where a key leads."""
        if name == "choice":
            self._mark(value)
            self._open()
        elif name == "open_session":
            self._open()
        else:
            super().chosen(name, value)

    def _open(self) -> None:
        if self._sessions:
            self.go("past", number=self._sessions[self._marked].number)

    def action_mark(self, by: int) -> None:
        """Mark another session, and bring it into sight."""
        self._mark(min(max(self._marked + by, 0), len(self._sessions) - 1))

    def _mark(self, number: int) -> None:
        if number < 0:
            return
        self._marked = number
        self._show()
        first, end = (1 + row for row in self._list.rows_of(number))  # below the margin
        at, room = self._scroll.scroll_offset.y, self._scroll.scrollable_content_region.height
        if first < at or end > at + room:
            self._scroll.scroll_to(y=first if first < at else end - room, animate=False)


def _entry(session: PastSession) -> Entry:
    happened = (session.held, f"rated {session.ratings}" if session.ratings else "",
                session.outcome, session.ended)  # fmt: skip
    mark = f" · {session.mark}" if session.mark else ""
    return Entry(
        f"{session.when} · {session.place}{mark}",
        (" · ".join(filter(None, happened)), f"with {session.tool}"),
        MADE_UP if session.mark else TEXT,
    )
