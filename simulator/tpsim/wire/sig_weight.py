"""A weight scale of Bluetooth SIG that sends settled values; see `docs/protocols/sig-weight.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery, sig

SERVICE: Final = sig(0x181D)
FEATURE: Final = sig(0x2A9E)
MEASUREMENT: Final = sig(0x2A9D)
_TOP: Final = 0xFFFE


class SigWeight(Device):
    """One device."""

    sensor = SensorSpec(
        period_us=12_500.0, every=80, missing=0.0, range_kg=180.0, quantum_kg=0.005, noise_kg=0.002
    )
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            ((FEATURE, ("read",), bytes((0, 0, 0, 0))), (MEASUREMENT, ("notify",), b"")),
        ),
        battery(64),
    )

    def _begin(self) -> None:
        self.name = "Weight Scale"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return [(MEASUREMENT, b"\x00" + _steps(kg).to_bytes(2, "little")) for _, kg in readings]

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        return MEASUREMENT, b"\x00\xff\xff"


def _steps(kg: float) -> int:
    return min(max(round(kg / 0.005), 0), _TOP)
