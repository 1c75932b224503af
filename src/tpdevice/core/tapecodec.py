"""Headers and entries as plain values, and chunks of entries as bytes; strict on the way back."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Union, cast

import msgspec
from msgspec.structs import astuple, fields

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
_BOUNDED: Final = {
    int: Annotated[int, msgspec.Meta(ge=-FARTHEST, le=FARTHEST)],
    str: Annotated[str, msgspec.Meta(max_length=LONGEST)],
    bytes: Annotated[bytes, msgspec.Meta(max_length=LONGEST)],
}


def _row_type(kind: str) -> type[msgspec.Struct]:
    """Return the form of an entry in a chunk: its letter, then its values in order."""
    cls = KINDS[kind]
    values: list[tuple[str, type] | tuple[str, type, object]] = []
    for value in fields(cls):
        bounded = cast("type", _BOUNDED.get(value.type, value.type))
        default = () if value.default is msgspec.NODEFAULT else (value.default,)
        values.append((value.name, bounded, *default))
    return msgspec.defstruct(
        f"{cls.__name__}Row", values, tag=_LETTER[kind], array_like=True, forbid_unknown_fields=True
    )


_ROW: Final = {cls: _row_type(kind) for kind, cls in KINDS.items()}
_ENTRY: Final = {row: cls for cls, row in _ROW.items()}
_DECODER: Final = msgspec.msgpack.Decoder(list[Union[tuple(_ENTRY)]])  # type: ignore[misc]  # noqa: UP007


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
    if header.conversion is not None and not header.conversion.sound:
        raise TapeError("The header makes no sense: its conversion does not rise from rest.")
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
    rows = []
    before_ns = 0
    for entry in entries:
        _, *rest = _values(entry)
        rows.append(_ROW[type(entry)](entry.at_ns - before_ns, *rest))
        before_ns = entry.at_ns
    try:
        return msgspec.msgpack.encode(rows)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_storable(msgspec.to_builtins(rows, builtin_types=(bytes,))))


def decode_entries(data: bytes) -> tuple[Entry, ...]:
    """Return the entries of `encode_entries`.

    Raises
    ------
    TapeError
        If the bytes are anything else.
    """
    try:
        rows = _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise TapeError(f"A part of the tape makes no sense: {error}.") from None
    entries = []
    at_ns = 0
    for row in rows:
        since_ns, *rest = astuple(row)
        at_ns += since_ns
        entries.append(_ENTRY[type(row)](at_ns, *rest))
    if any(not -FARTHEST <= entry.at_ns <= FARTHEST for entry in entries):
        raise TapeError("A part of the tape holds a time that is too far away.")
    return tuple(entries)


def _values(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in _NAMES[_KIND_OF[type(entry)]])


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
        if not -FARTHEST <= value <= FARTHEST:
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
