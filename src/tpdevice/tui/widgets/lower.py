"""The lower part of a session screen: timer and orb, or the answer that is awaited."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tpdevice.tui.look import Look
from tpdevice.tui.view import Awaited, View
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.notice import Notice
from tpdevice.tui.widgets.orb import Orb
from tpdevice.tui.widgets.ratingscale import RatingScale
from tpdevice.tui.widgets.timer import Timer

_TOUCHED = ("pause", "resume", "tender", "comfort", "next", "let_go")
"""What gets a button beside stop where there is a touch screen."""


class Lower(Vertical):
    """Changes with what is awaited; force stays visible above it."""

    def compose(self) -> ComposeResult:
        """Put everything in place; style sheets say what is visible."""
        with Horizontal(id="quiet"):
            yield Timer(id="timer")
            yield Orb(id="orb")
        yield RatingScale(id="rating")
        yield Buttons(id="answer")
        yield Notice(id="notice")
        yield Buttons(id="touch")

    def show(self, view: View, look: Look) -> None:
        """Show a view."""
        rating = view.awaited is Awaited.RATING
        answer = view.awaited is Awaited.YES_NO
        self.set_class(rating, "-rating")
        self.screen.set_class(rating, "-rating")
        self.set_class(answer, "-answer")
        self.set_class(bool(view.notice), "-notice")
        self.query_one(Timer).show(view.timer, look)
        self.query_one(Orb).show(view.breath, look)
        self.query_one(RatingScale).show(rating, look)
        self.query_one("#answer", Buttons).show(("yes", "no"), look)
        self.query_one(Notice).show(view.notice, look)
        touch = [name for name in view.offers if name in _TOUCHED]
        names = ("close",) if "close" in view.offers else (*touch[:2], "stop")
        self.query_one("#touch", Buttons).show(names, look)
