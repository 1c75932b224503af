"""A QN scale's side of the link; see `docs/protocols/qn.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.wire.device import Device, Frame, Reading, sig
from tpsim.wire.settling import Settling, instrument

SERVICE: Final = sig(0xFFE0)
DATA: Final = sig(0xFFE1)
STEP_KG: Final = 0.05
PROTOCOL: Final = 0x15


def framed(opcode: int, rest: bytes) -> bytes:
    """Return a whole frame."""
    whole = bytes((opcode, 4 + len(rest), PROTOCOL)) + rest
    return whole + bytes((sum(whole) & 0xFF,))


class Qn(Device):
    """One scale."""

    sensor = instrument(STEP_KG, every=16)
    per_packet = 1
    at_once = True
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (sig(0xFFE3), ("write", "write-without-response"), b""),
                (sig(0xFFE4), ("write", "write-without-response"), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self.name = "QN-Scale"
        self._settling = Settling(STEP_KG)

    def _started(self, at_ns: int) -> None:
        in_hundredths = bytes(7) + b"\1" + bytes(4)
        self._send(at_ns, [(DATA, framed(0x12, in_hundredths))])

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        weight = round(self._settling.shown_kg(*readings[-1]) * 100).to_bytes(2, "big")
        settled = bytes((self._settling.settled,))
        return ((DATA, framed(0x10, weight + settled + bytes(4))),)
