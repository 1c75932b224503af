"""A finished session in long parts, by columns: the form in which it stays."""

from collections.abc import Iterator, Sequence
from typing import Final

from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Frame
from tpdevice.store.chunks import TAPE_COLUMNS, TRACE_COLUMNS, Chunk, tape_chunk, trace_chunk
from tpdevice.store.tapecolumns import MOST_BYTES, MOST_ENTRIES, encode_columns, shapes_of
from tpdevice.store.tracecolumns import MOST_SAMPLES, encode_trace

PART_NS: Final = 300_000_000_000
"""Length of a part. Chosen: with one part the file is a sixth larger, and more is no gain."""


def final_tape(tape: Sequence[Entry]) -> Iterator[Chunk]:
    """Yield a whole tape in its final form."""
    shapes = shapes_of(tape)
    for part in _parts(tape):
        yield tape_chunk(TAPE_COLUMNS, part, encode_columns(part, shapes))


def _parts(tape: Sequence[Entry]) -> Iterator[list[Entry]]:
    part: list[Entry] = []
    room = MOST_BYTES
    for entry in tape:
        size = len(entry.data) if isinstance(entry, Frame) else 0
        full = room < size or len(part) == MOST_ENTRIES
        if part and (full or entry.at_ns - part[0].at_ns >= PART_NS):
            yield part
            part, room = [], MOST_BYTES
        part.append(entry)
        room -= size
    if part:
        yield part


def final_trace(trace: SampleBlock) -> Iterator[Chunk]:
    """Yield a whole trace in its final form."""
    start = 0
    while start < len(trace):
        most = trace.part(start, min(start + MOST_SAMPLES, len(trace)))
        later = most.t_ns - most.t_ns[0] >= PART_NS
        part = most.part(0, int(later.argmax()) if later.any() else len(most))
        yield trace_chunk(TRACE_COLUMNS, part, encode_trace(part))
        start += len(part)
