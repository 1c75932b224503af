"""A home-made sensor that sends a binary number; see `docs/protocols/value.md`."""

import struct
from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading

SERVICE: Final = "4fafc201-1fb5-459e-8fcc-c5c9c331914b"
VALUE: Final = "beb5483e-36e1-4688-b7f5-ea07361b26a8"


class Value(Device):
    """One device: grams, as a float of 32 bits."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, range_kg=20.0, quantum_kg=5e-5, noise_kg=0.001
    )
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((VALUE, ("read", "notify"), b""),)),)

    def _begin(self) -> None:
        self.name = "ESP32"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return [(VALUE, struct.pack("<f", kg * 1000)) for _, kg in readings]
