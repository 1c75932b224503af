"""A Chipsea scale's adverts, of the layout C0; see `docs/protocols/okok.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.wire.device import Device, Frame, Reading
from tpsim.wire.settling import Settling, instrument

STEP_KG: Final = 0.05
_HUNDREDTHS: Final = 0b100
_FINAL: Final = 1
_IN_BETWEEN: Final = bytes.fromhex("17700a01")
"""As in captures; not known what for."""


class Okok(Device):
    """One scale."""

    sensor = instrument(STEP_KG)
    connectable = False
    per_packet = 1

    def _begin(self) -> None:
        self.name = "ADV"
        self._address = self._rng.bytes(6)
        self._settling = Settling(STEP_KG)
        self._last = b""
        self._count = 0

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        kg = self._settling.shown_kg(*readings[-1])
        flags = _HUNDREDTHS | _FINAL * self._settling.settled
        weight = round(kg * 100).to_bytes(2, "big")
        if weight != self._last:
            self._last, self._count = weight, (self._count + 1) & 0xFF
        channel = f"manufacturer/{self._count:02x}c0"
        return ((channel, weight + _IN_BETWEEN + bytes((flags,)) + self._address),)
