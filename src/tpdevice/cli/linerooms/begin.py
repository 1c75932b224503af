"""A session begun at home: at a place, or the lesson's own."""

from collections.abc import Mapping

from tpdevice.cli.linerooms.here import Here, tell
from tpdevice.cli.linerooms.typed import forget_typed, from_terminal
from tpdevice.cli.output import say
from tpdevice.cli.signals import exit_code_of, told_to_quit
from tpdevice.cli.sitting import Sitting
from tpdevice.core.errors import TpError
from tpdevice.runtime.simulator import answers


def begin(here: Here, about: Mapping[str, object], *, said: str) -> None:
    """Guide a session to its end; a signal ends home with it, and so does the end of a pipe."""
    say(said)
    try:
        if here.sim is not None and not about.get("lesson"):
            answers(here.sim)
        sitting = here.desk.begin(about)
    except TpError as error:
        tell(error)
        here.ended_with = None if from_terminal() else error.exit_code
        return
    told: list[str] = []
    code = _guided(sitting, told)
    if told:
        here.ended_with = exit_code_of(told[0])
    elif not from_terminal():
        here.ended_with = code
    else:
        here.desk.over()
        here.looks = True
        here.desk.not_stored.clear()  # another file was offered already
        forget_typed()


def _guided(sitting: Sitting, told: list[str]) -> int:
    """Return the exit code of a session; `told` gets the signal that ended it."""

    def quit_(signal: str) -> None:
        told.append(signal)
        sitting.quit(signal)

    try:
        with told_to_quit(quit_):
            sitting.in_lines()
        return sitting.ended()
    except TpError as error:
        tell(error)
        return error.exit_code
