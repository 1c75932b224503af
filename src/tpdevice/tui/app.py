"""The terminal UI, as far as its first picture needs it; what knows the session comes behind that.

Loading the session takes longer than a person likes to look at nothing. So this module and what it
imports stay light, and a test holds them to it.
"""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar, Final, Protocol

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.filter import Monochrome, NoColor

from tpdevice.tui.bindings import bindings
from tpdevice.tui.colourless import Colourless
from tpdevice.tui.look import Look, look_for
from tpdevice.tui.messages import Chosen
from tpdevice.tui.pace import FRAMES_PER_S, may_draw
from tpdevice.tui.widgets.keybar import KeyBar
from tpdevice.tui.widgets.plainbar import PlainBar
from tpdevice.tui.widgets.waitfield import WaitField

TITLE: Final = "tpdevice"


class Left(StrEnum):
    """How the screen was left; `App.run` returns it."""

    CLOSED = "closed after the session"
    QUIT = "ended early, by Ctrl-C, a signal or a second Escape"


class Hand(Protocol):
    """What moves the screens: it knows the session."""

    async def frame(self) -> None:
        """Draw the newest of everything once."""

    async def chosen(self, name: str, value: int) -> None:
        """Do what a key or a touch means."""

    async def chosen_or_close(self, name: str) -> None:
        """Close when there is nothing left to stop, and do what the key means otherwise."""


class SessionApp(App[Left]):
    """Paints a first picture, lets a hand be brought, and passes frames and keys on to it.

    Ctrl-C leaves at once with `Left.QUIT`; whoever runs the app then ends the session, so that
    what was measured is kept.
    """

    CSS_PATH = "session.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
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
        simulated: bool = False,
    ) -> None:
        """Take what loads the session; it is called once, after the first picture."""
        super().__init__()
        self._bring = bring
        self._hand: Hand | None = None
        self._simulated = simulated
        self.failed: Exception | None = None
        """Why no hand could be brought; the app has then left."""
        encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self.look = look_for(os.environ, encoding=encoding) if look is None else look
        self._bar, self._wait, self._keys = PlainBar(), WaitField(), KeyBar()
        self._filters = [f for f in self._filters if not isinstance(f, Monochrome | NoColor)]
        if not self.look.colour:
            self._filters.append(Colourless())

    def compose(self) -> ComposeResult:
        """Put the first picture together."""
        yield self._bar
        yield self._wait
        yield self._keys

    def on_mount(self) -> None:
        """Draw the first picture, and load what is heavy only when there is something to see."""
        self._bar.show((TITLE, self._simulated), self.look)
        self._wait.show("Loading", self.look)
        self._keys.show(("stop",), self.look)
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
        if may_draw(self._driver):
            await self.frame()

    async def frame(self) -> None:
        """Draw the newest of everything once."""
        if self._hand is not None:
            await self._hand.frame()

    async def action_chosen(self, name: str, value: int = 0) -> None:
        """Do what a key or a touch means."""
        if self._hand is not None:
            await self._hand.chosen(name, value)
        elif name == "stop":
            self.exit(Left.QUIT)

    async def action_chosen_or_close(self, name: str) -> None:
        """Close when there is nothing left to stop, and do what the key means otherwise."""
        if self._hand is not None:
            await self._hand.chosen_or_close(name)
        else:
            await self.action_chosen(name)

    def action_quit_now(self) -> None:
        """Leave at once, and say so."""
        self.exit(Left.QUIT)

    async def on_chosen(self, message: Chosen) -> None:
        """Take a click or a touch like a key."""
        await self.action_chosen(message.name, message.value)
