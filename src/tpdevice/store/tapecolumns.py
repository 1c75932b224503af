"""Entries by columns: frames that are alike together, ticks together, and what is rare in a row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from tpdevice.core.errors import TapeError
from tpdevice.core.tape import Entry, Frame, Tick
from tpdevice.core.tapecodec import decode_entries, encode_entries
from tpdevice.store.framecolumns import (
    FrameColumns,
    Stream,
    can_be_cut,
    pack_frames,
    pack_times,
    shape_of,
    stream_of,
    unpack_frames,
    unpack_times,
)
from tpdevice.store.frameshape import Shape
from tpdevice.store.numbercolumn import Column, deflated, inflated, pack_column, unpack_column

MOST_ENTRIES: Final = 1 << 18
"""In one chunk. Chosen: five minutes have some ten thousand."""
MOST_BYTES: Final = 1 << 20
"""In all frames of one chunk. Chosen: five minutes have some 200 000."""
LARGEST_REST: Final = 64 << 20
"""Bytes that entries of other kinds may become. Chosen, against a hostile file."""
_FEW: Final = 16
"""Frames, of one stream in one chunk, that are not worth columns of their own. Chosen."""
_REST, _TICK, _FRAME = 0, 1, 2


class _Parts(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    which: Column
    """Where each entry is: 0 in the rest, 1 a tick, from 2 on in that of the streams."""
    rest: bytes
    """MessagePack, deflated."""
    ticks: Column | None
    streams: tuple[FrameColumns, ...]


_DECODER: Final = msgspec.msgpack.Decoder(_Parts)


def shapes_of(tape: Sequence[Entry]) -> dict[Stream, Shape]:
    """Return how frames that come often are cut."""
    alike: dict[Stream, list[Frame]] = {}
    for entry in tape:
        if isinstance(entry, Frame):
            alike.setdefault(stream_of(entry), []).append(entry)
    return {
        stream: shape_of(frames)
        for stream, frames in alike.items()
        if len(frames) >= _FEW and can_be_cut(stream)
    }


def encode_columns(entries: Sequence[Entry], shapes: Mapping[Stream, Shape]) -> bytes:
    """Return entries, at least one, in order; frames of those streams by columns."""
    alike: dict[Stream, list[Frame]] = {stream: [] for stream in shapes}
    for entry in entries:
        if isinstance(entry, Frame) and stream_of(entry) in alike:
            alike[stream_of(entry)].append(entry)
    streams = [stream for stream, frames in alike.items() if len(frames) >= _FEW]
    where = {stream: number for number, stream in enumerate(streams, start=_FRAME)}
    which = [_where(entry, where) for entry in entries]
    ticks = [entry for entry in entries if isinstance(entry, Tick)]
    rest = [entry for entry, place in zip(entries, which, strict=True) if place == _REST]
    parts = _Parts(
        pack_column(np.array(which, np.int64)),
        deflated(encode_entries(rest)),
        pack_times(ticks) if ticks else None,
        tuple(pack_frames(alike[stream], shapes[stream]) for stream in streams),
    )
    return msgspec.msgpack.encode(parts)


def decode_columns(data: bytes, count: int) -> tuple[Entry, ...]:
    """Return the entries of `encode_columns`, of which there are so many.

    Raises
    ------
    TapeError
        If the bytes are anything else, or more than a chunk may hold.
    """
    if not 0 < count <= MOST_ENTRIES:
        raise TapeError(f"It claims to hold {count} entries.")
    try:
        parts = _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise TapeError(f"A part of the tape makes no sense: {error}.") from None
    which = unpack_column(parts.which, count)
    places = _FRAME + len(parts.streams)
    if int(which.min()) < 0 or int(which.max()) >= places:
        raise TapeError("A part of the tape points beyond what it holds.")
    counts = np.bincount(which, minlength=places).tolist()
    sources = [iter(each) for each in _sources(parts, counts)]
    return tuple([next(sources[place]) for place in which.tolist()])


def _where(entry: Entry, streams: Mapping[Stream, int]) -> int:
    if isinstance(entry, Tick):
        return _TICK
    return streams.get(stream_of(entry), _REST) if isinstance(entry, Frame) else _REST


def _sources(parts: _Parts, counts: Sequence[int]) -> Iterator[Iterable[Entry]]:
    """Yield the entries of each place, as many as are asked for."""
    rest = decode_entries(inflated(parts.rest, LARGEST_REST))
    if len(rest) != counts[_REST]:
        raise TapeError(f"It holds {len(rest)} other entries where {counts[_REST]} were written.")
    yield rest
    yield _ticks(parts.ticks, counts[_TICK])
    if sum(map(_room, parts.streams, counts[_FRAME:])) > MOST_BYTES:
        raise TapeError("It claims to hold more frames than anything that this program writes.")
    yield from map(unpack_frames, parts.streams, counts[_FRAME:])


def _ticks(at: Column | None, count: int) -> Iterable[Tick]:
    if at is None:
        if count:
            raise TapeError("It has ticks without a time.")
        return ()
    return map(Tick, unpack_times(at, count))


def _room(frames: FrameColumns, count: int) -> int:
    return frames.length * count
