"""A barometer of Adafruit's in a soft ball; see `docs/protocols/adafruit-barometer.md`."""

import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tpsim.ball import AIR_KPA, SOFT
from tpsim.sensor import BALL
from tpsim.wire.device import Device, Frame, Reading

SERVICE: Final = "adaf0800-c332-42a8-93bd-25e905756cb8"
PRESSURE: Final = "adaf0801-c332-42a8-93bd-25e905756cb8"
PERIOD: Final = "adaf0001-c332-42a8-93bd-25e905756cb8"

END_KPA: Final = 110.0
UNASKED_MS: Final = 1000
_NEVER: Final = -1


class AdafruitBarometer(Device):
    """One device."""

    sensor = replace(BALL, every=4)
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            ((PRESSURE, ("read", "notify"), b""), (PERIOD, ("read", "write"), b"\xe8\x03\0\0")),
        ),
    )

    def _begin(self) -> None:
        self.name = "CLUE"
        self._period_ms = UNASKED_MS
        self._next_ns = 0

    def _met(self, at_ns: int) -> None:
        self._period_ms, self._next_ns = UNASKED_MS, at_ns

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel == PERIOD and len(data) == 4:
            (self._period_ms,) = struct.unpack("<i", data)
            self._next_ns = at_ns

    def _emit(self, t_ns: int, readings: Sequence[Reading]) -> None:
        if self._period_ms == _NEVER or t_ns < self._next_ns:
            return
        # The instrument has a grid of its own; what is due between two points comes at the next.
        self._next_ns += max(self._period_ms, 0) * 1_000_000
        super()._emit(t_ns, readings)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        kpa = min(AIR_KPA + SOFT.gauge_kpa(readings[-1][1]), END_KPA)
        return ((PRESSURE, struct.pack("<f", 10 * kpa)),)
