"""What a person at home sees: one word, the band, the seconds, the breath."""

from textual.app import ComposeResult

from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.gauge import Gauge
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import Lower
from tpdevice.tui.widgets.topbar import TopBar


class Giant(StageScreen):
    """The session in large."""

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield TopBar()
        yield CueField()
        yield Gauge()
        yield Lower()
        yield KeyBar()

    def show(self, scene: Scene, look: Look) -> None:
        """Show the view of a scene."""
        view = scene.view
        if view is None:
            return
        self.query_one(TopBar).show(view, look)
        self.query_one(CueField).show(view.cue, look)
        self.query_one(Gauge).show(view.gauge, look)
        self.query_one(Lower).show(view, look)
        self.query_one(KeyBar).show(scene.offers("look"), look)
