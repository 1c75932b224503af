"""What is seen before anything is loaded; so this loads nothing itself."""

from textual.app import ComposeResult

from tpdevice.tui.keyed import Keyed
from tpdevice.tui.look import Look
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.plainbar import PlainBar
from tpdevice.tui.widgets.waitfield import WaitField


class FirstPicture(Keyed):
    """Says what it is and how to leave."""

    def __init__(self, title: str, look: Look, *, simulated: bool) -> None:
        super().__init__()
        self._bar, self._wait, self._keys = PlainBar(), WaitField(), KeyBar()
        self._bar.show((title, simulated), look)
        self._wait.show("Loading", look)
        self._keys.show(("stop",), look)

    def compose(self) -> ComposeResult:
        """Put everything in place."""
        yield self._bar
        yield self._wait
        yield self._keys
