"""A tape as a text file: one JSON object a line, the header first; for bug reports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import BinaryIO, Final, TypeVar

import msgspec
from msgspec.structs import replace

from tpdevice.core.errors import TapeError
from tpdevice.core.tape import TAPE_VERSION, Entry, Header, LinkChange
from tpdevice.core.tapecodec import (
    entry_from_dict,
    entry_to_dict,
    header_from_dict,
    header_to_dict,
)

FORMAT: Final = "tpdevice tape"
VERSION: Final = 1
LONGEST_LINE: Final = 1 << 20
"""Bytes in one line. Chosen; the longest that is written holds one value of 64 KiB in hex."""
MOST_LINES: Final = 20_000_000
"""Lines in one file. Chosen: 5 hours at 1000 notifications a second."""
LATE_NS: Final = 1_000_000_000
"""How much earlier than the newest entry one may be. Chosen: what the engine itself puts on the
tape bears the time of the sample that it answers, which is older than that sample's frame."""

_HINT = "Export the tape again with `tpdevice tape export`, or ask whoever sent it to."
_SOMEBODY = "somebody"
_SOMETHING = "a tool"
_SENSOR = "a sensor"

_From = TypeVar("_From")
_To = TypeVar("_To")


@dataclass(frozen=True, slots=True)
class TapeFile:
    """What a file says."""

    header: Header
    started: datetime | None
    """When it was recorded, with the offset from UTC; None when the file does not tell."""
    entries: tuple[Entry, ...]


def write_tape(
    file: BinaryIO,
    header: Header,
    *,
    entries: Iterable[Entry],
    started: datetime | None = None,
    anonymous: bool = False,
) -> None:
    """Write a tape; `anonymous` leaves out who, with what, and which sensor exactly.

    Raises
    ------
    TapeError
        If time goes back; such a file could not be read again.
    """
    if anonymous:
        header, entries = anonymised(header), map(_without_name, entries)
    first = {
        "format": FORMAT,
        "version": VERSION,
        "started": started.isoformat() if started else None,
        "header": header_to_dict(header),
    }
    _write_line(file, first)
    for _, entry in _forwards(enumerate(entries, start=2)):
        values = entry_to_dict(entry)
        data = values.get("data")
        if isinstance(data, bytes):
            values["data"] = data.hex()
        _write_line(file, values)


def read_tape_file(file: BinaryIO) -> TapeFile:
    """Read what `write_tape` wrote, from anybody.

    Raises
    ------
    TapeError
        If it is anything else; the line is named.
    """
    lines = _lines(file)
    try:
        number, first = next(lines)
    except StopIteration:
        raise TapeError("The file is empty.", hint=_HINT) from None
    header, started = _at(number, _header, first)
    numbered = ((number, _at(number, _entry, line)) for number, line in lines)
    return TapeFile(header, started, tuple(entry for _, entry in _forwards(numbered)))


def anonymised(header: Header) -> Header:
    """Return the header without names: whose, with what tool, and which sensor."""
    identity = replace(header.identity, profile=_SOMEBODY, tool=_SOMETHING)
    return replace(header, identity=identity, device_name=_SENSOR, device_address="")


def _without_name(entry: Entry) -> Entry:
    # A reason is free text of the operating system and may hold the sensor's address.
    return LinkChange(entry.at_ns, entry.state) if isinstance(entry, LinkChange) else entry


def _write_line(file: BinaryIO, values: dict[str, object]) -> None:
    file.write(msgspec.json.encode(values) + b"\n")


def _lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, object]]]:
    for number in count(1):
        line = file.readline(LONGEST_LINE + 1)
        if not line:
            return
        if len(line) > LONGEST_LINE:
            raise _wrong(number, f"is longer than {LONGEST_LINE} bytes")
        if number > MOST_LINES:
            raise _wrong(number, "is one too many")
        yield number, _at(number, _object, line)


def _object(line: bytes) -> dict[str, object]:
    try:
        return msgspec.json.decode(line, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TapeError(f"It is no JSON object: {error}.") from None


def _header(values: dict[str, object]) -> tuple[Header, datetime | None]:
    if values.get("format") != FORMAT:
        raise TapeError(f"The file does not begin with the format {FORMAT!r}.")
    if values.get("version") != VERSION:
        raise TapeError(
            f"It is of version {str(values.get('version'))[:20]}; this program reads {VERSION}."
        )
    header = header_from_dict(values.get("header"))
    if header.tape_version > TAPE_VERSION:
        raise TapeError("A newer tpdevice recorded it: update tpdevice to read it.")
    try:
        date.fromisoformat(header.local_date)
    except ValueError:
        raise TapeError("The header's local_date is no ISO 8601 date.") from None
    return header, _started(values.get("started"))


def _started(text: object) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        raise TapeError("Its `started` is no ISO 8601 time with an offset.")
    return at


def _entry(values: dict[str, object]) -> Entry:
    data = values.get("data")
    if data is None:
        return entry_from_dict(values)
    try:
        plain = bytes.fromhex(data) if isinstance(data, str) else None
    except ValueError:
        plain = None
    if plain is None or plain.hex() != data:
        raise TapeError("Its data are not written in pairs of hexadecimal digits, a to f small.")
    return entry_from_dict({**values, "data": plain})


def _forwards(numbered: Iterable[tuple[int, Entry]]) -> Iterator[tuple[int, Entry]]:
    newest_ns: int | None = None
    for number, entry in numbered:
        if newest_ns is not None and entry.at_ns < newest_ns - LATE_NS:
            raise _wrong(number, "goes back in time")
        newest_ns = entry.at_ns if newest_ns is None else max(newest_ns, entry.at_ns)
        yield number, entry


def _at(number: int, read: Callable[[_From], _To], value: _From) -> _To:
    """Read one line, and say which it was if that fails."""
    try:
        return read(value)
    except TapeError as error:
        raise TapeError(f"Line {number} of the tape: {error}", hint=_HINT) from None


def _wrong(number: int, problem: str) -> TapeError:
    return TapeError(f"Line {number} of the tape {problem}.", hint=_HINT)
