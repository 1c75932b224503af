"""The end of a session: the summary, and where it is kept."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from tpdevice.cli.output import say, talk
from tpdevice.cli.paths import command_on
from tpdevice.cli.wording import summary_lines
from tpdevice.core.errors import StoreError
from tpdevice.core.record import Ending, Summary
from tpdevice.core.settings import Unit
from tpdevice.core.tape import Header
from tpdevice.session.sight import NO_LIVE_FORCE

RESCUE: Final = "tpdevice-rescued.db"
AWAY: Final = "Wake the sensor up, hold it near, and close its phone app; then start again."
AWAY_SIMULATED: Final = "See that the simulator runs, or start another; then start again."


def report(summary: Summary, first: Header, *, heard: bool = True, unit: Unit = Unit.N) -> int:
    """Print the summary, unless nobody hears it, and return the exit code of the session."""
    if not heard:
        return summary.exit_code or 1
    try:
        say("")
        for line in summary_lines(summary, first, unit=unit):
            say(line)
    except OSError as error:
        talk(f"stdout takes no more lines ({error.strerror}).")
        return summary.exit_code or 1
    there = summary.reason.startswith(NO_LIVE_FORCE)
    if summary.ending is Ending.INTERRUPTED and not there:
        talk(AWAY_SIMULATED if first.simulated else AWAY)
    return summary.exit_code


def tell_kept(path: Path, number: int) -> None:
    """Say where a session is, and how to look at it."""
    talk(f"Kept as session {number}: `{command_on(path, f'show {number}')}`.")


def save_elsewhere(save: Callable[[Path], int], error: StoreError) -> bool:
    """Offer another file for a session that could not be stored; return whether one took it."""
    talk(f"Not stored: {error} {error.hint}")
    if sys.stdin is not None and sys.stdin.isatty():
        return _save_where_asked(save)
    # Nobody can be asked: the nearest folder that takes it.
    return any(_saved(save, folder / RESCUE) for folder in _folders())


def _save_where_asked(save: Callable[[Path], int]) -> bool:
    default = Path.cwd() / RESCUE
    while True:
        try:
            answer = click.prompt("Save this session to", default=str(default), err=True)
        except click.Abort:
            talk("The session was not saved.")
            return False
        if _saved(save, Path(answer).expanduser()):
            return True


def _saved(save: Callable[[Path], int], path: Path) -> bool:
    try:
        number = save(path)
    except StoreError as error:
        talk(f"{error} {error.hint}")
        return False
    talk(f"Saved as session {number} of {path}: `{command_on(path, f'show {number}')}`.")
    return True


def _folders() -> Iterator[Path]:
    for find in (Path.cwd, Path.home, lambda: Path(tempfile.gettempdir())):
        with suppress(OSError, RuntimeError):  # a folder that is gone; a person without a home
            yield find()
