"""A SmartBoard Pro's side of the link; see `docs/protocols/smartboard.md`."""

import struct
from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0x403D)
DATA: Final = sig(0x1583)
COUNTS_PER_KG: Final = 100
_MOST: Final = (1 << 15) - 1


class SmartBoard(Device):
    """One board."""

    sensor = SensorSpec(period_us=12_500.0, every=8, missing=0.0)
    per_packet = 2
    at_once = True
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((DATA, ("notify",), b""),)),)

    def _begin(self) -> None:
        self.name = "SMARTBOARD"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        counts = [min(max(round(kg * COUNTS_PER_KG), -_MOST), _MOST) for _, kg in readings]
        return ((DATA, struct.pack(f"<{len(counts)}h", *counts)),)
