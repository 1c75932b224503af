"""Numbers, moments and units as other programs write them into the cells of a table."""

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from tpdevice.core.errors import RecordingError
from tpdevice.core.tapecodec import FARTHEST
from tpdevice.core.text import harmless
from tpdevice.core.units import KG_PER_LB, MN_PER_N, N_PER_KGF, NS_PER_S

MN_PER: Final = {
    "kg": N_PER_KGF * MN_PER_N,
    "N": float(MN_PER_N),
    "lbf": N_PER_KGF * KG_PER_LB * MN_PER_N,
    "g": N_PER_KGF,
}
"""Millinewtons in each unit of force that may be said."""
NS_PER: Final = {"s": float(NS_PER_S), "ms": 1e6, "us": 1e3}
"""Nanoseconds in each unit of time that may be said."""
STRONGEST_N: Final = 100_000.0
"""More than this is no force of a person, N. Chosen."""

_FORCE_WORDS: Final = {
    **dict.fromkeys(("kg", "kgf", "kgs"), "kg"),
    **dict.fromkeys(("n", "newton", "newtons"), "N"),
    **dict.fromkeys(("lb", "lbs", "lbf", "pounds"), "lbf"),
    **dict.fromkeys(("g", "gf", "gram", "grams"), "g"),
}
_TIME_WORDS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sekunden"), "s"),
    **dict.fromkeys(("ms", "msec", "millis", "millisecond", "milliseconds"), "ms"),
    **dict.fromkeys(("us", "µs", "μs", "usec", "micros", "microseconds"), "us"),
}
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
_SHOWN: Final = 24
"""Characters of a cell that are quoted. Chosen."""


def words_in(name: str) -> list[str]:
    """Return the words of a column's name, in small letters."""
    return re.findall(r"[^\W\d_]+", name.lower())


def force_unit_in(name: str) -> str | None:
    """Return the unit of force that a column's name ends with, or None."""
    return _last(_FORCE_WORDS, name)


def time_unit_in(name: str) -> str | None:
    """Return the unit of time that a column's name ends with, or None."""
    return _last(_TIME_WORDS, name)


def _last(known: dict[str, str], name: str) -> str | None:
    words = words_in(name)
    return known.get(words[-1]) if words else None


def quoted(cell: str) -> str:
    """Return a cell as it may be shown, in quotes."""
    shown = harmless(cell)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")


def is_number(cell: str) -> bool:
    """Return whether a cell is a number, with a decimal point or a decimal comma."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_moment(cell: str) -> bool:
    """Return whether a cell is a date with a time of day, as ISO 8601 writes them."""
    try:
        datetime.fromisoformat(cell.strip())
    except ValueError:
        return False
    return not is_number(cell)


class Numbers:
    """Reads the numbers of one table, in which all have the same decimal sign."""

    def __init__(self, *, separator: str) -> None:
        self._comma_separates = separator == ","
        self._sign = ""

    def read(self, cell: str, line: int) -> float:
        """Return the number in a cell.

        Raises
        ------
        RecordingError
            If it is none, or may be read in two ways.
        """
        text = cell.strip()
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise RecordingError(f"{quoted(cell)} is not a number.", line=line)
        if "," in text or "." in text:
            self._see("," if "," in text else ".", cell, line)
        value = float(text.replace(",", "."))
        if not math.isfinite(value):
            raise RecordingError(f"{quoted(cell)} is beyond all measure.", line=line)
        return value

    def _see(self, sign: str, cell: str, line: int) -> None:
        if sign == "," and self._comma_separates:
            problem = f"{quoted(cell)} has a comma, and commas separate the columns here."
            raise RecordingError(problem, line=line)
        if self._sign not in ("", sign):
            problem = f"{quoted(cell)}: some numbers have a decimal comma, others a point."
            raise RecordingError(problem, line=line)
        self._sign = sign


def moment(cell: str, line: int) -> datetime:
    """Return the date and time in a cell; without an offset it is taken as local time."""
    try:
        found = datetime.fromisoformat(cell.strip())
        return found.astimezone() if found.tzinfo is None else found
    except (ValueError, OverflowError, OSError):
        problem = f"{quoted(cell)} is no date with a time of day."
        raise RecordingError(problem, line=line) from None


def since_1970_ns(at: datetime) -> int:
    """Return a moment as whole nanoseconds since 1970 in UTC."""
    passed = at - datetime(1970, 1, 1, tzinfo=UTC)
    return ((passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds) * 1_000


def whole_ns(value: float, unit: str, line: int) -> int:
    """Return a time as whole nanoseconds."""
    time_ns = value * NS_PER[unit]
    if not abs(time_ns) < FARTHEST:
        raise RecordingError(f"a time of {value:g} {unit} is beyond all measure.", line=line)
    return round(time_ns)


def whole_mn(value: float, unit: str, line: int) -> int:
    """Return a force as whole millinewtons."""
    force_mn = value * MN_PER[unit]
    if not abs(force_mn) <= STRONGEST_N * MN_PER_N:
        raise RecordingError(f"{value:g} {unit} is no force of a person.", line=line)
    return round(force_mn)


def likely_unit(steps: Iterable[float]) -> str | None:
    """Return the unit in which these steps, in order of size, are those of a sensor, or None."""
    ordered = list(steps)
    middle = ordered[len(ordered) // 2] if ordered else 0.0
    for unit, (least, most) in _PLAUSIBLE.items():
        if least <= middle <= most:
            return unit
    return None


_PLAUSIBLE: Final = {"s": (0.002, 0.25), "ms": (2.0, 250.0), "us": (2_000.0, 250_000.0)}
"""Steps of a sensor with 4 to 500 values a second, in each unit; no two overlap. Chosen."""
