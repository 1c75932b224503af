"""Frames that are alike, by columns: their times, and the values at each place in them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final

import msgspec
import numpy as np
from msgspec import Struct

from tpdevice.core.errors import TapeError
from tpdevice.core.tape import Entry, Frame
from tpdevice.core.tapecodec import FARTHEST, LONGEST
from tpdevice.store.frameshape import Bytes, Shape, best_shape, cut, joined
from tpdevice.store.numbercolumn import Column, pack_column, unpack_column

Stream = tuple[str, int]
"""Channel and length of frames that are alike."""

LONGEST_FRAME: Final = 512
"""Bytes of a frame that is cut. Source: where a Bluetooth attribute ends."""
_LOOKED_AT: Final = 512
"""Frames by which a shape is chosen. Chosen: with half of them the choice was worse."""


class FrameColumns(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Some frames of one channel and one length; how many is written elsewhere."""

    channel: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    length: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_FRAME)]
    shape: Shape
    at: Column
    columns: tuple[Column, ...]


def stream_of(frame: Frame) -> Stream:
    """Return what a frame has in common with others."""
    return frame.channel, len(frame.data)


def can_be_cut(stream: Stream) -> bool:
    """Return whether frames of a stream may go by columns."""
    channel, length = stream
    return channel.isascii() and len(channel) <= LONGEST and 0 < length <= LONGEST_FRAME


def shape_of(frames: Sequence[Frame]) -> Shape:
    """Return how frames of one stream are cut best, by some from their middle."""
    start = max(0, len(frames) - _LOOKED_AT) // 2
    return best_shape(_bytes(frames[start : start + _LOOKED_AT]))


def pack_frames(frames: Sequence[Frame], shape: Shape) -> FrameColumns:
    """Return frames of one stream, at least one, as columns."""
    channel, length = stream_of(frames[0])
    columns = tuple(pack_column(column) for column in cut(_bytes(frames), shape))
    return FrameColumns(channel, length, shape, pack_times(frames), columns)


def unpack_frames(packed: FrameColumns, count: int) -> Iterator[Frame]:
    """Return so many frames.

    Raises
    ------
    TapeError
        If the columns hold anything else.
    """
    shape, length = packed.shape, packed.length
    if not shape.fits(length) or len(packed.columns) != shape.columns:
        raise TapeError("Frames are cut in a way that does not fit them.")
    places = (length - shape.lead) // shape.record
    counts = [count] * shape.lead + [count * places] * (shape.columns - shape.lead)
    columns = [unpack_column(*each) for each in zip(packed.columns, counts, strict=True)]
    data = joined(columns, shape, count=count, length=length)
    cuts = range(0, count * length, length)
    times = unpack_times(packed.at, count)
    return (
        Frame(at_ns, packed.channel, data[cut : cut + length])
        for at_ns, cut in zip(times, cuts, strict=True)
    )


def pack_times(entries: Iterable[Entry]) -> Column:
    """Return when entries, at least one, came."""
    return pack_column(np.array([entry.at_ns for entry in entries], np.int64))


def unpack_times(column: Column, count: int) -> list[int]:
    """Return when so many entries came.

    Raises
    ------
    TapeError
        If one is too far away, or the column holds anything else.
    """
    at_ns = unpack_column(column, count)
    if int(at_ns.min()) < -FARTHEST or int(at_ns.max()) > FARTHEST:
        raise TapeError("A part of the tape holds a time that is too far away.")
    times: list[int] = at_ns.tolist()
    return times


def _bytes(frames: Sequence[Frame]) -> Bytes:
    data = b"".join([frame.data for frame in frames])
    return np.frombuffer(data, np.uint8).reshape(len(frames), -1)
