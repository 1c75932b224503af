"""A home-made sensor with the force characteristic of SIG; see `docs/protocols/sig-force.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import N_PER_KGF, SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery, sig

SERVICE: Final = "5f0c0001-9d2e-4f6b-8a51-3c7e1d24b960"
FORCE: Final = sig(0x2C07)


class SigForce(Device):
    """One device."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, range_kg=20.0, quantum_kg=0.0001, noise_kg=0.003
    )
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((FORCE, ("read", "notify"), b"\xff\xff\xff\x7f"),)), battery(81))

    def _begin(self) -> None:
        self.name = f"Force {int(self._rng.integers(100, 999))}"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return [
            (FORCE, round(kg * N_PER_KGF * 1000).to_bytes(4, "little", signed=True))
            for _, kg in readings
        ]
