"""The terminal UI, as far as its first picture needs it; rooms and sessions come behind that.

Loading them takes longer than a person likes to look at nothing. So this module and what it
imports stay light, and a test holds them to it.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import ClassVar, Final, Protocol

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import Monochrome, NoColor

from tpdevice.core.settings import Settings
from tpdevice.tui.brush import Brush
from tpdevice.tui.colourless import Colourless
from tpdevice.tui.hangup import HangUp
from tpdevice.tui.look import Look, look_for
from tpdevice.tui.messages import Chosen, Unwatched
from tpdevice.tui.pace import FRAMES_PER_S, Pace
from tpdevice.tui.room import Back, Go
from tpdevice.tui.screens.firstpicture import FirstPicture
from tpdevice.tui.slowline import SlowLine
from tpdevice.tui.themes import css_variables

TITLE: Final = "tpdevice"


class Left(StrEnum):
    """How the screen was left; `App.run` returns it."""

    CLOSED = "closed after the session"
    QUIT = "ended early, by Ctrl-C, a signal or a second Escape"


class Hand(Protocol):
    """What moves the screens: it knows the session, or the rooms and the session."""

    @property
    def one_key(self) -> bool:
        """Whether everything is done by one key now."""

    async def frame(self) -> None:
        """Draw the newest of everything once."""

    async def chosen(self, name: str, value: int) -> None:
        """Do what a key or a touch means."""

    async def chosen_or_close(self, name: str) -> None:
        """Close when there is nothing left to stop, and do what the key means otherwise."""

    def unwatched(self) -> None:
        """Pause: nobody sees the screen."""


class Doors(Protocol):
    """What leads from room to room."""

    async def go(self, to: str, about: Mapping[str, object]) -> None:
        """Open a room, or begin a session."""

    async def back(self) -> None:
        """Return to the room before."""


class SessionApp(App[Left]):
    """Paints a first picture, lets a hand be brought, and passes frames and keys on to it.

    It holds both rooms and a session's screens; a hand that has rooms puts `doors` in place.
    Ctrl-C leaves at once with `Left.QUIT`; whoever runs the app then ends the session, so that
    what was measured is kept.
    """

    CSS_PATH = ["session.tcss", "rooms.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit_now", "quit", priority=True, show=False)
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-sliver"),
        (32, "-narrow"),
        (60, "-wide"),
        (100, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (14, "-short"),
        (22, "-normal"),
        (34, "-tall"),
    ]

    def __init__(
        self,
        bring: Callable[["SessionApp"], Hand],
        *,
        look: Look | None = None,
        settings: Settings | None = None,
        simulated: bool = False,
    ) -> None:
        """Take what loads the session; it is called once, after the first picture."""
        encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self.settings = settings or Settings()
        """What the person likes who sits here."""
        # Before all else: the style sheets are read with the colours of the look.
        found = look or look_for(os.environ, encoding=encoding)
        self.look = found if settings is None else found.worn(settings)
        super().__init__()
        self._bring = bring
        self._pace, self._line, self._hang_up = Pace(), SlowLine(), HangUp()
        self.brush = Brush(self)
        """What sends the changes of a frame."""
        self._hand: Hand | None = None
        self.doors: Doors | None = None
        """None where there is nothing but one session."""
        self._simulated = simulated
        self.touched = self.is_web
        """Whether a button was touched, and no key since; in a browser that is what is expected."""
        self.failed: Exception | None = None
        """Why no hand could be brought; the app has then left."""
        self._filters = [f for f in self._filters if not isinstance(f, Monochrome | NoColor)]
        if not self.look.colour:
            self._filters.append(Colourless())

    def get_default_screen(self) -> FirstPicture:
        """Return the first picture."""
        return FirstPicture(TITLE, self.look, simulated=self._simulated)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme beside what Textual itself needs."""
        return super().get_css_variables() | css_variables(self.look.theme)

    def wear(self, settings: Settings) -> None:
        """Look as the person likes it, from now on."""
        self.settings = settings
        self.look = self.look.worn(settings)
        self.refresh_css(animate=False)

    def on_mount(self) -> None:
        """Load what is heavy only when there is something to see."""
        # Textual draws borders and scroll bars with characters that such a terminal lacks.
        self.set_class(self.look.ascii, "-ascii")
        # In a browser a finger may be all that there is.
        self.set_class(self.is_web, "-touch")
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        try:
            self._hand = self._bring(self)
        except Exception as error:  # noqa: BLE001 - whoever runs the app raises it again
            self.failed = error
            self.exit(Left.QUIT)
            return
        await self.frame()
        self.set_interval(1 / FRAMES_PER_S, self._frame_if_taken)

    async def _frame_if_taken(self) -> None:
        self._hang_up.look()
        if not self._pace.may_draw(self._driver):
            self._line.frame(drawn=False, told=False)
            return
        sent = self.brush.sent
        if self.look.slow_line is not self._line.slow:
            self.look = replace(self.look, slow_line=self._line.slow)
        await self.frame()
        self._line.frame(drawn=True, told=self.brush.sent != sent)

    def on_cursor_position(self) -> None:
        """Take the terminal's sign that it has shown what was sent before."""
        self._pace.answered()

    async def on_unmount(self) -> None:
        """Wait a little for an answer that is still out: it must not be typed into the shell."""
        await asyncio.sleep(self._pace.last_answer_s)

    async def frame(self) -> None:
        """Draw the newest of everything once."""
        if self._hand is None:
            return
        self.brush.lift()
        try:
            await self._hand.frame()
        finally:
            self.brush.put_down(colour=self.look.colour)

    async def action_chosen(self, name: str, value: int = 0) -> None:
        """Do what a key means."""
        self.touched = False
        await self._chosen(name, value)

    async def _chosen(self, name: str, value: int) -> None:
        if self._hand is not None:
            await self._hand.chosen(name, value)
        elif name == "stop":
            self.exit(Left.QUIT)

    async def action_chosen_or_close(self, name: str) -> None:
        """Close when there is nothing left to stop, and do what the key means otherwise."""
        self.touched = False
        if self._hand is not None:
            await self._hand.chosen_or_close(name)
        else:
            await self.action_chosen(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to others that mean something only where everything is done by one key."""
        return action != "one" or (self._hand is not None and self._hand.one_key)

    async def action_one(self) -> None:
        """Take a press of the one key."""
        await self.action_chosen("one")

    async def on_click(self) -> None:
        """Take a click anywhere as the one key; on a button it is both, and counts once."""
        if self.check_action("one", ()):
            await self.action_one()

    def action_quit_now(self) -> None:
        """Leave at once, and say so."""
        self.exit(Left.QUIT)

    async def on_chosen(self, message: Chosen) -> None:
        """Take a click or a touch like a key."""
        self.touched = True
        await self._chosen(message.name, message.value)

    async def on_go(self, message: Go) -> None:
        """Open the room that somebody asks for."""
        if self.doors is not None:
            await self.doors.go(message.to, message.about)

    async def on_back(self, _message: Back) -> None:
        """Return to the room before."""
        if self.doors is not None:
            await self.doors.back()

    def on_unwatched(self, _: Unwatched) -> None:
        """Let nobody press by a screen that nobody sees."""
        if self._hand is not None:
            self._hand.unwatched()
