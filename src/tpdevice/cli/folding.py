"""Lines for a terminal: broken between words at its width. A pipe gets every line whole."""

import os
from textwrap import wrap
from typing import Final

_LEAST: Final = 20
"""Columns; on less, words are longer than lines. Chosen."""
_HANG: Final = 4
"""Columns by which lines after the first stand further in. Chosen."""


def room_of(stream: object) -> int | None:
    """Return how many columns the terminal behind a stream has; None where there is none."""
    try:
        if not stream.isatty():  # type: ignore[attr-defined]
            return None
        columns = os.get_terminal_size(stream.fileno()).columns  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return None
    return columns if columns >= _LEAST else None


def folded(text: str, room: int | None) -> str:
    """Return text whose lines fit, where that is possible without breaking a word."""
    if room is None or len(text) <= room:
        return text
    lead = " " * (len(text) - len(text.lstrip()) + _HANG)
    lines = wrap(text, room, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)
