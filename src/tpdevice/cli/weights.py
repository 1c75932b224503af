"""A weight as somebody reads it off a scale, and types it."""

import re
from typing import Final

import click

from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless
from tpdevice.core.units import N_PER_KGF

N_PER: Final = {
    "g": N_PER_KGF / 1000,
    "kg": N_PER_KGF,
    "n": 1.0,
    "lb": 0.45359237 * N_PER_KGF,
    "oz": 0.45359237 / 16 * N_PER_KGF,
}
"""Newtons in each unit. Source: the pound and standard gravity by definition."""
_FOR_EXAMPLE: Final = {"g": "1020, 1020 g, 1.02 kg or 10 N", "kg": "5, 5 kg, 5000 g or 11 lb"}
LEAST_KG: Final = 0.01
MOST_KG: Final = 500.0
"""What anybody puts on a sensor. Chosen."""
_TYPED: Final = re.compile(r"(\d{1,6}(?:[.,]\d{0,4})?)\s*([a-z]*)", re.ASCII | re.IGNORECASE)


def next_kg(before: int, *, where: str) -> float | None:
    """Ask for one known weight after another; None where there is none."""
    first = f"Put a known weight {where}. How heavy is it, in kg; Enter if there is none"
    return asked_kg("Another one, in kg; Enter ends" if before else first)


def asked_kg(question: str) -> float | None:
    """Ask for a weight until it is understood; None where nothing is typed."""
    answer: float | None = click.prompt(
        question, default="", show_default=False, value_proc=_kg, err=True
    )
    return answer


def _kg(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        kg = weight_n(text, bare="kg") / N_PER_KGF
    except UsageError as error:
        raise click.UsageError(f"{error} {error.hint}") from error
    if not LEAST_KG <= kg <= MOST_KG:
        raise click.UsageError(f"{kg:g} kg is not between {LEAST_KG:g} and {MOST_KG:g} kg.")
    return kg


def weight_n(text: str, *, bare: str = "g") -> float:
    """Return a weight in newtons: `1020`, or `1.02 kg`, `10 N`, `2.2 lb`.

    Parameters
    ----------
    bare
        The unit of a number that stands alone.

    Raises
    ------
    UsageError
        If it is no weight above nothing.
    """
    typed = _TYPED.fullmatch(text.strip())
    unit = "" if typed is None else typed.group(2).lower()
    if typed is None or (unit and unit not in N_PER):
        raise UsageError(
            f"{harmless(text)[:24]!r} is no weight.",
            hint=f"Type what the scale shows, such as {_FOR_EXAMPLE[bare]}.",
        )
    number = float(typed.group(1).replace(",", "."))
    if number == 0:
        raise UsageError("Nothing presses on the scale.", hint="Press first, then type.")
    return number * N_PER[unit or bare]


def grams(force_n: float) -> float:
    """Return what a kitchen scale shows of a force, g."""
    return force_n / N_PER["g"]
