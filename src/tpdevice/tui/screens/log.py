"""Past sessions: when, where, what was held, and ratings; one of them can be looked at closer."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tpdevice.tui.listroom import ListRoom
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MADE_UP, TEXT
from tpdevice.tui.past import LogView, PastSession
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.entries import Entries, Entry
from tpdevice.tui.widgets.page import Line

_NONE = (Line(), Line("No sessions yet. Enter at home begins one.", TEXT))
_FAR = 5
"""Sessions that a key for pages goes on. Chosen."""


class LogRoom(ListRoom[Entry]):
    """A list, newest first; whoever comes back from a session finds it as it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("trends", "open_session"),
        Binding("q", "back", show=False),
        Binding("pageup", f"mark({-_FAR})", show=False),
        Binding("pagedown,space", f"mark({_FAR})", show=False),
    ]
    TAKES = "open_session"

    def __init__(self, look: Look, view: LogView) -> None:
        super().__init__(look, Entries())
        self._sessions = view.sessions

    def on_mount(self) -> None:
        """Show the newest."""
        self._rows.display = bool(self._sessions)
        self._page.display = not self._sessions
        self._page.write(_NONE, self.look)
        offers = (self.TAKES,) if self._sessions else ()
        self.head("Past sessions, newest first", *offers, "trends", "back")
        super().on_mount()

    def write(self) -> None:
        """Show all of them."""
        self._rows.write(tuple(map(_entry, self._sessions)), self._marked, self.look)

    def take(self, number: int) -> None:
        """Look at a session closer."""
        self.mark(number)
        self.go("past", number=self._sessions[number].number)

    def action_mark(self, by: int) -> None:
        """Mark another session; a list that long has ends."""
        if self._sessions:
            self.mark(min(max(self._marked + by, 0), len(self._sessions) - 1))


def _entry(session: PastSession) -> Entry:
    happened = (session.held, f"rated {session.ratings}" if session.ratings else "",
                session.outcome, session.ended)  # fmt: skip
    mark = f" · {session.mark}" if session.mark else ""
    return Entry(
        f"{session.when} · {session.place}{mark}",
        (" · ".join(filter(None, happened)), f"with {session.tool}"),
        MADE_UP if session.mark else TEXT,
    )
