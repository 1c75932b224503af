"""The movement after the last hold: in words and as a small figure, with the breath and a clock."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from tpdevice.core.text import harmless
from tpdevice.tui.look import Look
from tpdevice.tui.palette import MUTED, TEXT
from tpdevice.tui.posing import movement_of
from tpdevice.tui.scene import Scene
from tpdevice.tui.stagescreen import StageScreen
from tpdevice.tui.view import View
from tpdevice.tui.widgets.cue import CueField
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.lower import LARGE, Lower
from tpdevice.tui.widgets.mover import Mover, Moving, moving
from tpdevice.tui.widgets.page import Line, Lines, Page
from tpdevice.tui.widgets.topbar import TopBar


class Lengthen(StageScreen):
    """No force is asked for here."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = TopBar()
        self._cue = CueField()
        self._mover = Mover()
        self._page = Page()
        self._lower = Lower()
        self._keys = KeyBar(beside=LARGE)

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._cue
        with Horizontal(id="movement"):
            yield self._mover
            with Vertical(id="beside"):
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
        figure = _moving(view, look)
        self._mover.display = figure is not None
        self._mover.show(figure, look)
        self._page.write(_words(view), look)
        self._lower.show(view, look)
        self._keys.show(scene.offers(), look)


def _moving(view: View, look: Look) -> Moving | None:
    movement = movement_of(view.point, view.figure)
    if movement is None:
        return None
    breath = 0.0 if view.breath is None else view.breath.fill
    return moving(movement, view.side, breath=breath, look=look)


def _words(view: View) -> Lines:
    """Return the movement in a few words, and then all of it where the atlas has more."""
    movement = movement_of(view.point, view.figure)
    more = () if movement is None else (Line(), Line(harmless(movement.text), MUTED))
    return (Line(view.movement, TEXT, bold=True), *more)
