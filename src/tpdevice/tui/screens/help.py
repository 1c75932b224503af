"""Every key, made from the table of actions; the cue of the moment stays visible above."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tpdevice.tui.actions import ACTIONS
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.plainbar import PlainBar

_CAPS = 8


class Help(StageScreen):
    """Lies over the other screens and leaves by itself when something urgent is said."""

    AUTO_FOCUS = "VerticalScroll"

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
        """Show the keys under the present cue."""
        self._bar.show((scene.title, scene.simulated), look)
        cue = self._cue
        cue.display = scene.view is not None
        if scene.view is not None:
            cue.show(scene.view.cue, look)
        self._page.write(_LINES, look)
        self._keys.show(("close_help", scene.offers()[-1]), look)


def _lines() -> Lines:
    keys = [Line(row.help, TEXT, sign=f"{row.cap:>{_CAPS}}  ") for row in ACTIONS]
    return (
        Line("Letting go of the tool is always safe: it pauses.", TEXT, bold=True),
        Line(),
        *keys,
        Line(),
        Line("Pause and stop work on every screen.", MUTED),
        Line("Ctrl-C ends the program; what was held is kept.", MUTED),
    )


_LINES = _lines()
