"""What a room in lines is given: the desk, somebody to ask, and what does other commands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tpdevice.cli.desk import HouseDesk
from tpdevice.cli.linerooms.dialogue import Dialogue
from tpdevice.cli.output import say
from tpdevice.cli.paths import usual_database
from tpdevice.core.errors import TpError
from tpdevice.core.text import harmless

Perform = Callable[[list[str]], object]
"""Does what a command line does; it tells what goes wrong."""


@dataclass(slots=True)
class Here:
    """Home, as its rooms know it."""

    desk: HouseDesk
    path: Path
    sim: str | None
    perform: Perform
    dialogue: Dialogue = field(default_factory=Dialogue)
    looks: bool = False
    """Whether the sensor is being looked for."""
    ended_with: int | None = None
    """The exit code of what ended home, such as a session through a pipe."""

    def look(self) -> None:
        """Begin to look for the sensor, unless that goes on."""
        if not self.looks:
            self.desk.start()
            self.looks = True

    def leave(self) -> None:
        """Let the sensor go."""
        self.desk.leave()
        self.looks = False

    def command(self, *words: str) -> None:
        """Do what a command does, on the same file."""
        on = [] if self.path == usual_database() else ["--db", str(self.path)]
        self.perform([*on, *words])


def tell(error: TpError) -> None:
    """Say what did not work, and what to do next."""
    say(harmless(str(error)))
    if error.hint:
        say(harmless(error.hint))
