"""Lines for a terminal: broken between words at its width. A pipe gets every line whole."""

import os
from textwrap import wrap
from typing import Final, TextIO

WIDE: Final = 80
"""Columns of a page, at most; wider terminals are no reason for longer lines. Chosen."""
_LEAST: Final = 20
"""Columns; on less, words are longer than lines. Chosen."""
_HANG: Final = 4
"""Columns by which lines after the first stand further in. Chosen."""


def room_of(stream: TextIO) -> int | None:
    """Return how many columns the terminal behind a stream has; None where there is none."""
    try:
        if not stream.isatty():
            return None
        columns = os.get_terminal_size(stream.fileno()).columns
    except (AttributeError, OSError, ValueError):  # closed, or None where nobody set it up
        return None
    return columns if columns >= _LEAST else None


def page_of(stream: TextIO) -> int:
    """Return how many columns a page of sentences has here; in a pipe it is a page as well."""
    return min(WIDE, room_of(stream) or WIDE)


def broken(text: str, columns: int, *, first: str = "", hang: int = 0) -> list[str]:
    """Return text as lines, the first behind `first`, later ones `hang` columns from the left.

    A word that is longer than a line stays whole.
    """
    return wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def folded(text: str, room: int | None) -> str:
    """Return text whose lines fit, where that is possible without breaking a word."""
    if room is None or len(text) <= room:
        return text
    inside = len(text) - len(text.lstrip())
    return "\n".join(broken(text.lstrip(), room, first=" " * inside, hang=inside + _HANG))
