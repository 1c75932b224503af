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

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield TopBar()
        yield CueField()
        with VerticalScroll(can_focus=False):
            yield Page()
        yield Lower()
        yield KeyBar()

    def show(self, scene: Scene, look: Look) -> None:
        """Show the movement."""
        view = scene.view
        if view is None:
            return
        self.query_one(TopBar).show(view, look)
        self.query_one(CueField).show(view.cue, look)
        self.query_one(Page).write((Line(view.movement, TEXT, bold=True),), look)
        self.query_one(Lower).show(view, look)
        self.query_one(KeyBar).show(scene.offers(), look)
