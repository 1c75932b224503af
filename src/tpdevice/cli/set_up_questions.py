"""The questions of `set-up`: asked at a terminal, or answered by nobody."""

from collections.abc import Sequence

import click

from tpdevice.cli.meanwhile import Meanwhile
from tpdevice.cli.naming import OneOf, UpTo
from tpdevice.cli.output import table, talk
from tpdevice.cli.weights import asked_kg, next_kg
from tpdevice.core.errors import UsageError
from tpdevice.core.homemade import COUNTS, UNITS
from tpdevice.devices.uart_text import RATES, STARTS
from tpdevice.runtime.guessing import Guess


class AtTheTerminal:
    """Asks somebody, while the sensor is listened to."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        self._asked = meanwhile.asked

    async def start(self) -> str:
        """Return what starts a sensor that sends nothing by itself, or nothing."""
        words = [word for word in (*STARTS, *RATES) if word]
        talk(f"Nothing came. Some sketches wait for a word: {', '.join(words)}.")
        return await self._asked(
            lambda: str(
                click.prompt(
                    "Which word starts it; Enter for none",
                    default="",
                    show_default=False,
                    type=OneOf(["", *words]),
                    show_choices=False,
                    err=True,
                )
            )
        )

    async def which(self, guesses: Sequence[Guess]) -> int:
        """Return which of the guesses is the force, from 0."""
        table(
            ("", "what may be the force", "from", "to", "kind"),
            [_row(i, guess) for i, guess in enumerate(guesses, 1)],
            aside=True,
        )
        many = UpTo(len(guesses))
        return await self._asked(
            lambda: int(click.prompt("Which one", default=1, type=many, err=True)) - 1
        )

    async def unit(self, default: str) -> str:
        """Return the unit of its values."""
        talk(f"Its unit: {', '.join(UNITS)}. Where nobody knows, {COUNTS}: a known weight tells.")
        return await self._asked(
            lambda: str(
                click.prompt(
                    "Which unit",
                    default=default,
                    type=click.Choice(list(UNITS)),
                    show_choices=False,
                    err=True,
                )
            )
        )

    async def grows(self, *, default: bool) -> bool:
        """Return whether its values grow when it is pressed."""
        text = "Do its values grow when it is pressed"
        return await self._asked(lambda: click.confirm(text, default=default, err=True))

    async def carries_kg(self) -> float | None:
        """Return how much it can carry, or None where nobody knows."""
        text = "How much can it carry, in kg; Enter if nobody knows"
        return await self._asked(lambda: asked_kg(text))

    async def weight_kg(self, before: int) -> float | None:
        """Return the next known weight, or None where there is none."""
        return await self._asked(lambda: next_kg(before, where="on the sensor"))


class Nobody:
    """There is no terminal: only what was said on the command line is known."""

    async def start(self) -> str:
        """Return nothing."""
        return ""

    async def which(self, guesses: Sequence[Guess]) -> int:
        """Refuse to decide.

        Raises
        ------
        UsageError
            Always, with what might be said instead.
        """
        best = guesses[0]
        words = " ".join([f"--option {name}={value}" for name, value in best.options])
        raise UsageError(
            "There is no terminal to ask on which number is the force.",
            hint=f"The likeliest: `--kind {best.kind} {words}`".rstrip() + ".",
        )

    async def unit(self, default: str) -> str:
        """Return the default."""
        return default

    async def grows(self, *, default: bool) -> bool:
        """Return the default."""
        return default

    async def carries_kg(self) -> float | None:
        """Return nothing: nobody knows."""
        return None

    async def weight_kg(self, before: int) -> float | None:
        """Return nothing: nobody puts one on."""
        return None


def _row(number: int, guess: Guess) -> tuple[object, ...]:
    column = guess.column
    low, high = ("", "") if column is None else (f"{column.low:.6g}", f"{column.high:.6g}")
    return number, guess.what, low, high, guess.kind
