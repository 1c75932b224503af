"""What a therapist or a developer looks at: trace, numbers and the place, under the same word."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.gauge import Gauge
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import LARGE, Lower
from tpdevice.tui.widgets.topbar import TopBar
from tpdevice.tui.widgets.tracepanel import TracePanel, TraceView
from tpdevice.tui.widgets.where import Where


class Dashboard(StageScreen):
    """The session in numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = TopBar()
        self._cue = CueField()
        self._traced = TracePanel()
        self._where = Where()
        self._gauge = Gauge()
        self._lower = Lower()
        self._keys = KeyBar(beside=LARGE)

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        with Horizontal(id="middle"):
            yield self._traced
            yield self._where
        with Horizontal(id="bottom"):
            yield self._gauge
            yield self._lower
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show the view of a scene, and the samples."""
        view = scene.view
        if view is None:
            return
        self._bar.show(view, look)
        self._cue.show(view.cue, look)
        traced = TraceView(scene.trace, scene.now_ns, view.gauge, view.stats)
        self._traced.show(traced, look)
        self._where.show(view, look)
        self._gauge.show(view.gauge, look)
        self._lower.show(view, look)
        self._keys.show(scene.offers("look", "trace"), look)
