"""One screening question: what it asks, and yes or no."""

from typing import Final

from textual.app import ComposeResult

from tpdevice.core.text import harmless
from tpdevice.core.units import ns
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT, TONES
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.notice import Aside, Notice
from tpdevice.tui.widgets.page import Line, Lines
from tpdevice.tui.widgets.reading import More, Reading
from tpdevice.tui.widgets.topbar import TopBar

_SCROLL_S: Final = 6.0
"""So long a part stands before the next is shown. Chosen: about 25 words are read."""


class QuestionScreen(StageScreen):
    """A question before pressing begins."""

    AUTO_FOCUS = "VerticalScroll"

    def __init__(self) -> None:
        super().__init__()
        self._bar = TopBar()
        self._reading = Reading()
        self._more = More()
        self._notice = Notice()
        self._aside = Aside()
        self._scrolled_ns: int | None = None
        self._answer = Buttons(id="answer")
        self._keys = KeyBar(beside=("yes", "no", "read_on"))

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._reading
        yield self._more
        yield self._notice
        yield self._aside
        yield self._answer
        yield self._keys

    @property
    def unread(self) -> bool:
        """Whether some of the question was never in sight."""
        return not self._reading.end_seen

    def read_on(self) -> None:
        """Show the next part of the question."""
        self._reading.read_on()

    def _scroll(self, now_ns: int) -> None:
        """Show the next part every now and then, for whoever has no key to ask for it."""
        if self._scrolled_ns is None or now_ns - self._scrolled_ns >= ns(_SCROLL_S):
            if self._scrolled_ns is not None:
                self.read_on()
            self._scrolled_ns = now_ns

    def show(self, scene: Scene, look: Look) -> None:
        """Show the open question."""
        view = scene.view
        if view is None:
            return
        self._bar.show(view, look)
        self._reading.write(lines_of(scene), look)
        more = self._more
        more.display = self._reading.more_below(below=int(more.display))
        more.show(more.display, look)
        if view.reads_itself and more.display:
            self._scroll(scene.now_ns)
        notice = self._notice
        notice.display = bool(view.notice)
        notice.show(view.notice, look)
        # Always in its place: the page above must not jump when the sensor comes or goes.
        self._aside.display = not view.notice
        self._aside.show(view.reading, look)
        answers = ("read_on",) if more.display else ("yes", "no")
        if "one" in view.offers:
            answers = ("one",)
        others = [name for name in scene.offers() if name not in ("yes", "no", "one")]
        self._answer.show(answers, look)
        self._keys.show((*answers, *others), look)


def lines_of(scene: Scene) -> Lines:
    """Return the question as lines."""
    question = scene.question
    if question is None:
        text = "" if scene.view is None else scene.view.cue.text
        return (Line(text, TEXT, bold=True),)
    told = () if scene.view is None else scene.view.items
    coaching = "" if scene.view is None else harmless(scene.view.coaching)
    lines = [Line(coaching, TONES["slow"]), Line()] if coaching else []
    lines.append(Line(harmless(question.title), TEXT, bold=True))
    if question.items and not told:
        lines.append(Line("Yes, if any of these is so.", MUTED))
    items = [Line(harmless(item), TEXT, sign="  · ") for item in (*told, *question.items)]
    return (*lines, Line(), *items)
