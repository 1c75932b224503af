"""A Griptonite Motherboard's side of the link; see `docs/protocols/motherboard.md`."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery

SERVICE: Final = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
REQUEST: Final = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
DATA: Final = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
LIGHTS: Final = "10ababcd-15e1-28ff-de13-725bea03b127"
RED: Final = "10ab1524-15e1-28ff-de13-725bea03b127"
GREEN: Final = "10ab1525-15e1-28ff-de13-725bea03b127"

TABLE: Final = ((0.0, 0), (20.0, 100_000), (150.0, 400_000))
"""Kilograms and counts of each sensor. Assumed: any table would do that bends."""
SHARES: Final = (0.25, 0.5, 0.25)
"""Of the load, on left, centre and right."""
SIGNS: Final = (1, -1, -1)

_PIECE: Final = 20
_PIECE_NS: Final = 20_000_000
_BATTERY_RAW: Final = 300


class Motherboard(Device):
    """One board."""

    sensor = SensorSpec(period_us=1e6 / 90, every=3, missing=0.0, range_kg=200.0, zero_kg=0.05)
    per_packet = 1
    name = "Motherboard"
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (REQUEST, ("write", "write-without-response"), b""),
                (DATA, ("notify",), b""),
            ),
        ),
        (LIGHTS, ((RED, ("write",), b""), (GREEN, ("write",), b""))),
        battery(82),
    )
    mute = False
    """Whether it keeps its table to itself."""

    def _begin(self) -> None:
        self._count = 0

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != REQUEST:
            return
        self._stop()
        if data == b"S30":
            self._start(at_ns)
        elif data == b"C" and not self.mute:
            self._say(at_ns, "".join(map(_rows, range(4))))
        elif data == b"#":
            self._say(at_ns, "MB-0042\r\n")

    def _say(self, at_ns: int, text: str) -> None:
        """Send text in pieces as small as the smallest link carries."""
        said = text.encode("ascii")
        for number, first in enumerate(range(0, len(said), _PIECE)):
            piece = said[first : first + _PIECE]
            self._send(at_ns + (number + 1) * _PIECE_NS, [(DATA, piece)])

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        frames = []
        for _, kg in readings:
            self._count = (self._count + 1) & 0xFFFF
            sample = self._count.to_bytes(2, "little") + _BATTERY_RAW.to_bytes(2, "little")
            for share, sign in zip(SHARES, SIGNS, strict=True):
                sample += (sign * _counts(kg * share)).to_bytes(3, "little", signed=True)
            line = f"{sample.hex().upper()}000000\r\n".encode("ascii")
            frames += [(DATA, line[i : i + _PIECE]) for i in range(0, len(line), _PIECE)]
        return frames

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        return DATA, b"?" * _PIECE + b"\r\n"


def _rows(sensor: int) -> str:
    return "".join([f"{sensor},{i},{kg:g},{raw}\r\n" for i, (kg, raw) in enumerate(TABLE)])


def _counts(kg: float) -> int:
    """Return counts for a load on one sensor; below zero as above, and beyond the table on."""
    kilograms, counts = zip(*TABLE, strict=True)
    slope = (counts[-1] - counts[-2]) / (kilograms[-1] - kilograms[-2])
    beyond = max(abs(kg) - kilograms[-1], 0.0) * slope
    found = round(float(np.interp(abs(kg), kilograms, counts)) + beyond)
    return found if kg >= 0 else -found
