"""A Squegg's side of the link; see `docs/protocols/squegg.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0xFFB0)
DATA: Final = sig(0xFFB2)
SQUEEZED_KG: Final = 0.1
"""From here on it counts as squeezed. Assumed."""


class Squegg(Device):
    """One ball."""

    sensor = SensorSpec(
        period_us=12_500.0, every=16, missing=0.0, range_kg=100.0, quantum_kg=0.001, zero_kg=0.0
    )
    per_packet = 1
    at_once = True
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            ((sig(0xFFB1), ("write", "write-without-response"), b""), (DATA, ("notify",), b"")),
        ),
    )

    def _begin(self) -> None:
        self.name = f"Squegg_1{int(self._rng.integers(100, 999))}"
        self._peak_kg = 0.0
        self._squeezed = False

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        kg = max(readings[-1][1], 0.0)
        squeezed = kg > SQUEEZED_KG
        if squeezed:
            self._peak_kg = max(self._peak_kg, kg) if self._squeezed else kg
        self._squeezed = squeezed
        number = f"{self._peak_kg or kg:.3f}".removeprefix("0")
        return ((DATA, f"19{squeezed:d}{number}".encode()),)

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        return DATA, self._frames(readings)[0][1][: int(self._rng.integers(0, 4))]
