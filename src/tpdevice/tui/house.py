"""Rooms and sessions in one app: it opens rooms, begins sessions, and returns home after them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen

from tpdevice.core.errors import TpError
from tpdevice.runtime.content import Question
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.desk import Desk, Guided
from tpdevice.tui.room import Room
from tpdevice.tui.rooms import ROOMS

if TYPE_CHECKING:  # a session's screens take long to load, and home waits
    from tpdevice.tui.stagehand import Stagehand

_NEEDED = ("point", "side", "tool", "support")
"""What has to be known before a session begins; what is missing is asked."""


class House:
    """A `Hand` of the app, and its `Doors`; while a session lasts, a stagehand does the work."""

    def __init__(self, app: SessionApp, desk: Desk, *, questions: Mapping[str, Question]) -> None:
        self._app = app
        self._desk = desk
        self._questions = questions
        self._session: tuple[Guided, Stagehand] | None = None
        self._left: Left | None = None
        self._wanted: Mapping[str, object] | None = None
        """The session that somebody wanted before it was known who presses."""
        app.doors = self

    @property
    def one_key(self) -> bool:
        """Whether everything is done by one key in the session that is open."""
        return self._session is not None and self._session[1].one_key

    async def frame(self) -> None:
        """Draw the newest of everything once."""
        if self._session is not None:
            guided, hand = self._session
            if self._left is None:
                await hand.frame()
            elif guided.seat.finished:
                await self._come_home(guided)
            return
        room = self._top()
        if not isinstance(room, Room):
            await self._open("home", {})
        elif room.is_running:
            room.frame()

    async def chosen(self, name: str, value: int) -> None:
        """Do what a key on a session's screen means."""
        if self._session is not None:
            await self._session[1].chosen(name, value)
        elif name == "stop":
            self._app.exit(Left.CLOSED)

    async def chosen_or_close(self, name: str) -> None:
        """Close what has nothing left to stop, and do what the key means otherwise."""
        if self._session is not None:
            await self._session[1].chosen_or_close(name)
        else:
            await self.chosen(name, 0)

    def unwatched(self) -> None:
        """Pause a session that nobody sees."""
        if self._session is not None:
            self._session[1].unwatched()

    async def go(self, to: str, about: Mapping[str, object]) -> None:
        """Open a room, begin a session, or leave; a session that runs is not walked away from."""
        if self._session is not None:
            return
        try:
            await self._go(to, about)
        except TpError as error:
            await self._open("told", {"said": str(error), "hint": error.hint})

    async def back(self) -> None:
        """Return to the room before; home has none before it."""
        if self._session is None and isinstance(self._app.screen_stack[-2], Room):
            self._wanted = None
            await self._app.pop_screen()
            self._renew()

    async def _go(self, to: str, about: Mapping[str, object]) -> None:
        if to == "leave":
            self._app.exit(Left.CLOSED)
        elif to == "home":
            await self._return()
            await self._go_on()
        elif to != "session":
            await self._open(to, about)
        elif not about.get("lesson") and not self._desk.home().person:
            self._wanted = about
            await self._open("people", {})
        elif about.get("lesson") or all(about.get(name) for name in _NEEDED):
            self._begin(self._desk.begin(about))
        else:
            await self._open("how", about)

    async def _go_on(self) -> None:
        """Take up what was wanted before somebody said who they are."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._desk.home().person:
            await self._go("session", wanted)

    async def _open(self, name: str, about: Mapping[str, object]) -> None:
        self._dress()
        if name in ROOMS:  # a key may be offered that means nothing here
            await self._app.push_screen(ROOMS[name](self._desk, self._app.look, about))

    def _begin(self, guided: Guided) -> None:
        from tpdevice.tui.stagehand import Stagehand

        hand = Stagehand(
            self._app,
            guided.seat,
            questions=self._questions,
            simulated=guided.simulated,
            one_hand=guided.one_hand,
            leave=self._leave,
        )
        self._session, self._left = (guided, hand), None
        guided.start()

    def _leave(self, left: Left) -> None:
        """Close the session's screens, or the program where somebody wants all of it to end."""
        self._left = left
        if left is Left.QUIT:
            self._app.exit(left)

    async def _come_home(self, guided: Guided) -> None:
        """Show home again, when nothing of the session is left."""
        guided.wait()
        self._session = None
        self._desk.over()
        await self._return()

    async def _return(self) -> None:
        """Close everything above home."""
        stack = self._app.screen_stack
        home = next((i for i, each in enumerate(stack) if isinstance(each, Room)), None)
        if home is None:
            await self._open("home", {})
            return
        while len(self._app.screen_stack) > home + 1:
            await self._app.pop_screen()
        self._renew()

    def _renew(self) -> None:
        """Let the room in front show what is so now."""
        self._dress()
        room = self._top()
        if isinstance(room, Room):
            room.look = self._app.look
            if room.NAME:
                room.renew(ROOMS[room.NAME].view(self._desk, {})[0])

    def _dress(self) -> None:
        """Look as whoever sits here likes it."""
        settings = self._desk.settings()
        if settings != self._app.settings:
            self._app.wear(settings)

    def _top(self) -> Screen[object] | None:
        stack = self._app.screen_stack
        return stack[-1] if stack else None
