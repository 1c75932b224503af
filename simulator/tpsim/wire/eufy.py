"""A eufy P2 Pro's side of the link, after its app proved itself; see `docs/protocols/eufy.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.wire.device import Device, Frame, Reading, sig
from tpsim.wire.settling import Settling, instrument

SERVICE: Final = sig(0xFFF0)
DATA: Final = sig(0xFFF2)
STEP_KG: Final = 0.05

_HEAD: Final = bytes.fromhex("cf0e00cf0000")
_TAIL: Final = bytes.fromhex("0000000001000000")


class Eufy(Device):
    """One scale."""

    sensor = instrument(STEP_KG)
    per_packet = 1
    at_once = True
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (sig(0xFFF1), ("write",), b""),
                (DATA, ("notify",), b""),
                (sig(0xFFF4), ("notify",), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self.name = "eufy T9149"
        self._settling = Settling(STEP_KG)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        hundredths = round(self._settling.shown_kg(*readings[-1]) * 100)
        return ((DATA, _HEAD + hundredths.to_bytes(2, "little") + _TAIL),)
