"""Guiding one session, on the screen or in lines; the screen comes before what is heavy."""

import logging
import os
import sys
from collections.abc import Callable
from typing import Any, Protocol

from tpdevice.cli.output import talk
from tpdevice.cli.signals import exit_code_of, told_to_quit
from tpdevice.core.errors import UsageError
from tpdevice.core.settings import Settings


class Sitting(Protocol):
    """One session that can be guided; `cli.sitting` has the only one."""

    @property
    def seat(self) -> Any:
        """The `Seat` that a screen watches; to name its type here would load all of it."""

    @property
    def one_hand(self) -> Any:
        """Whom to tell of the presses of the one key, a `OneHand`, or None."""

    def start(self) -> None:
        """Begin, and return at once."""

    def in_lines(self) -> None:
        """Begin, print cues, take answers, and come back at the end."""

    def quit(self, signal: str) -> None:
        """Ask for the end, from any thread."""

    def wait(self) -> None:
        """Come back when the session has ended."""

    def ended(self) -> int:
        """Show what was done, see that it is kept, and return the exit code."""


def wants_plain(*, plain: bool) -> bool:
    """Return whether to print lines; said on stderr when it is so only because of the terminal.

    Raises
    ------
    UsageError
        If there is no stdout at all: nobody could be told to come off.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise UsageError(
            "stdout is closed: there is nowhere to show what to do.",
            hint="Start it in a terminal, or with stdout open.",
        )
    if plain:
        return True
    why = _screenless()
    if why:
        talk(f"{why}: plain lines instead of the screen (as with --plain).")
    return bool(why)


def _screenless() -> str:
    """Return why no screen can be drawn; nothing when it can."""
    # Textual draws elsewhere then; `tpdevice serve` starts its program so.
    if os.environ.get("TEXTUAL_DRIVER"):
        return ""
    if not sys.stdout.isatty():
        return "stdout is no terminal"
    # Textual draws on stderr, but for Windows; sent to a file, nothing would be seen of it.
    if sys.platform != "win32" and not sys.stderr.isatty():
        return "stderr is no terminal"
    # Windows has no TERM, and its terminals draw.
    kind = os.environ.get("TERM", "")
    if kind == "dumb" or not (kind or sys.platform == "win32"):
        return f"The terminal cannot draw (TERM is {kind or 'not set'})"
    return ""


def guide(
    open_: Callable[[], Sitting],
    *,
    plain: bool,
    simulated: bool,
    settings: Settings | None = None,
) -> int:
    """Guide one session to its end, keep it, and return the exit code.

    `open_` loads what a session needs; on the screen it is called behind the first picture.

    Raises
    ------
    TpError
        If the session could not go on. What was measured is kept.
    """
    # What libraries have to say would go across the screen; `tpdevice -v` lets them.
    logging.basicConfig(handlers=[logging.NullHandler()])
    if not plain:
        return _on_screen(open_, simulated=simulated, settings=settings)
    sitting = open_()
    with told_to_quit(sitting.quit):
        sitting.in_lines()
    return sitting.ended()


def _on_screen(open_: Callable[[], Sitting], *, simulated: bool, settings: Settings | None) -> int:
    from tpdevice.tui.app import Hand, Left, SessionApp

    opened: list[Sitting] = []
    told: list[str] = []

    def bring(app: SessionApp) -> Hand:
        from tpdevice.runtime.content import questions
        from tpdevice.tui.stagehand import Stagehand

        sitting = open_()
        hand = Stagehand(
            app,
            sitting.seat,
            questions=questions(),
            simulated=simulated,
            one_hand=sitting.one_hand,
        )
        opened.append(sitting)
        sitting.start()
        return hand

    def quit_(signal: str) -> None:
        told.append(signal)
        for sitting in opened:
            sitting.quit(signal)

    app = SessionApp(bring, settings=settings, simulated=simulated)
    with told_to_quit(quit_, lambda: app.exit(Left.QUIT)):
        try:
            app.run()
        finally:
            for sitting in opened:
                # Whoever closes the screen early ends the session as by Ctrl-C.
                sitting.quit("SIGINT")
                sitting.wait()
    if app.failed is not None:
        raise app.failed
    if not opened:
        from tpdevice.runtime.live import EARLY

        talk(EARLY)
        return exit_code_of(told[0] if told else "SIGINT")
    return opened[0].ended()
