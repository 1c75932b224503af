"""Past sessions: when, where, what was held, and ratings first and last."""

from typing import ClassVar

from textual.binding import BindingType

from tpdevice.tui.look import Look
from tpdevice.tui.pageroom import PageRoom
from tpdevice.tui.palette import MADE_UP, MUTED, TEXT
from tpdevice.tui.past import LogView, PastSession
from tpdevice.tui.room import keys_of
from tpdevice.tui.widgets.page import Line, Lines


class LogRoom(PageRoom):
    """A page, newest first."""

    OFFERS = ("read_on", "trends", "back")
    BINDINGS: ClassVar[list[BindingType]] = keys_of("trends")

    def __init__(self, look: Look, view: LogView) -> None:
        super().__init__(look, "Past sessions, newest first", lines_of(view))


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
