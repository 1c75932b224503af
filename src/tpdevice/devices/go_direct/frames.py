"""The frames of Vernier's Go Direct sensors, whatever they measure.

The protocol is on the page `docs/protocols/go-direct.md`.
"""

import struct
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import FrameError

MEASUREMENT: Final = 0x20
"""First byte of a measurement; of an answer it is not published."""
CONTENTS: Final = 6
"""Where those of an answer begin."""

_NO_VALUES: Final = frozenset({0x0C, 0x0D, 0x0E})
_WHOLE_NUMBERS: Final = frozenset({0x09, 0x0B})
_MASKED: Final = {0x06: (slice(5, 7), 7, 9), 0x07: (slice(5, 9), 9, 11)}
"""Of a type with a mask: where that stands, the rounds, and the first value."""
_ONE_CHANNEL: Final = (6, 7, 8)
"""Of the other types: where the channel stands, the count, and the first value."""
_NAME, _UNIT, _LIMITS, _SHORTEST = slice(14, 74), slice(74, 106), 114, 130
_DESCRIBED: Final = 134
"""Bytes of a description up to the last one that is used."""


class Description(Struct, frozen=True):
    """What a sensor says of one of its channels."""

    channel: int
    name: str
    unit: str
    least: float
    most: float
    shortest_us: int


def command(op: int, rest: bytes, *, counter: int) -> bytes:
    """Return a whole command."""
    whole = bytes((0x58, 5 + len(rest), counter, 0, op)) + rest
    return whole[:3] + bytes((sum(whole) & 0xFF,)) + whole[4:]


def is_known(frame: bytes, answers: frozenset[int]) -> bool:
    """Say whether the first five bytes are those of a measurement, or of one of the answers."""
    if frame[0] == MEASUREMENT:
        return frame[4] in _MASKED or 0x08 <= frame[4] <= 0x0E
    return frame[4] in answers


def description(frame: bytes) -> Description:
    """Read the answer that describes a channel.

    Raises
    ------
    FrameError
        If it is too short.
    """
    if len(frame) < _DESCRIBED:
        raise FrameError(f"a description of {len(frame)} bytes", frame)
    least, most = struct.unpack_from("<2d", frame, _LIMITS)
    (shortest_us,) = struct.unpack_from("<I", frame, _SHORTEST)
    name, unit = _text(frame[_NAME]), _text(frame[_UNIT])
    return Description(frame[CONTENTS], name, unit, least, most, shortest_us)


def values(frame: bytes, channel: int) -> tuple[float, ...]:
    """Return the values of a channel in a measurement, oldest first, or nothing if it has none.

    Raises
    ------
    FrameError
        If it has fewer values than it says.
    """
    if frame[4] in _NO_VALUES:
        return ()
    mask, rounds, first = _layout(frame)
    width = mask.bit_count()
    if not rounds or len(frame) < first + 4 * rounds * width:
        raise FrameError(f"{rounds} values do not stand in {len(frame)} bytes", frame)
    if not mask >> channel & 1:
        return ()
    kind = "i" if frame[4] in _WHOLE_NUMBERS else "f"
    every = struct.unpack_from(f"<{rounds * width}{kind}", frame, first)
    return every[(mask & ((1 << channel) - 1)).bit_count() :: width]


def _layout(frame: bytes) -> tuple[int, int, int]:
    """Return the mask of channels in each round, how many rounds, and where they begin."""
    masked = _MASKED.get(frame[4])
    at, at_rounds, first = masked or _ONE_CHANNEL
    if len(frame) < first:
        return (0, 0, first)
    mask = 1 << frame[at] if isinstance(at, int) else int.from_bytes(frame[at], "little")
    return (mask, frame[at_rounds], first)


def _text(padded: bytes) -> str:
    return padded.split(b"\0")[0].decode("utf-8", "replace")
