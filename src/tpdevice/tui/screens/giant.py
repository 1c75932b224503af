"""What a person at home sees: one word, the band, the seconds, the breath."""

from textual.app import ComposeResult

from tpdevice.tui.look import Look
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.gauge import Gauge
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import LARGE, Lower
from tpdevice.tui.widgets.topbar import TopBar


class Giant(StageScreen):
    """The session in large."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = TopBar()
        self._cue = CueField()
        self._gauge = Gauge()
        self._lower = Lower()
        self._keys = KeyBar(beside=LARGE)

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        yield self._gauge
        yield self._lower
        yield self._keys

    def show(self, scene: Scene, look: Look) -> None:
        """Show the view of a scene."""
        view = scene.view
        if view is None:
            return
        self._bar.show(view, look)
        self._cue.show(view.cue, look)
        self._gauge.show(view.gauge, look)
        self._lower.show(view, look)
        self._keys.show(scene.offers("look"), look)
