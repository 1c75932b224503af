"""A Bookoo scale's side of the link; see `docs/protocols/bookoo.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import KITCHEN_SCALE
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0x0FFE)
WEIGHT: Final = sig(0xFF11)
COMMANDS: Final = sig(0xFF12)

_HEAD: Final = bytes((0x03, 0x0B, 0, 0, 0))
"""Its stopwatch stands."""
_GRAMS: Final = 2
_MOST: Final = 0xFFFFFF
_FLOW: Final = bytes((ord("+"), 0, 0))
_BATTERY: Final = 90
_SETTINGS: Final = bytes((0, 5, 1, 0, 0))


class Bookoo(Device):
    """One device."""

    sensor = KITCHEN_SCALE
    at_once = True
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((WEIGHT, ("notify",), b""), (COMMANDS, ("write",), b""))),)

    def _begin(self) -> None:
        self.name = f"BOOKOO_SC {int(self._rng.integers(100_000, 999_999))}"

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        hundredths = round(readings[-1][1] * 100_000)
        sign = ord("-" if hundredths < 0 else "+")
        weight = min(abs(hundredths), _MOST).to_bytes(3, "big")
        frame = _HEAD + bytes((_GRAMS, sign)) + weight + _FLOW + bytes((_BATTERY,)) + _SETTINGS
        check = 0
        for byte in frame:
            check ^= byte
        return ((WEIGHT, frame + bytes((check,))),)
