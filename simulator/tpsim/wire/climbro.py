"""A Climbro hangboard's side of the link; see `docs/protocols/climbro.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading

SERVICE: Final = "49535343-fe7d-4ae5-8fa9-9fafd205e455"
DATA: Final = "49535343-1e4d-4bd9-ba61-23c647249616"
COMMAND: Final = "49535343-8841-43f4-a8d4-ecbe34729bb3"

BATTERY_FOLLOWS: Final = 0xF0
FORCE_FOLLOWS: Final = 0xF5
INSTEAD_OF_36: Final = 0xF6
LAST_VALUE: Final = 0xEF
"""Above it stand the markers."""

_BATTERY: Final = 209
"""82 %."""
_MARKER_EVERY: Final = 5
_BATTERY_EVERY: Final = 50


class Climbro(Device):
    """One board."""

    sensor = SensorSpec(
        period_us=12_500.0, every=8, missing=0.0, range_kg=200.0, quantum_kg=0.01, zero_kg=0.05
    )
    at_once = True
    per_packet = 1
    name = "Climbro_2A41"
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (COMMAND, ("write",), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self._sent = 0

    def _started(self, at_ns: int) -> None:
        self._sent = 0

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        out = bytearray()
        for _, kg in readings:
            if self._sent % _BATTERY_EVERY == 0:
                out += bytes((BATTERY_FOLLOWS, _BATTERY))
            if self._sent % _MARKER_EVERY == 0:
                out.append(FORCE_FOLLOWS)
            out.append(_value(kg))
            self._sent += 1
        return ((DATA, bytes(out)),)

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        return DATA, b""

    def _torn(self, frame: Frame) -> Frame:
        """Return it whole: of a stream without frames nobody could tell."""
        return frame


def _value(kg: float) -> int:
    whole = min(max(round(kg), 0), LAST_VALUE)
    return INSTEAD_OF_36 if whole == 36 else whole
