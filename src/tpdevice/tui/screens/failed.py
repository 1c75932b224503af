"""It could not go on: why, and what to do next."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.scene import Scene
from tpdevice.tui.shapes import Shape
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.sumup import parts_text
from tpdevice.tui.view import CueView
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_CUE = CueView("COME OFF", "The session could not go on", "stop", Shape.BANG, urgent=True)


class Failed(StageScreen):
    """Says the failure in its own words."""

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield PlainBar()
        yield CueField()
        with VerticalScroll():
            yield Page()
        yield KeyBar()

    def show(self, scene: Scene, look: Look) -> None:
        """Show why."""
        self.query_one(PlainBar).show((scene.title, scene.simulated), look)
        self.query_one(CueField).show(_CUE, look)
        lines = [Line(), *[Line(harmless(text), TEXT) for text in scene.failure.splitlines()]]
        if scene.summary is not None:
            lines += [Line(), Line(f"Kept: {parts_text(scene.summary)}", MUTED)]
        self.query_one(Page).write(tuple(lines), look)
        self.query_one(KeyBar).show(scene.offers(), look)
