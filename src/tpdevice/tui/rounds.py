"""From room to room of a clinic: it opens rooms, and lets all of them show the same days."""

from collections.abc import Mapping
from typing import Any

from tpdevice.core.errors import TpError
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.clinicdesk import ClinicDesk
from tpdevice.tui.room import Room

About = Mapping[str, object]


class Rounds:
    """A `Hand` of the app, and its `Doors`; there is no session to be led."""

    one_key = False

    def __init__(self, app: SessionApp, desk: ClinicDesk) -> None:
        self._app, self._desk = app, desk
        self._open: list[tuple[str, About, Room]] = []
        """Every room, that in front last."""
        desk.overview()  # what cannot be read is told before a room is open
        app.doors = self

    async def frame(self) -> None:
        """Open the first room; after that nothing moves by itself."""
        if not self._open:
            await self._enter("clients", {})

    async def chosen(self, name: str, value: int) -> None:
        """Leave, if somebody wants to before a room is open."""
        del value
        if name == "stop":
            self._app.exit(Left.CLOSED)

    async def chosen_or_close(self, name: str) -> None:
        """Leave likewise."""
        await self.chosen(name, 0)

    def unwatched(self) -> None:
        """Do nothing: nobody presses here."""

    async def go(self, to: str, about: About) -> None:
        """Open a room, show other days, or leave."""
        if to == "leave":
            self._app.exit(Left.CLOSED)
            return
        try:
            if to == "days":
                self._desk.turn()
                self._renew()
            else:
                await self._enter(to, about)
        except TpError as error:
            await self._enter("told", {"said": str(error), "hint": error.hint})

    async def back(self) -> None:
        """Return to the room before; the first has none before it."""
        if len(self._open) > 1:
            self._open.pop()
            await self._app.pop_screen()
            self._renew()

    async def _enter(self, name: str, about: About) -> None:
        room = self._room(name, about)
        self._open.append((name, about, room))
        await self._app.push_screen(room)

    def _renew(self) -> None:
        """Let the room in front show the days of now."""
        name, about, room = self._open[-1]
        room.renew(self._view(name, about))

    def _room(self, name: str, about: About) -> Room:
        from tpdevice.clinic.overview import QUIET_DAYS
        from tpdevice.tui.screens.client import ClientRoom
        from tpdevice.tui.screens.clients import Clients
        from tpdevice.tui.screens.clinickeys import ClinicKeys
        from tpdevice.tui.screens.exceptions import Exceptions
        from tpdevice.tui.screens.told import Told

        look = self._app.look
        if name == "clinic_help":
            return ClinicKeys(look, QUIET_DAYS)
        if name == "told":
            return Told(look, str(about["said"]), str(about["hint"]))
        rooms: dict[str, Any] = {
            "clients": Clients,
            "exceptions": Exceptions,
            "client": ClientRoom,
        }
        room: Room = rooms[name](look, self._view(name, about))
        return room

    def _view(self, name: str, about: About) -> object:
        number = about.get("number")
        if name == "client" and isinstance(number, int):
            return self._desk.page(number)
        return self._desk.overview()
