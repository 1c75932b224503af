"""An app that holds one room, and remembers where it wanted to go."""

from collections.abc import Mapping
from pathlib import Path

from textual.app import App
from textual.filter import Monochrome, NoColor

import tpdevice.tui.app
from tpdevice.tui.app import SessionApp
from tpdevice.tui.colourless import Colourless
from tpdevice.tui.room import Back, Go, Room
from tpdevice.tui.themes import css_variables

_STYLES = [Path(tpdevice.tui.app.__file__).with_name(name) for name in SessionApp.CSS_PATH]


class RoomStage(App[None]):
    """Shows a room as the program does."""

    CSS_PATH = _STYLES
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = SessionApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = SessionApp.VERTICAL_BREAKPOINTS

    def __init__(self, room: Room) -> None:
        self.look = room.look
        super().__init__()
        self.room = room
        self.went: list[tuple[str, Mapping[str, object]]] = []
        self._filters = [f for f in self._filters if not isinstance(f, Monochrome | NoColor)]
        if not room.look.colour:
            self._filters.append(Colourless())

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, too."""
        return super().get_css_variables() | css_variables(self.look.theme)

    async def on_mount(self) -> None:
        """Open the room."""
        await self.push_screen(self.room)

    def on_go(self, message: Go) -> None:
        """Remember where to."""
        self.went.append((message.to, message.about))

    def on_back(self, _message: Back) -> None:
        """Remember that somebody wanted back."""
        self.went.append(("back", {}))
