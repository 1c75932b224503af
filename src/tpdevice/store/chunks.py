"""Parts of a tape or a trace as blobs, each with a checksum that SQLite itself does not keep."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.core.errors import TapeError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.core.tapecodec import decode_entries, encode_entries

TAPE: Final = "msgpack zlib"
RAW: Final = "u32 ns, i32 mN"
SHUFFLED: Final = "u32 ns, i32 mN, bytes shuffled, zlib"

COMPACT_NS: Final = 60_000_000_000
"""Length of the chunks of a finished session. Source: measured; half the size of 1 s chunks."""
LARGEST: Final = 64 << 20
"""Bytes that one chunk may become when it is unpacked. Chosen, against a hostile file."""
_U32 = (1 << 32) - 1
_I32 = np.iinfo(np.int32)
_QUICK, _SMALL = 1, 6


@dataclass(frozen=True, slots=True)
class Chunk:
    """One blob and what is known of it without unpacking."""

    format: str
    first_ns: int
    last_ns: int
    count: int
    crc32: int
    data: bytes

    @property
    def whole(self) -> bool:
        """Whether no bit has changed since it was packed."""
        return zlib.crc32(self.data) == self.crc32


def pack_tape(entries: Sequence[Entry], *, small: bool = False) -> Chunk:
    """Return entries, at least one, as a chunk; `small` takes longer."""
    data = zlib.compress(encode_entries(entries), _SMALL if small else _QUICK)
    return _chunk(TAPE, entries[0].at_ns, entries[-1].at_ns, len(entries), data)


def unpack_tape(chunk: Chunk) -> tuple[Entry, ...]:
    """Return the entries of a chunk.

    Raises
    ------
    TapeError
        If it is damaged or of a form that this program does not know.
    """
    if chunk.format != TAPE:
        raise TapeError(f"There is no way here to read {chunk.format!r}.")
    entries = decode_entries(_unpacked(chunk))
    if len(entries) != chunk.count:
        raise TapeError(f"It holds {len(entries)} entries where {chunk.count} were written.")
    return entries


def pack_trace(block: SampleBlock, *, small: bool = False) -> Iterator[Chunk]:
    """Yield samples as chunks: more than one where time between two does not fit 32 bits."""
    steps_ns = np.diff(block.t_ns)
    cuts = np.flatnonzero((steps_ns < 0) | (steps_ns > _U32)) + 1
    edges = [0, *cuts.tolist(), len(block)]
    for start, stop in pairwise(edges):
        if stop > start:
            yield _pack_steady(block.part(start, stop), small=small)


def _pack_steady(block: SampleBlock, *, small: bool) -> Chunk:
    steps = np.diff(block.t_ns, prepend=block.t_ns[:1]).astype("<u4")
    force = np.clip(block.force_mn, _I32.min, _I32.max).astype("<i4")
    first_ns, last_ns = int(block.t_ns[0]), int(block.t_ns[-1])
    if small:
        data = zlib.compress(_shuffled(steps) + _shuffled(force), _SMALL)
        return _chunk(SHUFFLED, first_ns, last_ns, len(block), data)
    return _chunk(RAW, first_ns, last_ns, len(block), steps.tobytes() + force.tobytes())


def unpack_trace(chunk: Chunk) -> SampleBlock:
    """Return the samples of a chunk.

    Raises
    ------
    TapeError
        If it is damaged or of a form that this program does not know.
    """
    if chunk.format not in (RAW, SHUFFLED):
        raise TapeError(f"There is no way here to read {chunk.format!r}.")
    data = _unpacked(chunk) if chunk.format == SHUFFLED else _checked(chunk)
    if len(data) != 8 * chunk.count:
        raise TapeError(f"It holds {len(data) // 8} samples where {chunk.count} were written.")
    half = 4 * chunk.count
    parts = (data[:half], data[half:])
    if chunk.format == SHUFFLED:
        parts = (_ordered(parts[0]), _ordered(parts[1]))
    steps_ns = np.frombuffer(parts[0], dtype="<u4").astype(np.int64)
    force_mn = np.frombuffer(parts[1], dtype="<i4").astype(np.int64)
    return SampleBlock.own(chunk.first_ns + np.cumsum(steps_ns), force_mn)


def tape_minutes(tape: Sequence[Entry]) -> Iterator[Chunk]:
    """Yield a whole tape in its final form."""
    minute: list[Entry] = []
    for entry in tape:
        if minute and entry.at_ns - minute[0].at_ns >= COMPACT_NS:
            yield pack_tape(minute, small=True)
            minute = []
        minute.append(entry)
    if minute:
        yield pack_tape(minute, small=True)


def trace_minutes(trace: SampleBlock) -> Iterator[Chunk]:
    """Yield a whole trace in its final form."""
    start = 0
    while start < len(trace):
        later = trace.t_ns[start:] - trace.t_ns[start] >= COMPACT_NS
        stop = start + int(later.argmax()) if later.any() else len(trace)
        yield from pack_trace(trace.part(start, stop), small=True)
        start = stop


def join_blocks(blocks: Sequence[SampleBlock]) -> SampleBlock:
    """Return blocks as one, in order."""
    if not blocks:
        return SampleBlock.of([], [])
    return SampleBlock.own(
        np.concatenate([block.t_ns for block in blocks]),
        np.concatenate([block.force_mn for block in blocks]),
    )


def _chunk(form: str, first_ns: int, last_ns: int, count: int, data: bytes) -> Chunk:
    return Chunk(form, first_ns, last_ns, count, zlib.crc32(data), data)


def _checked(chunk: Chunk) -> bytes:
    if not chunk.whole:
        raise TapeError("Its checksum is wrong: the bytes changed after they were written.")
    return chunk.data


def _unpacked(chunk: Chunk) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(_checked(chunk), LARGEST)
    except zlib.error as error:
        raise TapeError(f"It cannot be unpacked: {error}.") from None
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise TapeError("It is cut short or larger than anything that this program writes.")
    return data


def _shuffled(values: NDArray[np.uint32] | NDArray[np.int32]) -> bytes:
    """Return all first bytes, then all second bytes …: slow changes then compress well."""
    return values.view(np.uint8).reshape(-1, 4).T.tobytes()


def _ordered(data: bytes) -> bytes:
    return np.frombuffer(data, dtype=np.uint8).reshape(4, -1).T.tobytes()
