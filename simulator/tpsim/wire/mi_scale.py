"""A Mi Scale's adverts, of version 1; see `docs/protocols/mi-scale.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.wire.device import Device, Frame, Reading, sig
from tpsim.wire.settling import Settling, instrument

CHANNEL: Final = f"service/{sig(0x181D)}"
STEP_KG: Final = 0.05
STEPS_PER_KG: Final = 200

_SETTLED: Final = 0x20
_TAKEN_OFF: Final = 0x80
_DATE: Final = bytes.fromhex("ea07010205060a")
"""A day in 2026: its clock stands still."""


class MiScale(Device):
    """One scale."""

    sensor = instrument(STEP_KG, range_kg=150.0)
    connectable = False
    per_packet = 1
    advertised_uuids = (sig(0x181D),)

    def _begin(self) -> None:
        self.name = "MI_SCALE"
        self._settling = Settling(STEP_KG)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        shows = self._settling
        steps = round(shows.shown_kg(*readings[-1]) * STEPS_PER_KG)
        flags = _SETTLED * shows.settled | _TAKEN_OFF * shows.removed
        return ((CHANNEL, bytes((flags,)) + steps.to_bytes(2, "little") + _DATE),)
