"""The layout of what the sensor to build sends; see `docs/protocols/open-force.md`."""

import struct
from itertools import pairwise
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import FrameError

FORCE, PRESSURE = "force", "pressure"
KINDS: Final = {1: FORCE, 2: PRESSURE}
STEPS: Final = {FORCE: 1000.0, PRESSURE: 10.0}
"""Values in a newton, or in a pascal."""
TROUBLES: Final = {
    2: "its settings cannot be read",
    3: "a setting is out of its limits",
    4: "it is not calibrated",
    5: "its converter does not answer",
    6: "it is at the end of its range: look at the wires",
    7: "its battery is low",
    8: "its program began anew",
}
U32: Final = 0xFFFF_FFFF
_U16: Final = 0xFFFF
_UNKNOWN: Final = 0x7FFF_FFFF
_HEAD: Final = struct.Struct("<BBHI")
_SAMPLE: Final = struct.Struct("<iH")
_MOST: Final = 4
_INFO: Final = struct.Struct("<BBHiiHBB")
_REPLY: Final = 2
"""Bytes before Info in a reply: request and status."""
_LOW: Final = 0x04


class Sample(Struct, frozen=True):
    """One value of a packet."""

    value: int | None
    """None: the board does not know it."""
    time_us: int
    """Counter of the board, 32 bits."""
    jumps: bool
    """It cannot be believed: farther from its neighbours than one sample goes."""
    at_end: bool
    """The true value may be farther out."""


class Packet(Struct, frozen=True):
    """One notification of the stream."""

    measures: str
    sequence: int
    """Of the first sample, 16 bits."""
    samples: tuple[Sample, ...]
    torn: bool
    """There was more than whole samples."""

    @property
    def last_sequence(self) -> int:
        """Sequence of the last sample."""
        return (self.sequence + len(self.samples) - 1) & _U16

    def lost_since(self, sequence: int) -> int:
        """Return how many samples are missing between one with this sequence and the first."""
        return (self.sequence - sequence - 1) & _U16

    def comes_after(self, time_us: int) -> bool:
        """Say whether the first sample is newer than this time; half the counter is the past."""
        return 0 < (self.samples[0].time_us - time_us) & U32 < 1 << 31


class Info(Struct, frozen=True):
    """What a board says of itself."""

    measures: str
    """Empty for a kind that is not known."""
    rate_hz: float
    low: float
    high: float
    """The ends of its range, N or Pa."""
    battery_mv: int
    battery_low: bool
    trouble: int


def packet_of(data: bytes) -> Packet:
    """Return the packet in a notification of the stream.

    Raises
    ------
    FrameError
        If there is no whole sample, or its times go back.
    """
    count = min((len(data) - _HEAD.size) // _SAMPLE.size, _MOST)
    if count < 1:
        raise FrameError("no whole sample", data)
    kind, marks, sequence, time = _HEAD.unpack_from(data)
    if kind not in KINDS:
        raise FrameError(f"of an unknown kind, {kind}", data)
    found = [_SAMPLE.unpack_from(data, _HEAD.size + i * _SAMPLE.size) for i in range(count)]
    if any(b[1] <= a[1] for a, b in pairwise(found)):
        raise FrameError("times that go back", data)
    samples = [
        Sample(
            None if value == _UNKNOWN else value,
            (time + offset) & U32,
            bool(marks >> i & 1),
            bool(marks >> i & 16),
        )
        for i, (value, offset) in enumerate(found)
    ]
    torn = len(data) != _HEAD.size + count * _SAMPLE.size
    return Packet(KINDS[kind], sequence, tuple(samples), torn)


def info_of(data: bytes) -> Info:
    """Return the Info in a reply.

    Raises
    ------
    FrameError
        If it is none.
    """
    if len(data) < _REPLY + _INFO.size or data[_REPLY] == 0:
        raise FrameError("no info", data)
    _, kind, rate, low, high, battery_mv, state, trouble = _INFO.unpack_from(data, _REPLY)
    measures = KINDS.get(kind, "")
    steps = STEPS.get(measures, 1.0)
    return Info(
        measures,
        rate / 100,
        low / steps,
        high / steps,
        battery_mv,
        bool(state & _LOW),
        trouble,
    )
