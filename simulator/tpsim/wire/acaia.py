"""An Acaia Lunar's side of the link; see `docs/protocols/acaia.md`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tpsim.faults import NS_PER_S
from tpsim.sensor import KITCHEN_SCALE
from tpsim.wire.device import Device, Frame, Reading

SERVICE: Final = "49535343-fe7d-4ae5-8fa9-9fafd205e455"
DATA: Final = "49535343-1e4d-4bd9-ba61-23c647249616"
COMMANDS: Final = "49535343-8841-43f4-a8d4-ecbe34729bb3"

PATIENCE_NS: Final = 6 * NS_PER_S
"""Without a heartbeat it falls silent. Assumed."""
TORN_EVERY: Final = 4
"""One weight of so many comes in two parts. Assumed."""
_IDENT: Final = b"012345678901234"
_TENTHS: Final = 1
_NEGATIVE: Final = 2
_MOST: Final = 0xFFFFFF


def message(kind: int, body: bytes) -> bytes:
    """Return the bytes of one message."""
    counted = bytes((len(body) + 1,)) + body
    sums = bytes((sum(counted[0::2]) & 0xFF, sum(counted[1::2]) & 0xFF))
    return b"\xef\xdd" + bytes((kind,)) + counted + sums


class Acaia(Device):
    """One device."""

    sensor = replace(KITCHEN_SCALE, every=16)
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify", "write"), b""),
                (COMMANDS, ("write", "write-without-response"), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        self.name = f"LUNAR-{int(self._rng.integers(0x100000, 0xFFFFFF)):06X}"
        self._known = False
        self._heard_ns = 0
        self._sent = 0

    def _met(self, at_ns: int) -> None:
        self._known, self._heard_ns = False, at_ns

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != COMMANDS or data[:2] != b"\xef\xdd" or len(data) < 6:
            return
        match data[2]:
            case 0x0B:
                self._known = data[3:-2] == _IDENT
            case 0x0C if self._known and self._start_ns is None:
                self._heard_ns = at_ns
                self._start(at_ns)
            case 0x00:
                self._heard_ns = at_ns
                settings = message(8, bytes((76, 2, 0, 1, 0, 1, 0, 0, 0)))
                self._send(at_ns, [(DATA, settings)])

    def _emit(self, t_ns: int, readings: Sequence[Reading]) -> None:
        if t_ns - self._heard_ns > PATIENCE_NS:
            self._stop()
        else:
            super()._emit(t_ns, readings)

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        tenths = round(readings[-1][1] * 10_000)
        body = b"\x05" + min(abs(tenths), _MOST).to_bytes(3, "little") + bytes(1)
        weight = message(0x0C, body + bytes((_TENTHS, _NEGATIVE if tenths < 0 else 0)))
        self._sent += 1
        if self._sent % TORN_EVERY:
            return ((DATA, weight),)
        return ((DATA, weight[:3]), (DATA, weight[3:]))
