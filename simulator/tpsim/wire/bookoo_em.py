"""A Bookoo Espresso Monitor in a ball; see `docs/protocols/bookoo-em.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.ball import FIRM
from tpsim.sensor import BALL
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0x0FFF)
COMMANDS: Final = sig(0xFF01)
PRESSURE: Final = sig(0xFF02)

REST_KPA: Final = 3.0
"""What the ball was pumped up to. Assumed."""
_START: Final = bytes.fromhex("020c010000000f")
_STOP: Final = bytes.fromhex("020c000000000e")
_BATTERY: Final = 95
_MOST: Final = 0xFFFF


class BookooEm(Device):
    """One device."""

    sensor = BALL
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((COMMANDS, ("write",), b""), (PRESSURE, ("notify",), b""))),)

    def _begin(self) -> None:
        self.name = f"bookoo_em_{int(self._rng.integers(1000, 9999))}"

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel == COMMANDS and data == _START:
            self._start(at_ns)
        elif channel == COMMANDS and data == _STOP:
            self._stop()

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        kpa = round(REST_KPA + FIRM.gauge_kpa(readings[-1][1]))
        frame = b"\x02\x1b\0\0" + min(max(kpa, 0), _MOST).to_bytes(2, "big")
        return ((PRESSURE, frame + bytes((_BATTERY, 0, 0, 0))),)
