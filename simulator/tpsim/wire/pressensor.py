"""A Pressensor PRS in a ball; see `docs/protocols/pressensor.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.ball import FIRM
from tpsim.sensor import BALL
from tpsim.wire.device import Device, Frame, Reading, battery

SERVICE: Final = "873ae82a-4c5a-4342-b539-9d900bf7ebd0"
PRESSURE: Final = "873ae82b-4c5a-4342-b539-9d900bf7ebd0"
ZERO: Final = "873ae82c-4c5a-4342-b539-9d900bf7ebd0"

WARM_EVERY: Final = 16
_TENTHS_C: Final = 243
_MOST: Final = 0x7FFF


class Pressensor(Device):
    """One device."""

    sensor = BALL
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (SERVICE, ((PRESSURE, ("notify",), b""), (ZERO, ("write",), b""))),
        battery(88),
    )

    def _begin(self) -> None:
        self.name = f"PRS{int(self._rng.integers(10_000, 99_999))}"
        self._sent = 0
        self._zero_mbar = 0

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel == ZERO:
            self._zero_mbar = self._mbar(self._last_kg)

    def _mbar(self, kg: float) -> int:
        return min(max(round(10 * FIRM.gauge_kpa(kg)), -_MOST), _MOST)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        mbar = self._mbar(readings[-1][1]) - self._zero_mbar
        frame = mbar.to_bytes(2, "big", signed=True)
        self._sent += 1
        if self._sent % WARM_EVERY == 0:
            frame += _TENTHS_C.to_bytes(2, "big", signed=True)
        return ((PRESSURE, frame),)
