"""One screening question: what it asks, and yes or no."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.buttons import Buttons
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.notice import Notice
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.topbar import TopBar


class QuestionScreen(StageScreen):
    """A question before pressing begins."""

    AUTO_FOCUS = "VerticalScroll"

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield TopBar()
        with VerticalScroll():
            yield Page()
        yield Notice()
        yield Buttons(id="answer")
        yield KeyBar()

    def show(self, scene: Scene, look: Look) -> None:
        """Show the open question."""
        view = scene.view
        if view is None:
            return
        self.query_one(TopBar).show(view, look)
        self.query_one(Page).write(lines_of(scene), look)
        notice = self.query_one(Notice)
        notice.display = bool(view.notice)
        notice.show(view.notice, look)
        self.query_one(Buttons).show(("yes", "no"), look)
        self.query_one(KeyBar).show(scene.offers(), look)


def lines_of(scene: Scene) -> Lines:
    """Return the question as lines."""
    question = scene.question
    if question is None:
        text = "" if scene.view is None else scene.view.cue.text
        return (Line(text, TEXT, bold=True),)
    lines = [Line(harmless(question.title), TEXT, bold=True)]
    if question.items:
        lines.append(Line("Yes, if any of these is so.", MUTED))
    items = [Line(harmless(item), TEXT, sign="  · ") for item in question.items]
    return (*lines, Line(), *items)
