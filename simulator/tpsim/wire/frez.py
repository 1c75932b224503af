"""A Frez Dyno's side of the link; see `docs/protocols/frez.md`."""

import struct
from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery, sig

SERVICE: Final = "da8a6c41-154b-4b9a-9b00-2f84dfcebfe9"
DATA: Final = "da8a6c42-154b-4b9a-9b00-2f84dfcebfe9"
CONTROL: Final = "da8a6c43-154b-4b9a-9b00-2f84dfcebfe9"

COUNTS_PER_KG: Final = 8_000
UNLOADED_COUNTS: Final = -42_000
"""Assumed: nobody published an instrument's own numbers."""

_PACKET: Final = struct.Struct("<BB" + "iI" * 9)
_NS_PER_MS: Final = 1_000_000
_U32: Final = 0xFFFFFFFF


class Frez(Device):
    """One instrument."""

    sensor = SensorSpec(period_us=4_000.0, missing=0.0)
    per_packet = 9
    advertised_uuids = (SERVICE,)
    services = (
        (SERVICE, ((DATA, ("notify",), b""), (CONTROL, ("write",), b""))),
        battery(75),
        (sig(0x180A), ((sig(0x2A25), ("read",), b"SIM-1"), (sig(0x2A28), ("read",), b"1.0-sim"))),
    )

    def _begin(self) -> None:
        self.name = f"FrezDyno-{int(self._rng.integers(1000, 9999))}"
        self._from_ns = 0
        self._per_ms = (1 + self._source.clock_ppm * 1e-6) / _NS_PER_MS

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != CONTROL:
            return
        if data == b"\x01\x00":
            self._start(at_ns)
        elif data == b"\x02\x00":
            self._stop()
        elif data == b"\xff\x00":
            self._sleep(at_ns)

    def _started(self, at_ns: int) -> None:
        self._from_ns = at_ns

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        values: list[int] = []
        for t_ns, kg in readings:
            values.append(round(kg * COUNTS_PER_KG) + UNLOADED_COUNTS)
            values.append(int((t_ns - self._from_ns) * self._per_ms) & _U32)
        return ((DATA, _PACKET.pack(1, 0, *values)),)
