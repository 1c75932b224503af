"""The movement after the last hold: what to do, how long, and the breath."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tpdevice.tui.look import Look
from tpdevice.tui.palette import TEXT
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import Lower
from tpdevice.tui.widgets.page import Line, Page
from tpdevice.tui.widgets.topbar import TopBar


class Lengthen(StageScreen):
    """No force is asked for here."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = TopBar()
        self._cue = CueField()
        self._page = Page()
        self._lower = Lower()
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        with VerticalScroll(can_focus=False):
            yield self._page
        yield self._lower
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show the movement."""
        view = scene.view
        if view is None:
            return
        self._bar.show(view, look)
        self._cue.show(view.cue, look)
        self._page.write((Line(view.movement, TEXT, bold=True),), look)
        self._lower.show(view, look)
        self._keys.show(scene.offers(), look)
