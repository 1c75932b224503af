"""Home in lines: what is due, as numbered choices; for screen readers, pipes and slow lines."""

import shlex
from pathlib import Path

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.linerooms.dialogue import AGAIN, read_out
from tpdevice.cli.linerooms.here import Here, Perform
from tpdevice.cli.linerooms.menu import Entry, keys_of, menu_of, news_of
from tpdevice.cli.linerooms.typed import from_terminal
from tpdevice.cli.output import say
from tpdevice.cli.paths import command_on
from tpdevice.runtime.targets import REAL, simulator

_LEAVES = "q leaves"


def plain_home(path: Path, *, sim: str | None, perform: Perform) -> int:
    """Say what is due and what one can do, and do it, until somebody leaves.

    Return the exit code: through a pipe that of a session, which ends it.

    Raises
    ------
    UsageError
        If there is no such simulator, or an answer through a pipe is not understood.
    """
    desk = HouseDesk(path, REAL if sim is None else simulator(sim), plain=True)
    here = Here(desk, path, sim, perform)
    try:
        _stay(here)
    finally:
        here.leave()
    return here.ended_with or 0


def _stay(here: Here) -> None:
    """Read home out where something of it is new or somebody wants it, and do what is chosen."""
    read: list[str] = []
    while here.ended_with is None:
        view = here.desk.home()
        menu = menu_of(view, sim=here.sim)
        lines = [_line(here, entry) for entry in menu]
        news = list(news_of(view))
        if [*news, *lines] != read:
            read = [*news, *lines]
            for text in news:
                say(text)
            read_out(lines)
        taken = here.dialogue.chosen("Home", lines, keys=keys_of(menu), back=_LEAVES, anew=True)
        if taken == AGAIN:
            read = []
            continue
        room = None if taken is None else menu[taken].room
        if room is None:
            return
        room(here)


def _line(here: Here, entry: Entry) -> str:
    """Return an entry as it is read out; whoever has no terminal may want its command."""
    if from_terminal() or not entry.words:
        return entry.text
    return f"{entry.text} `{command_on(here.path, shlex.join(entry.words))}`"
