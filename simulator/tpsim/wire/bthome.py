"""A scale that advertises in BTHome's form; see `docs/protocols/bthome.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, sig

CHANNEL: Final = f"service/{sig(0xFCD2)}"
_TOP: Final = 0xFFFF


class Bthome(Device):
    """One device."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, range_kg=50.0, quantum_kg=0.01, noise_kg=0.002
    )
    connectable = False
    per_packet = 1

    def _begin(self) -> None:
        self.name = f"scale {int(self._rng.integers(1000, 9999))}"
        self._packet = int(self._rng.integers(0, 256))

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        out = []
        for _, kg in readings:
            self._packet = (self._packet + 1) & 0xFF
            steps = min(max(round(kg / 0.01), 0), _TOP)
            out.append((CHANNEL, bytes((0x40, 0x00, self._packet, 0x01, 93, 0x06)) + _u16(steps)))
        return out


def _u16(number: int) -> bytes:
    return number.to_bytes(2, "little")
