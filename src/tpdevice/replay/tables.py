"""A text file as a table: its encoding, what separates its columns, and where its rows begin."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import RecordingError
from tpdevice.replay.cells import is_moment, is_number

LARGEST: Final = 64 << 20
"""Bytes, at most. Chosen: half a day at 80 values a second."""
MOST_COLUMNS: Final = 256
"""In a row, at most. Chosen."""
_SEPARATORS: Final = (";", "\t", ",")
_LOOKED_AT: Final = 60
"""Lines in which the table has to begin; some programs say much before it. Chosen."""


class Wish(Struct, frozen=True):
    """What a person says of a table; None is to be found out."""

    time: str | None = None
    """Name or number of the column."""
    force: str | None = None
    unit: str | None = None
    time_unit: str | None = None


class Table(Struct, frozen=True):
    """Rows of cells below a line of names, if there is one."""

    text: str
    separator: str
    names: tuple[str, ...]
    """Of the columns; their numbers where nothing names them."""
    skipped: int
    """Rows before the first with values."""
    first_line: int

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with values, and its line; empty ones are left out."""
        for line, cells in islice(_cells(self.text, self.separator), self.skipped, None):
            if any(cell.strip() for cell in cells):
                yield line, cells


def table_in(data: bytes) -> Table:
    """Return the table that a file holds.

    Raises
    ------
    RecordingError
        If it is too large, not text, or no table.
    """
    text = _text(data)
    for separator in _SEPARATORS:
        above: list[str] = []
        for skipped, (line, cells) in enumerate(islice(_cells(text, separator), _LOOKED_AT)):
            if _has_values(cells):
                names = tuple([cell.strip() for cell in above])
                if len(names) < len(cells):
                    names = tuple([str(number) for number in range(1, len(cells) + 1)])
                return Table(text, separator, names, skipped, line)
            if any(cell.strip() for cell in cells) and not any(map(is_number, cells)):
                above = cells
    raise RecordingError(
        "there is no table in it.",
        hint="Rows with a time and a force are needed, separated by comma, semicolon or tab.",
    )


def _has_values(cells: list[str]) -> bool:
    values = [cell for cell in cells if is_number(cell) or is_moment(cell)]
    return len(values) >= 2


def _cells(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RecordingError(f"it cannot be read: {error}.", line=reader.line_num) from None
        if len(cells) > MOST_COLUMNS:
            problem = f"more than {MOST_COLUMNS} columns are too many."
            raise RecordingError(problem, line=reader.line_num)
        yield reader.line_num, cells


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise RecordingError(f"more than {LARGEST >> 20} MB are too much for one recording.")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(char in text for char in _NOT_TEXT):
            return text
    raise RecordingError("it is not a text file.", hint="Export the recording as CSV.")


_NOT_TEXT: Final = tuple([chr(code) for code in range(32) if chr(code) not in "\t\n\r\f"])
"""Characters that no table has."""
