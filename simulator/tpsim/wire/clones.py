"""Devices that speak as a Progressor does, with habits of their own; see its page, `Clones`."""

import struct
from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Frame, Reading
from tpsim.wire.progressor import (
    CONTROL,
    DATA,
    ERROR_INFO,
    GET_CALIBRATION,
    SLEEP,
    START,
    TARE,
    Progressor,
)

SAVE: Final = 0x6A
CLEAR_ERROR: Final = 0x6D
WIPE: Final = 0x74
FACTOR_TAG: Final = 5
FILLED_BYTES: Final = 14

_DEFAULT_GAIN: Final = 1.25
"""What a wiped calibration makes of a load. Assumed."""
_TAKES_AND_FORGETS: Final = frozenset({0x67, 0x68, SAVE, ERROR_INFO, CLEAR_ERROR, SLEEP})


class Crimpdeq(Progressor):
    """Stops its stream over a tare and over what it does not know; `74` wipes its calibration."""

    per_packet = 1
    fills = False
    """Whether every frame is filled up with zeros, as its firmware of early 2025 did."""

    def _begin(self) -> None:
        super()._begin()
        self.name = "Progressor"
        self.gain = 1.0
        del self._replies[ERROR_INFO], self._replies[GET_CALIBRATION]

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        opcode = data[0]
        if channel != CONTROL or opcode in _TAKES_AND_FORGETS:
            return
        if opcode == WIPE:
            self.gain = _DEFAULT_GAIN
        if opcode in (WIPE, GET_CALIBRATION):
            factor = struct.pack("<f", self.gain)
            self._send(at_ns, [(DATA, bytes((FACTOR_TAG, len(factor))) + factor)])
        super()._written(at_ns, channel, data)
        if opcode != START and opcode not in self._replies:
            self._stop()

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return super()._frames([(t_ns, kg * self.gain) for t_ns, kg in readings])

    def _send(self, at_ns: int, frames: Sequence[Frame]) -> None:
        if self.fills:
            frames = [(channel, data.ljust(FILLED_BYTES, b"\0")) for channel, data in frames]
        super()._send(at_ns, frames)


class OldCrimpdeq(Crimpdeq):
    """Fills every frame up."""

    fills = True


class Hangman(Progressor):
    """While it streams it takes neither a tare nor another start, so its counter goes on."""

    per_packet = 1

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        streams = self._start_ns is not None
        if data[0] == SLEEP or (streams and data[0] in (START, TARE)):
            return
        super()._written(at_ns, channel, data)


class Mito(Progressor):
    """Streams from the first moment, whatever is asked, and counts from when it was switched on."""

    sensor = SensorSpec(period_us=12_500.0, every=8, missing=0.0, zero_kg=0.0)
    per_packet = 1
    at_once = True
    first_after_ns = 0

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        """Do nothing: it never looks at what is written."""

    def _started(self, at_ns: int) -> None:
        self._from_ns = 0
        self._first_us = self._starts_us

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return super()._frames([(t_ns, max(kg, 0.0)) for t_ns, kg in readings])
