"""The questions of a day later, a line each: on a terminal, or through a pipe."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import say, talk
from tpdevice.core import rules
from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.homework.questions import Asked, Kind
from tpdevice.runtime.care import Question, answered

LATER: Final = "Put off. `tpdevice follow-up` asks again."
_LINES: Final = "A line each: 0 to 10, then y or n, then y or n; an empty line puts a place off."

Said = dict[str, int]
"""Soreness, and 1 or 0 for bruise and warning sign."""


def ask_all(path: Path, questions: tuple[Question, ...]) -> None:
    """Ask, keep and tell what it means, place by place; an empty answer puts a place off.

    Signs are asked about once, since they belong to no place.

    Raises
    ------
    UsageError
        If an answer through a pipe is not understood; nothing of its place is kept.
    """
    signs_asked = False
    for question in questions:
        say(_head(question), aside=True)
        usual = not question.again
        said = _answers(question, without="warning" if usual and signs_asked else "")
        if said is None:
            talk(LATER)
            continue
        signs_asked |= usual
        say(f"{question.title}: {_meaning(path, question, said)}")


def _head(question: Question) -> str:
    if question.again:
        return f"{question.title}: you were told to have it looked at."
    return f"{question.title}, pressed {question.when}."


def _answers(question: Question, *, without: str) -> Said | None:
    """Return the answers about one place, or None where it is put off."""
    try:
        said = _asked(question, without=without)
        # Somebody at a terminal sees them once more: a slip of a key may close every place.
        while said is not None and somebody_there() and not _right(said):
            said = _asked(question, without=without)
    except click.Abort:
        if somebody_there():
            raise
        return None  # a pipe has come to its end
    return said


def _asked(question: Question, *, without: str) -> Said | None:
    said: Said = {"warning": 0}
    for each in question.asked:
        if each.key == without:
            continue
        answer = _one(each)
        if answer is None:
            return None
        said[each.key] = answer
    return said


def _right(said: Said) -> bool:
    question = keep_question(said["soreness"], said["bruise"], said["warning"])
    return click.confirm(question, default=True, err=True)


def keep_question(soreness: int, bruise: int, warning: int) -> str:
    """Return answers as they are heard once more before they are kept."""
    bruised, signs = ("yes" if each else "no" for each in (bruise, warning))
    return f"Sore {soreness} of 10, bruise {bruised}, signs {signs}: keep it"


def _one(asked: Asked) -> int | None:
    read, how = _READ[asked.kind]
    answer: int | None = click.prompt(
        f"{asked.text} {how}",
        default="",
        show_default=False,
        # Nobody types a line end into a pipe, and the next question stands on a line of its own.
        prompt_suffix=" " if somebody_there() else "\n",
        value_proc=_understood(read),
        err=True,
    )
    return answer


def _understood(read: Callable[[str], int | None]) -> Callable[[str], int | None]:
    """Return what reads an answer; at a terminal it is asked again, through a pipe it fails."""

    def reading(text: str) -> int | None:
        if not text.strip():
            return None
        answer = read(text.strip().lower())
        if answer is not None:
            return answer
        problem = f"{harmless(text)[:20]!r} is not understood"
        if somebody_there():
            raise click.UsageError(f"{problem}.")
        raise UsageError(f"{problem}; nothing of this place was kept.", hint=_LINES)

    return reading


def _zero_to_ten(text: str) -> int | None:
    found = {str(number): number for number in range(rules.SORENESS_MAX + 1)}
    return found.get(text)


def _yes_no(text: str) -> int | None:
    return {"y": 1, "yes": 1, "n": 0, "no": 0}.get(text)


_READ: Final = {
    Kind.ZERO_TO_TEN: (_zero_to_ten, "(Enter: later)"),
    Kind.YES_NO: (_yes_no, "(y/n)"),
}


def _meaning(path: Path, question: Question, said: Said) -> str:
    bruise, warning = bool(said["bruise"]), bool(said["warning"])
    return answered(path, question, soreness=said["soreness"], bruise=bruise, warning=warning)
