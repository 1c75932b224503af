"""What a therapist or a developer looks at: trace, numbers and the place, under the same word."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.gauge import Gauge
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import Lower
from tpdevice.tui.widgets.topbar import TopBar
from tpdevice.tui.widgets.tracepanel import TracePanel, TraceView
from tpdevice.tui.widgets.where import Where


class Dashboard(StageScreen):
    """The session in numbers."""

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield TopBar()
        yield CueField()
        with Horizontal(id="middle"):
            yield TracePanel()
            yield Where()
        with Horizontal(id="bottom"):
            yield Gauge()
            yield Lower()
        yield KeyBar()

    def show(self, scene: Scene, look: Look) -> None:
        """Show the view of a scene, and the samples."""
        view = scene.view
        if view is None:
            return
        self.query_one(TopBar).show(view, look)
        self.query_one(CueField).show(view.cue, look)
        traced = TraceView(scene.trace, scene.now_ns, view.gauge, view.stats)
        self.query_one(TracePanel).show(traced, look)
        self.query_one(Where).show(view, look)
        self.query_one(Gauge).show(view.gauge, look)
        self.query_one(Lower).show(view, look)
        self.query_one(KeyBar).show(scene.offers("look", "trace"), look)
