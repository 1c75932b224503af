"""An Entralpi force plate's side of the link; see `docs/protocols/entralpi.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery, sig

PLATE_SERVICE: Final = sig(0xFFF0)
SCALE_SERVICE: Final = sig(0x181D)
PLATE: Final = sig(0xFFF4)
SCALE: Final = sig(0xFFF1)

_MOST: Final = 0xFFFF


class Entralpi(Device):
    """One plate."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, quantum_kg=0.01, zero_kg=0.0, noise_kg=0.01
    )
    """Its own zero is taken when it is switched on."""
    at_once = True
    per_packet = 1
    name = "ENTRALPI"
    advertised_uuids = (PLATE_SERVICE, SCALE_SERVICE)
    services = (
        (
            PLATE_SERVICE,
            (
                (SCALE, ("write",), b""),
                (PLATE, ("notify",), b""),
            ),
        ),
        (SCALE_SERVICE, ((SCALE, ("notify",), b""),)),
        battery(82),
    )
    speaks_on: tuple[str, ...] = (PLATE,)
    """Its characteristics that notify: either, or both."""

    def _begin(self) -> None:
        """Keep nothing: there is nothing to set."""

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        frames = []
        for _, kg in readings:
            load = min(max(round(kg * 100), 0), _MOST).to_bytes(2, "big")
            frames += [(channel, load) for channel in self.speaks_on]
        return frames
