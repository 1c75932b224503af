"""Tables for people, JSON for programs; both go to stdout, and talk goes to stderr."""

import codecs
import json
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import click

from tpdevice.cli.folding import folded, room_of
from tpdevice.core.text import harmless

_POORER: Final = str.maketrans(
    {"·": "-", "→": "->", "…": "...", "–": "-", "’": "'", "“": '"', "”": '"'}
)
"""For a terminal that does not know UTF-8."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})


def say(text: str, *, aside: bool = False) -> None:
    """Print a line of data on stdout, or `aside` on stderr as part of a question."""
    stream = sys.stderr if aside else sys.stdout
    _put(folded(text, room_of(stream)), aside=aside)


def _put(text: str, *, aside: bool = False) -> None:
    """Print a line as it is: tables and JSON keep theirs."""
    stream = sys.stderr if aside else sys.stdout
    click.echo(fitting(text, _encoding(stream)), err=aside)


def talk(text: str, *, indent: int = 0) -> None:
    """Say something to the person, on stderr; nobody there is no reason to fail."""
    with suppress(OSError):
        _put(folded(" " * indent + harmless(text), room_of(sys.stderr)), aside=True)


def fitted(text: str) -> str:
    """Return text that stdout can carry."""
    return fitting(text, _encoding(sys.stdout))


def fitting(text: str, encoding: str) -> str:
    """Return text that a stream of this encoding can carry."""
    if encoding.startswith("utf"):
        return text
    try:
        return text.encode(encoding).decode(encoding)
    except UnicodeEncodeError:
        return text.translate(_POORER).encode(encoding, "replace").decode(encoding)


def _encoding(stream: object) -> str:
    try:
        return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    except LookupError:
        return "ascii"


def as_json(value: Any) -> None:
    """Print one JSON document."""
    poor = not _encoding(sys.stdout).startswith("utf")
    text = json.dumps(value, ensure_ascii=poor, indent=2, allow_nan=False)
    _put("".join([_escaped(char) for char in text]))


def _escaped(char: str) -> str:
    """Return a character as JSON may write it, in full when a terminal might obey it."""
    # A line feed of the layout stays; one inside a text was escaped already.
    if char == "\n" or unicodedata.category(char) not in _INVISIBLE:
        return char
    return json.dumps(char)[1:-1]


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, aside: bool = False) -> None:
    """Print a table with aligned columns; numbers stand on the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    right = [
        all(isinstance(row[i], int | float) or row[i] is None for row in rows) and bool(rows)
        for i in range(len(head))
    ]
    widths = [
        max(len(head[i]), *(len(row[i]) for row in cells)) if cells else len(head[i])
        for i in range(len(head))
    ]
    for line in [list(head), *cells]:
        padded = [
            text.rjust(width) if flush else text.ljust(width)
            for text, width, flush in zip(line, widths, right, strict=True)
        ]
        _put("  ".join(padded).rstrip(), aside=aside)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.1f}"
    return fitting(harmless(str(value)), _encoding(sys.stdout))
