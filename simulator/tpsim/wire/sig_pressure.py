"""A sensor of absolute pressure in a soft ball; see `docs/protocols/sig-pressure.md`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tpsim.ball import AIR_KPA, SOFT
from tpsim.sensor import BALL
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0x181A)
PRESSURE: Final = sig(0x2A6D)

END_KPA: Final = 110.0
_PER_KPA: Final = 10_000


class SigPressure(Device):
    """One device."""

    sensor = replace(BALL, every=80)
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((PRESSURE, ("read", "notify"), b""),)),)

    def _begin(self) -> None:
        self.name = "Ball"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        kpa = min(AIR_KPA + SOFT.gauge_kpa(readings[-1][1]), END_KPA)
        return ((PRESSURE, round(kpa * _PER_KPA).to_bytes(4, "little")),)
