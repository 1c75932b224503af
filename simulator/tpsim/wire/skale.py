"""An Atomax Skale's side of the link; see `docs/protocols/skale.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import KITCHEN_SCALE
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0xFF08)
WEIGHT: Final = sig(0xEF81)
COMMANDS: Final = sig(0xEF80)
KEYS: Final = sig(0xEF82)

_SHOW_WEIGHT: Final = 0xEC
_FLAGS: Final = bytes(1)
_TENTHS: Final = (-1).to_bytes(1, "little", signed=True)
_MOST: Final = 0x7FFFFF


class Skale(Device):
    """One device."""

    sensor = KITCHEN_SCALE
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (WEIGHT, ("notify",), b""),
                (COMMANDS, ("write",), b""),
                (KEYS, ("notify",), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self.name = "Skale"

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel == COMMANDS and data[0] == _SHOW_WEIGHT and self._start_ns is None:
            self._start(at_ns)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        tenths = min(max(round(readings[-1][1] * 10_000), -_MOST), _MOST)
        return ((WEIGHT, _FLAGS + tenths.to_bytes(3, "little", signed=True) + _TENTHS),)
