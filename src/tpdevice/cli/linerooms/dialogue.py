"""Questions and answers in lines: a numbered list once, and a prompt that says what it takes."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import click

from tpdevice.cli.linerooms.typed import from_terminal, next_line
from tpdevice.cli.output import fitted, say
from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless

AGAIN: Final = -1
"""Chosen by whoever wants to hear a list again that has to be made anew."""
_BACK: Final = ("b", "q")
_AGAIN: Final = ("", "?")
_YES_NO: Final = {"y": True, "yes": True, "n": False, "no": False}
_SHOWN: Final = 20
"""Characters of an answer that was not understood. Chosen."""

_NO_KEYS: Final[Mapping[str, int]] = MappingProxyType({})

Read = Callable[[str], object]
"""Understands an answer, or returns None."""


class Dialogue:
    """What is said and asked; None is the answer of whoever goes back, or has left."""

    def choose(
        self,
        name: str,
        choices: Sequence[str],
        *,
        keys: Mapping[str, int] = _NO_KEYS,
        back: str = "b goes back",
    ) -> int | None:
        """Read a list out, and return which of it is taken, from 0."""
        read_out(choices)
        return self.chosen(name, choices, keys=keys, back=back)

    def chosen(
        self,
        name: str,
        choices: Sequence[str],
        *,
        keys: Mapping[str, int] = _NO_KEYS,
        back: str = "b goes back",
        anew: bool = False,
    ) -> int | None:
        """Return which of a list that was read out is taken, from 0.

        Parameters
        ----------
        keys
            Letters or words that mean a choice as well.
        anew
            Whether whoever wants the list again gets `AGAIN`, and not the same list.
        """
        count = len(choices)
        numbers = {str(i + 1): i for i in range(count)} | dict(keys)
        numbers |= dict.fromkeys(_AGAIN, AGAIN) if anew else {}
        which = "1" if count == 1 else f"1 to {count}"
        found = self._asked(
            f"{name}. {which}, Enter lists, {back}:", numbers.get, again=lambda: read_out(choices)
        )
        return found if isinstance(found, int) else None

    def figure(self, question: str, most: int) -> int | None:
        """Return a figure from 0 to `most`; the question itself says so."""
        figures = {str(number): number for number in range(most + 1)}
        found = self._asked(f"{question} b puts it off:", figures.get)
        return found if isinstance(found, int) else None

    def yes_no(self, question: str) -> bool | None:
        """Return an answer of yes or no."""
        found = self._asked(f"{question} y or n, b puts it off:", _YES_NO.get)
        return found if isinstance(found, bool) else None

    def words(self, question: str, *, again: Callable[[], object]) -> str | None:
        """Return words; an empty line calls what says more about them."""
        found = self._asked(
            f"{question}, b goes back:",
            lambda text: None if text in _AGAIN else text,
            again=again,
            cased=True,
        )
        return found if isinstance(found, str) else None

    def _asked(
        self,
        prompt: str,
        read: Read,
        *,
        again: Callable[[], object] = lambda: None,
        cased: bool = False,
    ) -> object:
        """Ask until it is understood; through a pipe nobody could say it better."""
        while True:
            said = _answer(prompt)
            if said is None or said.lower() in _BACK:
                return None
            found = read(said if cased else said.lower())
            if found is not None:
                return found
            if said in _AGAIN:
                again()
                continue
            problem = f"{harmless(said)[:_SHOWN]!r} is not understood."
            if not from_terminal():
                raise UsageError(problem, hint=prompt)
            say(problem)


def read_out(choices: Sequence[str]) -> None:
    """Say a list, a numbered line each."""
    for number, text in enumerate(choices, 1):
        say(f"{number}. {text}")


def _answer(prompt: str) -> str | None:
    """Return what is typed to a prompt, or None at the end of all input."""
    # What comes through a pipe has no line end that anybody sees.
    click.echo(fitted(f"{prompt} " if from_terminal() else prompt), nl=not from_terminal())
    line = next_line()
    if line is None:
        return None
    return line.strip()
