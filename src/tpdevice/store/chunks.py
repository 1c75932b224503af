"""Parts of a tape or a trace as blobs, each with a checksum that SQLite itself does not keep."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from tpdevice.core.errors import TapeError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.core.tapecodec import decode_entries, encode_entries
from tpdevice.store.tapecolumns import decode_columns
from tpdevice.store.tracecolumns import decode_trace

TAPE: Final = "msgpack zlib"
RAW: Final = "u32 ns, i32 mN"
SHUFFLED: Final = "u32 ns, i32 mN, bytes shuffled, zlib"
"""What finished traces were until columns came: read, and not written any more."""
TAPE_COLUMNS: Final = "entries by columns, deflated"
TRACE_COLUMNS: Final = "ns and mN by columns, deflated"
FORMS: Final = frozenset({TAPE, RAW, SHUFFLED, TAPE_COLUMNS, TRACE_COLUMNS})
"""All that can be read."""
LARGEST: Final = 64 << 20
"""Bytes that one chunk may become when it is unpacked. Chosen, against a hostile file."""
_U32 = (1 << 32) - 1
_I32 = np.iinfo(np.int32)
_QUICK = 1


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


def pack_tape(entries: Sequence[Entry]) -> Chunk:
    """Return entries, at least one, as a chunk, quickly."""
    return tape_chunk(TAPE, entries, zlib.compress(encode_entries(entries), _QUICK))


def unpack_tape(chunk: Chunk) -> tuple[Entry, ...]:
    """Return the entries of a chunk.

    Raises
    ------
    TapeError
        If it is damaged or of a form that this program does not know.
    """
    if chunk.format == TAPE_COLUMNS:
        return decode_columns(_checked(chunk), chunk.count)
    if chunk.format != TAPE:
        raise TapeError(f"There is no way here to read {chunk.format!r}.")
    entries = decode_entries(_unpacked(chunk))
    if len(entries) != chunk.count:
        raise TapeError(f"It holds {len(entries)} entries where {chunk.count} were written.")
    return entries


def pack_trace(block: SampleBlock) -> Iterator[Chunk]:
    """Yield samples as chunks, quickly: another where time between two does not fit 32 bits."""
    steps_ns = np.diff(block.t_ns)
    cuts = np.flatnonzero((steps_ns < 0) | (steps_ns > _U32)) + 1
    edges = [0, *cuts.tolist(), len(block)]
    for start, stop in pairwise(edges):
        if stop > start:
            part = block.part(start, stop)
            steps = np.diff(part.t_ns, prepend=part.t_ns[:1]).astype("<u4")
            force = np.clip(part.force_mn, _I32.min, _I32.max).astype("<i4")
            yield trace_chunk(RAW, part, steps.tobytes() + force.tobytes())


def unpack_trace(chunk: Chunk) -> SampleBlock:
    """Return the samples of a chunk.

    Raises
    ------
    TapeError
        If it is damaged or of a form that this program does not know.
    """
    if chunk.format == TRACE_COLUMNS:
        return decode_trace(_checked(chunk), chunk.count)
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


def join_blocks(blocks: Sequence[SampleBlock]) -> SampleBlock:
    """Return blocks as one, in order."""
    if not blocks:
        return SampleBlock.of([], [])
    return SampleBlock.own(
        np.concatenate([block.t_ns for block in blocks]),
        np.concatenate([block.force_mn for block in blocks]),
    )


def tape_chunk(form: str, entries: Sequence[Entry], data: bytes) -> Chunk:
    """Return packed entries with all that is known of them."""
    first, last = entries[0], entries[-1]
    return Chunk(form, first.at_ns, last.at_ns, len(entries), zlib.crc32(data), data)


def trace_chunk(form: str, block: SampleBlock, data: bytes) -> Chunk:
    """Return packed samples with all that is known of them."""
    first_ns, last_ns = int(block.t_ns[0]), int(block.t_ns[-1])
    return Chunk(form, first_ns, last_ns, len(block), zlib.crc32(data), data)


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


def _ordered(data: bytes) -> bytes:
    """Return numbers whose first bytes all came first, then all second bytes …."""
    return np.frombuffer(data, dtype=np.uint8).reshape(4, -1).T.tobytes()
