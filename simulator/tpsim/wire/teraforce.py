"""A TeraForce dynamometer's side of the link; see `docs/protocols/teraforce.md`."""

import struct
from collections.abc import Sequence
from typing import ClassVar, Final

from tpsim.faults import NS_PER_S
from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery, sig

SERVICE: Final = "fc52fca0-55f8-4501-afd1-f32e33e8668d"
CONTROL: Final = "fc52fca1-55f8-4501-afd1-f32e33e8668d"
DATA: Final = "fc52fca2-55f8-4501-afd1-f32e33e8668d"

START: Final = 1
STOP: Final = 0
STAY_AWAKE: Final = 2
ASLEEP_NS: Final = 150 * NS_PER_S
"""Without a keep-alive. Source: the page."""
SETTLES_NS: Final = NS_PER_S // 2
TOO_HIGH: Final = 200
"""Counts at the start of the settling. Assumed."""


class TeraForce(Device):
    """One device of hardware 2, with the newer layout."""

    sensor = SensorSpec(
        period_us=12_500.0, every=2, missing=0.0, range_kg=47.0, quantum_kg=0.01, noise_kg=0.02
    )
    per_packet = 4
    counts_per_kg: ClassVar[float] = 3800 / 45.0
    channels: ClassVar[tuple[str, str]] = (CONTROL, DATA)
    advertised_uuids = (SERVICE,)
    services = (
        (SERVICE, ((CONTROL, ("write", "write-without-response"), b""), (DATA, ("notify",), b""))),
        battery(80),
        (sig(0x180A), ((sig(0x2A27), ("read",), b"2.1"),)),
    )

    def _begin(self) -> None:
        self.name = "TeraForce"
        self._from_ns = self._awake_ns = 0

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != self.channels[0]:
            return
        self._awake_ns = at_ns
        if data[0] == START:
            self._start(at_ns)
        elif data[0] == STOP:
            self._stop()

    def _started(self, at_ns: int) -> None:
        self._from_ns = at_ns

    def _emit(self, t_ns: int, readings: Sequence[Reading]) -> None:
        if t_ns - self._awake_ns > ASLEEP_NS:
            self._stop()
        else:
            super()._emit(t_ns, readings)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        counts = [self._counts(t_ns, kg) for t_ns, kg in readings]
        return ((self.channels[1], struct.pack(f">{len(counts)}h", *counts)),)

    def _counts(self, t_ns: int, kg: float) -> int:
        unsettled = max(0.0, 1.0 - (t_ns - self._from_ns) / SETTLES_NS)
        return round(kg * self.counts_per_kg + unsettled * TOO_HIGH)


class OlderTeraForce(TeraForce):
    """One of hardware 1, with the older layout."""

    counts_per_kg = 235 / 8.65
    channels = (sig(0xFCA1), sig(0xFCA2))
    advertised_uuids = (sig(0xFCA0),)
    services = (
        (
            sig(0xFCA0),
            (
                (sig(0xFCA1), ("write", "write-without-response"), b""),
                (sig(0xFCA2), ("notify",), b""),
            ),
        ),
        battery(80),
        (sig(0x180A), ((sig(0x2A27), ("read",), b"1.0"),)),
    )
