"""Samples by columns: their times, and their forces."""

from typing import Final

import msgspec
from msgspec import Struct

from tpdevice.core.errors import TapeError
from tpdevice.core.samples import SampleBlock
from tpdevice.store.numbercolumn import Column, pack_column, unpack_column

MOST_SAMPLES: Final = 1 << 18
"""In one chunk. Chosen: five minutes at 80 Hz have 24 000."""


class _Parts(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    t_ns: Column
    force_mn: Column


_DECODER: Final = msgspec.msgpack.Decoder(_Parts)


def encode_trace(block: SampleBlock) -> bytes:
    """Return samples, at least one, by columns."""
    return msgspec.msgpack.encode(_Parts(pack_column(block.t_ns), pack_column(block.force_mn)))


def decode_trace(data: bytes, count: int) -> SampleBlock:
    """Return the samples of `encode_trace`, of which there are so many.

    Raises
    ------
    TapeError
        If the bytes are anything else, or more than a chunk may hold.
    """
    if not 0 < count <= MOST_SAMPLES:
        raise TapeError(f"It claims to hold {count} samples.")
    try:
        parts = _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise TapeError(f"A part of the trace makes no sense: {error}.") from None
    return SampleBlock.own(unpack_column(parts.t_ns, count), unpack_column(parts.force_mn, count))
