"""Home in lines: a numbered list of what one can do, for screen readers, pipes and slow lines."""

import shlex
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click

from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import say, talk
from tpdevice.cli.paths import command_on, usual_database


class Choice(NamedTuple):
    """One line of the list, and the command that it stands for."""

    text: str
    words: tuple[str, ...]


_ALWAYS: Final = (
    Choice("Begin a session with a sensor.", ("run", "--plain")),
    Choice("Watch a lesson with a simulated sensor, a minute and a half.",
           ("demo", "--short", "--plain")),
    Choice("Answer how it felt afterwards.", ("follow-up",)),
    Choice("List past sessions.", ("log",)),
    Choice("Read whether it works, and what nobody knows.", ("evidence",)),
    Choice("List the places one can press.", ("points",)),
    Choice("Check adapter, permission and sensor.", ("doctor",)),
    Choice("List every command.", ("--help",)),
)  # fmt: skip
_LEAVE: Final = "q. Leave."


Perform = Callable[[list[str]], object]
"""Does what a command line does; it tells what goes wrong."""


def plain_home(path: Path, *, sim: str | None, commands: Collection[str], perform: Perform) -> int:
    """List what one can do, do it, and list it again, until somebody leaves; return 0."""
    choices = list(_choices(sim, commands))
    if not somebody_there():
        _list(path, choices, simulated=sim is not None)
        talk("There is no terminal to choose on: give one of the commands instead.")
        return 0
    while True:
        _list(path, choices, simulated=sim is not None)
        chosen = _asked(len(choices))
        if chosen is None:
            return 0
        perform([*_on(path), *choices[chosen - 1].words])
        say("")


def _choices(sim: str | None, commands: Collection[str]) -> Iterator[Choice]:
    """Return what this program can do."""
    for choice in _ALWAYS:
        command = choice.words[0]
        if command.startswith("-") or command in commands:
            words = (*choice.words, "--sim", sim) if sim and command == "run" else choice.words
            yield choice._replace(words=words)


def _list(path: Path, choices: list[Choice], *, simulated: bool) -> None:
    for text in _news(path, simulated=simulated):
        say(text)
    for number, choice in enumerate(choices, 1):
        say(f"{number}. {choice.text} `{command_on(path, shlex.join(choice.words))}`")
    say(_LEAVE)


def _news(path: Path, *, simulated: bool) -> Iterator[str]:
    """Say who it is, and what is due and why."""
    from tpdevice.cli.desk import HouseDesk
    from tpdevice.runtime.targets import Target

    view = HouseDesk(path, Target(simulated=simulated)).home()
    yield f"Home of {view.person}." if view.person else "Welcome."
    yield from view.notices
    yield from view.follow_ups
    for place in view.places:
        yield f"{place.name}: {place.why} With {place.tool}."
    if not view.person and not view.lesson_taken:
        yield "New here? The lesson needs no sensor, and letting go is always safe."


def _asked(last: int) -> int | None:
    """Return the number that somebody types, or None where they leave."""
    while True:
        try:
            answer = click.prompt("Number", err=True, default="", show_default=False)
        except click.Abort:
            return None
        answer = answer.strip().lower()
        if answer in ("q", "quit"):
            return None
        if answer.isdecimal() and 1 <= int(answer) <= last:
            return int(answer)
        talk(f"A number from 1 to {last}, or q.")


def _on(path: Path) -> list[str]:
    return [] if path == usual_database() else ["--db", str(path)]
