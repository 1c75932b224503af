"""What a browser may say, and nothing else: small JSON arrays, checked before they go on."""

import json
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 4096
"""Bytes of one message. Chosen: the longest that the page sends is a pasted line."""
_KEYS: Final = 1024
"""Characters of one `keys`."""
_SMALLEST: Final = (16, 8)
_LARGEST: Final = (400, 200)
"""Cells of a screen that are believed. Chosen: twice what a large monitor shows."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a terminal would have sent."""

    text: str


@dataclass(frozen=True, slots=True)
class Size:
    """How many cells the page has room for."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer to a pulse: whether the page is in view."""

    in_view: bool


@dataclass(frozen=True, slots=True)
class Again:
    """Start the program once more."""


Wish = Keys | Size | Seen | Again


def wish(message: str) -> Wish | None:
    """Return what a message wants; None where it is not one of ours."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return None
    match said:
        case ["keys", str(text)] if len(text) <= _KEYS:
            return Keys(text)
        case ["size", columns, rows] if _whole(columns) and _whole(rows):
            return Size(_within(columns, 0), _within(rows, 1))
        case ["seen", bool(in_view)]:
            return Seen(in_view)
        case ["again"]:
            return Again()
        case _:
            return None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _within(value: int, axis: int) -> int:
    return max(_SMALLEST[axis], min(_LARGEST[axis], value))
