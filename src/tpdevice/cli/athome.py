"""`tpdevice` alone: home on the screen, or as a list in lines."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tpdevice.cli.guiding import wants_plain
from tpdevice.cli.signals import exit_code_of, told_to_quit

if TYPE_CHECKING:  # what is heavy comes behind the first picture
    from tpdevice.cli.desk import HouseDesk


def open_home(
    path: Path,
    *,
    sim: str | None,
    plain: bool,
    perform: Callable[[list[str]], object],
) -> int:
    """Show home until it is left; return the exit code. In lines it performs other commands.

    Raises
    ------
    TpError
        If it cannot be opened.
    """
    if wants_plain(plain=plain):
        from tpdevice.cli.plainhome import plain_home

        return plain_home(path, sim=sim, perform=perform)
    # What libraries have to say would go across the screen; `tpdevice -v` lets them.
    logging.basicConfig(handlers=[logging.NullHandler()])
    return _on_screen(path, sim=sim)


def _on_screen(path: Path, *, sim: str | None) -> int:
    from tpdevice.tui.app import Hand, Left, SessionApp

    opened: list[HouseDesk] = []
    told: list[str] = []

    def bring(app: SessionApp) -> Hand:
        from tpdevice.cli.desk import HouseDesk
        from tpdevice.cli.reaching import reached
        from tpdevice.runtime.content import questions
        from tpdevice.tui.house import House

        desk = HouseDesk(path, reached(sim))
        house = House(app, desk, questions=questions())
        opened.append(desk)
        desk.start()
        return house

    def quit_(signal: str) -> None:
        told.append(signal)
        for desk in opened:
            if desk.begun is not None:
                desk.begun.quit(signal)

    app = SessionApp(bring, simulated=sim is not None)
    with told_to_quit(quit_, lambda: app.exit(Left.QUIT)):
        try:
            app.run()
        finally:
            for desk in opened:
                _end(desk)
    if app.failed is not None:
        raise app.failed
    early = app.return_value is not Left.CLOSED
    return _kept(opened) or (exit_code_of(told[0] if told else "SIGINT") if early else 0)


def _end(desk: "HouseDesk") -> None:
    """End what still runs, as by Ctrl-C, and let the sensor go."""
    if desk.begun is not None:
        desk.begun.quit("SIGINT")
        desk.begun.wait()
    desk.leave()


def _kept(opened: "list[HouseDesk]") -> int:
    """See that everything is kept; return the exit code of a session that was cut off, or 0."""
    code = 0
    for desk in opened:
        for sitting in desk.not_stored:
            code = code if sitting.keep() else 1
        if desk.begun is not None:
            code = desk.begun.ended() or code
    return code
