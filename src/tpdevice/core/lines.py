"""Text of a sensor: cut into lines, and each line into named fields. Any bytes may come."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from tpdevice.core.homemade import unit_named

LONGEST: Final = 256
"""Characters of a line; one that is longer is no line of a sensor. Chosen."""
_ENDS: Final = re.compile(rb"[\n\r\0]")
"""A text that ends as in C has a zero at its end."""
_PAIR: Final = re.compile(
    r"([^\W\d]\w{0,31})\s{0,2}[:=]\s{0,2}([^\s,;|]{1,64})"
    r"(?:\s?([a-z]{1,8})\b(?!\s{0,2}[:=]))?",  # a unit, unless it is the next name
    re.ASCII | re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"([+-]?(?:\d{1,24}(?:\.\d{0,24})?|\.\d{1,24})(?:[eE][+-]?\d{1,3})?|[+-]?(?:nan|inf|infinity))"
    r"\s?([^\W\d_]{0,8})",
    re.ASCII | re.IGNORECASE,
)
SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "space": None, "pipe": "|"}
"""What stands between columns; `space` is any number of blanks."""


class Lines:
    """Cuts a stream of bytes into lines, wherever the radio cut it before."""

    def __init__(self) -> None:
        self._open = b""
        self._skips = False
        """Whether what comes next belongs to a line whose beginning is not known, or too long."""

    def begin(self) -> None:
        """Forget everything: what comes next may begin in the middle of a line."""
        self._open, self._skips = b"", True

    def take(self, data: bytes) -> tuple[list[str], bool]:
        """Return the lines that are whole now, and whether one was too long to be kept."""
        *whole, rest = _ENDS.split(self._open + data)
        lines = []
        lost = False
        for line in whole:
            if self._skips:
                self._skips = False
            elif len(line) > LONGEST:
                lost = True
            elif line.strip():
                lines.append(text(line))
        if len(rest) > LONGEST:
            lost = lost or not self._skips
            self._skips, rest = True, b""
        self._open = rest
        return lines, lost


def text(line: bytes) -> str:
    """Return the text of a line; what is no ASCII is replaced."""
    return line.decode("ascii", "replace").strip()


def fields(line: str, form: str, *, separator: str = "comma") -> dict[str, str]:
    """Return the fields of a line by name; columns go by their number, from 1.

    Parameters
    ----------
    form
        `number`, `key` (`name: value`, one or more), `csv` or `json`.
    separator
        One of `SEPARATORS`, for `csv`.
    """
    match form:
        case "number":
            return {"1": line}
        case "key":
            return {key: f"{value} {unit}".rstrip() for key, value, unit in _PAIR.findall(line)}
        case "csv":
            columns = line.split(SEPARATORS[separator])
            return {str(i): column.strip() for i, column in enumerate(columns, 1)}
        case _:
            return dict(_flat("", _decoded(line)))


def measured(field: str) -> tuple[float, str] | None:
    """Return the number in a field and the unit that is named behind it, or None.

    A word that names no unit is no part of a number: the line may be torn.
    """
    found = _NUMBER.fullmatch(field)
    if found is None:
        return None
    unit = unit_named(found.group(2))
    return None if found.group(2) and unit is None else (float(found.group(1)), unit or "")


def _decoded(line: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield every number and text in a JSON value by its path, such as `force.n` or `2`."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for key, part in inner:
            yield from _flat(f"{name}.{key}" if name else str(key), part)
    elif isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        yield name, str(value)
