"""The lower part of a session screen: timer and orb, or the answer that is awaited."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tpdevice.tui.look import Look
from tpdevice.tui.view import Awaited, View
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.notice import Notice
from tpdevice.tui.widgets.orb import AT_REST, MOST, Orb
from tpdevice.tui.widgets.ratingscale import RatingScale
from tpdevice.tui.widgets.timer import Timer

_TOUCHED: Final = ("pause", "resume", "tender", "comfort", "next", "let_go", "let_go_noted")
"""What gets a button beside stop where there is a touch screen."""
LARGE: Final = (*_TOUCHED, "stop", "close", "yes", "no")
"""What needs no second button there."""


class Lower(Vertical):
    """Changes with what is awaited; force stays visible above it."""

    def __init__(self) -> None:
        super().__init__()
        self._there: tuple[Awaited, bool, bool, bool] | None = None
        self._timer = Timer(id="timer")
        self._orb = Orb(id="orb")
        self._rating = RatingScale(id="rating")
        self._answer = Buttons(id="answer")
        self._notice = Notice(id="notice")
        self._touch = Buttons(id="touch")

    def compose(self) -> ComposeResult:
        """Put everything in place; style sheets say what is visible."""
        with Horizontal(id="quiet"):
            yield self._timer
            yield self._orb
        yield self._rating
        yield self._answer
        yield self._notice
        yield self._touch

    def _arrange(self, view: View) -> None:
        """Say to the style sheets what there is, when it is other than before."""
        awaited, resting = view.awaited, view.cue.tone == "rest"
        there = (awaited, view.only_read, bool(view.notice), resting)
        if there == self._there:
            return
        self._there = there
        self.set_class(awaited is Awaited.RATING, "-rating")
        self.screen.set_class(awaited is Awaited.RATING, "-rating")
        self.set_class(awaited is Awaited.YES_NO, "-answer")
        self.set_class(view.only_read, "-reading")
        self.set_class(bool(view.notice), "-notice")
        self.screen.set_class(resting, "-resting")
        self._orb.most = AT_REST if resting else MOST

    def show(self, view: View, look: Look) -> None:
        """Show a view."""
        rating = view.awaited is Awaited.RATING
        self._arrange(view)
        self._timer.show(view.timer, look)
        self._orb.show(view.breath, look)
        self._rating.show(rating, look)
        self._answer.show(("yes", "no"), look)
        self._notice.show(view.notice, look)
        touch = [name for name in view.offers if name in _TOUCHED]
        names = ("close",) if "close" in view.offers else (*touch[:2], "stop")
        self._touch.show(names, look)
