"""A Half Decent Scale's side of the link; see `docs/protocols/decent.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.faults import NS_PER_S
from tpsim.sensor import KITCHEN_SCALE
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0xFFF0)
DATA: Final = sig(0xFFF4)
COMMANDS: Final = sig(0x36F5)

PATIENCE_NS: Final = 5 * NS_PER_S
DROPS_EVERY: Final = 4
"""The first of so many commands is lost. Assumed, so that whoever sends one once is found out."""
_HEARTBEAT: Final = bytes.fromhex("030a03ffff000a")
_STILL_G: Final = 0.2
"""A change of less than this is rest. Assumed."""


def checked(frame: bytes) -> bytes:
    """Return a frame with the exclusive or of its bytes behind it."""
    check = 0
    for byte in frame:
        check ^= byte
    return frame + bytes((check,))


class Decent(Device):
    """One device."""

    sensor = KITCHEN_SCALE
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = ((SERVICE, ((DATA, ("read", "notify"), b""), (COMMANDS, ("write",), b""))),)

    def _begin(self) -> None:
        self.name = "Decent Scale"
        self._commands = 0
        self._minds = True
        self._last_g = 0.0

    def _met(self, at_ns: int) -> None:
        self._minds = True
        self._hang_up(at_ns + PATIENCE_NS)

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != COMMANDS or data[:2] != b"\x03\x0a":
            return
        self._commands += 1
        if self._commands % DROPS_EVERY == 1:
            return
        if data == _HEARTBEAT:
            if self._minds:
                self._hang_up(at_ns + PATIENCE_NS)
        elif data[2:3] == b"\x01" and len(data) >= 6:
            self._display_on(at_ns, promised=data[5] != 0)

    def _display_on(self, at_ns: int, *, promised: bool) -> None:
        if not promised:
            self._minds, self._hangs_up_ns = False, None
        if self._start_ns is None:
            self._start(at_ns)
        reply = b"\x03\x0a" + self._tenths(self._last_g) + bytes((80, 0x31))
        self._send(at_ns, [(DATA, checked(reply))])

    def _tenths(self, grams: float) -> bytes:
        return min(max(round(grams * 10), -32768), 32767).to_bytes(2, "big", signed=True)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        grams = readings[-1][1] * 1000
        rests = abs(grams - self._last_g) < _STILL_G
        self._last_g = grams
        frame = bytes((0x03, 0xCE if rests else 0xCA)) + self._tenths(grams) + bytes(2)
        return ((DATA, checked(frame)),)

    def _low_battery(self) -> Sequence[Frame]:
        return ((DATA, checked(bytes((0x03, 0x2A, 0, 0x20, 0, 0)))),)
