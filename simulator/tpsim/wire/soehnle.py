"""A Soehnle Shape scale's side of the link; see `docs/protocols/soehnle.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.wire.device import Device, Frame, Reading, battery
from tpsim.wire.settling import Settling, instrument

SERVICE: Final = "352e3000-28e9-40b8-a361-6db4cca4147c"
DATA: Final = "352e3001-28e9-40b8-a361-6db4cca4147c"
COMMAND: Final = "352e3002-28e9-40b8-a361-6db4cca4147c"
STEP_KG: Final = 0.1


class Soehnle(Device):
    """One scale."""

    sensor = instrument(STEP_KG)
    per_packet = 1
    at_once = True
    advertised_uuids = (SERVICE,)
    services = (
        (SERVICE, ((DATA, ("notify",), b""), (COMMAND, ("write",), b""))),
        battery(90),
    )

    def _begin(self) -> None:
        self.name = "Shape200"
        self._settling = Settling(STEP_KG)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        tenths = round(self._settling.shown_kg(*readings[-1]) * 10)
        return ((DATA, b"\x30\x01\x00" + tenths.to_bytes(2, "big") + bytes(4)),)
