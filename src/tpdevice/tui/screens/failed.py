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

    def __init__(self) -> None:
        super().__init__()
        self._bar = PlainBar()
        self._cue = CueField()
        self._page = Page()
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        with VerticalScroll():
            yield self._page
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show why."""
        self._bar.show((scene.title, scene.simulated), look)
        self._cue.show(_CUE, look)
        lines = [Line(), *[Line(harmless(text), TEXT) for text in scene.failure.splitlines()]]
        if scene.summary is not None:
            lines += [Line(), Line(f"Kept: {parts_text(scene.summary)}", MUTED)]
        self._page.write(tuple(lines), look)
        self._keys.show(scene.offers(), look)
