"""Before there is a session: what the link is doing."""

from textual.app import ComposeResult

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene
from tpdevice.tui.shapes import Shape
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.view import CueView
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.plainbar import PlainBar


class Connecting(StageScreen):
    """Waits."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = PlainBar()
        self._cue = CueField()
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show what the link is doing."""
        text = harmless(scene.status) or "Looking for the sensor"
        self._bar.show((scene.title, scene.simulated), look)
        text = f"{text}, {scene.waited}" if scene.waited else text
        self._cue.show(CueView("WAIT", text, "ask", Shape.DOTS), look)
        self._keys.show(scene.offers(), look)
