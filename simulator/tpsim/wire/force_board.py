"""A PitchSix Force Board's side of the link; see `docs/protocols/force-board.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, battery

FORCE_SERVICE: Final = "9a88d67f-8df2-4afe-9e0d-c2bbbe773dd0"
FORCE: Final = "9a88d682-8df2-4afe-9e0d-c2bbbe773dd0"
TARE: Final = "9a88d683-8df2-4afe-9e0d-c2bbbe773dd0"
THRESHOLD: Final = "9a88d686-8df2-4afe-9e0d-c2bbbe773dd0"
MODE_SERVICE: Final = "467a8516-6e39-11eb-9439-0242ac130002"
MODE: Final = "467a8517-6e39-11eb-9439-0242ac130002"

LB_PER_KG: Final = 1 / 0.45359237
"""By definition of the pound."""
STREAM: Final = 4
TARE_MODE: Final = 5
IDLE: Final = 7


def sample(pounds: int) -> bytes:
    """Return three bytes, of which the first counts 32768."""
    if pounds < 0:
        return (0x1000000 + pounds).to_bytes(3, "big")
    high, rest = divmod(pounds, 32_768)
    return bytes((high, rest >> 8, rest & 0xFF))


class ForceBoard(Device):
    """One board."""

    sensor = SensorSpec(
        period_us=12_500.0, missing=0.0, range_kg=453.592, quantum_kg=0.01, zero_kg=0.05
    )
    name = "Force Board"
    advertised_uuids = (MODE_SERVICE,)
    services = (
        (
            FORCE_SERVICE,
            (
                (FORCE, ("notify",), b""),
                (TARE, ("write",), b""),
                (THRESHOLD, ("write",), b""),
            ),
        ),
        (MODE_SERVICE, ((MODE, ("write",), b""),)),
        battery(82),
    )

    def _begin(self) -> None:
        """Keep nothing: there is nothing to set."""

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel == MODE and data[0] == STREAM:
            self._start(at_ns)
        elif channel == MODE and data[0] == IDLE:
            self._stop()
        elif (channel, data[0]) in ((MODE, TARE_MODE), (TARE, 1)):
            self._tare_kg = self._last_kg

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        samples = [sample(round(kg * LB_PER_KG)) for _, kg in readings]
        return ((FORCE, len(samples).to_bytes(2, "big") + b"".join(samples)),)
