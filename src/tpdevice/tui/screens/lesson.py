"""The first lesson: what band, clock and cues mean, how to stop, and then a session to watch."""

from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tpdevice.tui.desk import LessonView
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.room import Room, keys_of
from tpdevice.tui.shapes import Shape
from tpdevice.tui.view import CueView
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar


class Leaf(NamedTuple):
    """One page: a cue as it will be seen, and what it means."""

    cue: CueView
    lines: tuple[str, ...]


def _leaf(word: str, text: str, tone: str, shape: Shape, *lines: str) -> Leaf:
    return Leaf(CueView(word, text, tone, shape), lines)


LEAVES: Final = (
    _leaf("PRESS", "Slowly more", "more", Shape.UP,
          "A big word says what to do. This one: a little more, slowly.",
          "Others are HOLD and EASE OFF. Colour, shape and word say the same."),
    _leaf("HOLD", "You are there", "good", Shape.TARGET,
          "Between just tender and still comfortable lies your band. You find both marks yourself.",
          "The clock counts only while you are in it. Outside, it stands still."),
    _leaf("HOW STRONG", "0 to 10, as you feel it", "ask", Shape.QUESTION,
          "Now and then you say how strong it feels. 4 to 6 is right, 7 is too much.",
          "Breathe slowly. It may ease, or not: no clear change is common."),
    _leaf("PAUSED", "You let go: that is always safe", "rest", Shape.BARS,
          "Letting go of the tool pauses. So does pause, on every screen.",
          "Stop ends everything, at once, on every screen. Sharp pain: say sharp, and come off."),
)  # fmt: skip
_TRY: Final = _leaf(
    "YOUR TURN", "Watch one session, simulated", "good", Shape.TARGET,
    "A simulated person presses for a minute and a half. Nothing is needed, and nothing counts.",
    "Try pause, numbers and stop. Then it is up to you.",
)  # fmt: skip


class Lesson(Room):
    """A few pages, one key for all of them; it may be left at any time and taken again."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("start"),
        Binding("space", "chosen('start')", show=False),
        Binding("backspace", "earlier", show=False),
    ]

    def __init__(self, look: Look, view: LessonView) -> None:
        super().__init__(look)
        self._view = view
        self._leaf = 0
        self._leaves = leaves(view)
        self._bar, self._cue, self._page = PlainBar(), CueField(), Page()
        self._touch, self._keys = Buttons(id="touch"), KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        with VerticalScroll():
            yield self._page
        yield self._touch
        yield self._keys

    def on_mount(self) -> None:
        """Show the first page."""
        self._show()

    def _show(self) -> None:
        leaf, look = self._leaves[self._leaf], self.look
        self._bar.show((f"The lesson, {self._leaf + 1} of {len(self._leaves)}", False), look)
        self._cue.show(leaf.cue, look)
        first, *others = leaf.lines
        lines = [Line(first, TEXT, bold=True)]
        for text in others:
            lines += [Line(), Line(text, MUTED)]
        self._page.write(tuple(lines), look)
        offers = ("try_it" if self._last and self._view.can_try else "next_page", "skip")
        self._touch.show(offers, look)
        self._keys.show(offers, look)

    @property
    def _last(self) -> bool:
        return self._leaf == len(self._leaves) - 1

    def chosen(self, name: str, value: int = 0) -> None:
        """Turn the page; after the last, begin."""
        if name != "start":
            super().chosen(name, value)
        elif not self._last:
            self._leaf += 1
            self._show()
        elif self._view.can_try:
            self.go("session", lesson=True)
        else:
            self.go("people")

    def action_earlier(self) -> None:
        """Turn a page back."""
        self._leaf = max(0, self._leaf - 1)
        self._show()


def leaves(view: LessonView) -> tuple[Leaf, ...]:
    """Return every page; the last leads to a session, or says why there can be none."""
    return (*LEAVES, _TRY if view.can_try else _without(view.why_not))


def _without(why_not: str) -> Leaf:
    """Return the last page where there is no simulator."""
    go_on = "Go on with a sensor of your own; all of this is said again on the way."
    return _leaf("YOUR TURN", "No simulator here", "good", Shape.TARGET, why_not, go_on)
