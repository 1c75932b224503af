"""A weight as somebody reads it off a scale, and types it."""

import re
from typing import Final

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
_TYPED: Final = re.compile(r"(\d{1,6}(?:[.,]\d{0,4})?)\s*([a-z]*)", re.ASCII | re.IGNORECASE)


def weight_n(text: str) -> float:
    """Return a weight in newtons: `1020`, which is grams, or `1.02 kg`, `10 N`, `2.2 lb`.

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
            hint="Type what the scale shows, such as 1020, 1020 g, 1.02 kg or 10 N.",
        )
    number = float(typed.group(1).replace(",", "."))
    if number == 0:
        raise UsageError("Nothing presses on the scale.", hint="Press first, then type.")
    return number * N_PER[unit or "g"]


def grams(force_n: float) -> float:
    """Return what a kitchen scale shows of a force, g."""
    return force_n / N_PER["g"]
