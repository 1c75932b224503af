"""Names and words from the command line, as they are kept and looked for."""

import math
from collections.abc import Iterable
from typing import Any

import click

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless

LONGEST_NAME = 80
"""Characters: what still fits a line of a summary. Chosen."""


class OneOf(click.Choice[str]):
    """A choice of words; as many letters as tell one from the others will do."""

    def __init__(self, words: list[str]) -> None:
        super().__init__([str(word) for word in words], case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that was meant."""
        begun = str(value).strip().lower()
        found = [word for word in self.choices if begun and word.startswith(begun)]
        return super().convert(found[0] if len(found) == 1 else value, param, ctx)


class Within(click.FloatRange):
    """A number between two others; what is no number lies nowhere."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; every comparison with NaN fails, also that of a range."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


class UpTo(click.ParamType[int]):
    """The number of a line in a list that begins with 1."""

    name = "number"

    def __init__(self, last: int) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 1 <= number <= self._last:
            said = harmless(str(value))[:LONGEST_NAME]
            there = "1 is the only one" if self._last == 1 else f"they go from 1 to {self._last}"
            self.fail(f"{said!r} is none of them; {there}.", param, ctx)
        return number


def named(text: str, option: str) -> str:
    """Return a name as the log keeps it.

    Raises
    ------
    UsageError
        If nothing of it is left, or too much.
    """
    name = harmless(text)
    if not name:
        raise UsageError(f"{option} is blank.", hint="Give a name, or leave the option out.")
    if len(name) > LONGEST_NAME:
        raise UsageError(
            f"{option} is {len(name)} characters long.",
            hint=f"{LONGEST_NAME} are the most that a name may have.",
        )
    return name


def said_options(pairs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return options of a kind of sensor, said as `name=value`; whoever takes them checks them.

    Raises
    ------
    UsageError
        If one has no name, or is said twice.
    """
    said: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals) or name in said:
            raise UsageError(
                f"--option {harmless(pair)[:LONGEST_NAME]} is not NAME=VALUE, said once.",
                hint="For example: --option unit=kgf.",
            )
        said[name] = value
    return tuple(said.items())
