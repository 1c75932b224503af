"""Headers and entries as plain values, and chunks of entries as bytes; strict on the way back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Final, cast

import msgspec

from tpdevice.core.errors import TapeError
from tpdevice.core.tape import (
    Entry,
    Frame,
    Header,
    Key,
    LinkChange,
    Overrun,
    Quit,
    Tare,
    Tick,
)

KINDS: Final[dict[str, type[Entry]]] = {
    "frame": Frame,
    "tick": Tick,
    "key": Key,
    "tare": Tare,
    "link": LinkChange,
    "overrun": Overrun,
    "quit": Quit,
}
"""The name of each kind of entry, outside the program."""

LONGEST: Final = 65_536
"""Bytes or characters in one value. Chosen; a Bluetooth attribute ends at 512 bytes."""
FARTHEST: Final = 1 << 62
"""Integers lie between minus and plus this. Chosen: 146 years in ns, and room to subtract."""

_NAMES: Final = {kind: tuple(f.name for f in fields(cls)) for kind, cls in KINDS.items()}
_KIND_OF: Final = {cls: kind for kind, cls in KINDS.items()}
_LETTER: Final = {
    "frame": "f",
    "tick": "t",
    "key": "k",
    "tare": "z",
    "link": "l",
    "overrun": "o",
    "quit": "q",
}
_BY_LETTER: Final = {letter: kind for kind, letter in _LETTER.items()}


def header_to_dict(header: Header) -> dict[str, object]:
    """Return a header as plain values that JSON can hold."""
    return cast("dict[str, object]", _storable(msgspec.to_builtins(header)))


def header_from_dict(data: object) -> Header:
    """Return the header that plain values describe.

    Raises
    ------
    TapeError
        If anything is missing, of a wrong type or out of proportion.
    """
    try:
        _bounded(data)
        header = msgspec.convert(data, Header)
        _known(data, msgspec.to_builtins(header), "the header")
    except (msgspec.ValidationError, RecursionError) as error:
        raise TapeError(f"The header makes no sense: {error}.") from None
    return header


def entry_to_dict(entry: Entry) -> dict[str, object]:
    """Return one entry as plain values; `entry` names its kind and bytes stay bytes."""
    kind = _KIND_OF[type(entry)]
    values = ((name, _storable(getattr(entry, name))) for name in _NAMES[kind])
    return {"entry": kind, **dict(values)}


def entry_from_dict(data: object) -> Entry:
    """Return the entry that plain values describe.

    Raises
    ------
    TapeError
        If its kind is unknown or a value is missing, of a wrong type or out of proportion.
    """
    if not isinstance(data, Mapping):
        raise TapeError("An entry must be an object with named values.")
    kind = data.get("entry")
    if not isinstance(kind, str) or kind not in KINDS:
        raise TapeError(f"There is no kind of entry called {str(kind)[:40]!r}.")
    values = {name: value for name, value in data.items() if name != "entry"}
    unknown = [str(name) for name in values if name not in _NAMES[kind]]
    if unknown:
        raise TapeError(f"An entry of kind {kind!r} has no value {unknown[0][:40]!r}.")
    return _entry(kind, values)


def encode_entries(entries: Iterable[Entry]) -> bytes:
    """Return entries as MessagePack, in order; times as differences to the entry before."""
    rows: list[list[object]] = []
    before_ns = 0
    for entry in entries:
        kind = _KIND_OF[type(entry)]
        rest = (_storable(getattr(entry, name)) for name in _NAMES[kind][1:])
        rows.append([_LETTER[kind], entry.at_ns - before_ns, *rest])
        before_ns = entry.at_ns
    return msgspec.msgpack.encode(rows)


def decode_entries(data: bytes) -> tuple[Entry, ...]:
    """Return the entries of `encode_entries`.

    Raises
    ------
    TapeError
        If the bytes are anything else.
    """
    try:
        rows = msgspec.msgpack.decode(data, type=list[list[object]])
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise TapeError(f"A part of the tape makes no sense: {error}.") from None
    entries = []
    at_ns = 0
    for row in rows:
        entry = _from_row(row, at_ns)
        at_ns = entry.at_ns
        entries.append(entry)
    return tuple(entries)


def _from_row(row: Sequence[object], before_ns: int) -> Entry:
    kind = _BY_LETTER.get(row[0]) if row and isinstance(row[0], str) else None
    if kind is None or len(row) < 2 or len(row) > 1 + len(_NAMES[kind]):
        raise TapeError("A part of the tape holds an entry of an unknown form.")
    since_ns = row[1]
    if type(since_ns) is not int:
        raise TapeError("A part of the tape holds a time that is no whole number.")
    values = dict(zip(_NAMES[kind], (before_ns + since_ns, *row[2:]), strict=False))
    return _entry(kind, values)


def _entry(kind: str, values: Mapping[str, object]) -> Entry:
    try:
        _bounded(values)
        return msgspec.convert(values, KINDS[kind], builtin_types=(bytes,))
    except (msgspec.ValidationError, RecursionError) as error:
        raise TapeError(f"An entry of kind {kind!r} makes no sense: {error}.") from None


def _bounded(value: object) -> None:
    """Refuse what is out of proportion, before anybody computes or stores it."""
    if isinstance(value, str | bytes):
        if len(value) > LONGEST:
            raise msgspec.ValidationError(f"a value is longer than {LONGEST}")
    elif isinstance(value, int):
        if not -FARTHEST < value < FARTHEST:
            raise msgspec.ValidationError("a number is too large")
    elif isinstance(value, Mapping):
        for part in value.values():
            _bounded(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _bounded(part)


def _known(data: object, model: object, where: str) -> None:
    """Refuse names that nobody reads: they are a misspelling or another program's."""
    if not isinstance(data, Mapping) or not isinstance(model, Mapping):
        return
    for name, value in data.items():
        if name not in model:
            raise msgspec.ValidationError(f"{where} has no value {str(name)[:40]!r}")
        _known(value, model[name], f"{where}, {name},")


def _storable(value: object) -> object:
    """Replace lone surrogates, which a name from the outside may hold and UTF-8 may not."""
    if isinstance(value, str):
        text = str(value)
        return text if text.isascii() else text.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _storable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return value
