"""A column of whole numbers in few bytes: what repeats, or changes slowly, costs little."""

import zlib
from typing import Annotated, Final, Literal, get_args

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tpdevice.core.errors import TapeError

Numbers = NDArray[np.int64]

Way = Literal["", "d", "rd", "dr"]
"""Steps that were taken, in order: `d` differences to the number before, `r` ranks in a table."""
_WAYS: Final[tuple[Way, ...]] = get_args(Way)
_SMALL: Final = 6
_Whole = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]


class Column(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Numbers, packed; how many there are is written elsewhere."""

    way: Way
    first: _Whole
    """What all are counted from."""
    bytes_each: Annotated[int, msgspec.Meta(ge=0, le=8)]
    data: bytes
    """All lowest bytes, then all next ones …, deflated; the sign is the lowest bit."""
    ranks: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many different numbers the table has; they rise."""
    table: "Column | None" = None

    @property
    def size(self) -> int:
        """Bytes, but for a few."""
        return len(self.data) + (0 if self.table is None else self.table.size)


def pack_column(numbers: Numbers) -> Column:
    """Return numbers, at least one, in the way that takes the fewest bytes."""
    return min((_packed(numbers, way) for way in _WAYS), key=lambda column: column.size)


def unpack_column(column: Column, count: int) -> Numbers:
    """Return as many numbers as were packed; memory is bounded by `count`.

    Raises
    ------
    TapeError
        If the column holds more, or less, or anything else.
    """
    if count < 1:
        raise TapeError("A column belongs to nothing.")
    numbers = _spread(column, count)
    for step in reversed(column.way):
        numbers = np.cumsum(numbers) if step == "d" else _looked_up(column, numbers)
    return numbers + np.int64(column.first)


def deflated(data: bytes) -> bytes:
    """Return bytes made small, without a checksum: there is one beside the whole chunk."""
    packer = zlib.compressobj(_SMALL, wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def inflated(data: bytes, most: int) -> bytes:
    """Return what `deflated` was given, at most so many bytes.

    Raises
    ------
    TapeError
        If it is cut short, or more.
    """
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        # A limit of 0 would be none; and only one byte more finds the end.
        found = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise TapeError(f"It cannot be unpacked: {error}.") from None
    if len(found) > most or not unpacker.eof:
        raise TapeError("It is cut short or larger than anything that this program writes.")
    return found


def _packed(numbers: Numbers, way: Way) -> Column:
    first = numbers[0]
    ranks, table = 0, None
    numbers = numbers - first
    for step in way:
        if step == "d":
            numbers = np.diff(numbers, prepend=np.int64(0))
        else:
            known, numbers = _ranked(numbers)
            ranks, table = len(known), _packed(known, "d")
    sign_last = ((numbers << 1) ^ (numbers >> 63)).astype("<u8")
    bytes_each = (int(sign_last.max()).bit_length() + 7) // 8
    planes = sign_last.view(np.uint8).reshape(-1, 8)[:, :bytes_each].T
    return Column(way, int(first), bytes_each, deflated(planes.tobytes()), ranks, table)


def _ranked(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the different numbers, rising, and for each number its rank among them."""
    # Not `np.unique`: its unstable sort crashes where AVX2 is emulated, as by QEMU 7.2.
    order = np.argsort(numbers, kind="stable")
    rising = numbers[order]
    is_new = np.diff(rising, prepend=rising[:1] - 1) != 0
    ranks = np.empty_like(numbers)
    ranks[order] = np.cumsum(is_new) - 1
    return rising[is_new], ranks


def _spread(column: Column, count: int) -> Numbers:
    data = inflated(column.data, count * column.bytes_each)
    if len(data) != count * column.bytes_each:
        raise TapeError("A column is shorter than what it belongs to.")
    wide = np.zeros((count, 8), np.uint8)
    wide[:, : column.bytes_each] = np.frombuffer(data, np.uint8).reshape(column.bytes_each, count).T
    sign_last = wide.view("<u8").ravel()
    return ((sign_last >> np.uint64(1)) ^ -(sign_last & np.uint64(1))).astype(np.int64)


def _looked_up(column: Column, ranks: Numbers) -> Numbers:
    table = column.table
    if table is None or table.table is not None or not 0 < column.ranks <= len(ranks):
        raise TapeError("A column has no table, or a wrong one.")
    if int(ranks.min()) < 0 or int(ranks.max()) >= column.ranks:
        raise TapeError("A column points beyond its table.")
    known = unpack_column(table, column.ranks)
    found: Numbers = known[ranks]
    return found
