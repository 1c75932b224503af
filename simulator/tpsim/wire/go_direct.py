"""A Vernier GDX-HD's side of the link; see `docs/protocols/go-direct.md`."""

import struct
from collections.abc import Sequence
from typing import Final

from tpsim.sensor import N_PER_KGF, SensorSpec
from tpsim.wire.device import Device, Frame, Reading

SERVICE: Final = "d91714ef-28b9-4f91-ba16-f0d9a604f112"
COMMAND: Final = "f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb"
RESPONSE: Final = "b41e6675-a329-40e0-aa01-44d2f444babe"

STATUS: Final = 0x10
START: Final = 0x18
STOP: Final = 0x19
BEGIN: Final = 0x1A
PERIOD: Final = 0x1B
DESCRIBE: Final = 0x50

FORCE: Final = 1
MOST_N: Final = 600.0
SHORTEST_US: Final = 10_000
BATTERY_PERCENT: Final = 85
PIECE: Final = 20

_WORKED: Final = b"\0"


def described(*, unit: str = "N", most: float = MOST_N) -> bytes:
    """Return what it says of its only channel."""
    return struct.pack(
        "<BBIBB60s32s3dIQIII", FORCE, 0, 7, 0, 0, b"Force", unit.encode(), 0.1, 0.0, most,
        SHORTEST_US, 1_000_000, 20_000, SHORTEST_US, 0,
    )  # fmt: skip


class GoDirect(Device):
    """One sensor."""

    sensor = SensorSpec(
        period_us=10_000.0, every=2, missing=0.0, range_kg=MOST_N / N_PER_KGF, noise_kg=0.02
    )
    per_packet = 5
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            ((COMMAND, ("write-without-response",), b""), (RESPONSE, ("notify",), b"")),
        ),
    )

    def _begin(self) -> None:
        self.name = "GDX-HD 151000C1"
        self.answers: dict[int, bytes] = {
            BEGIN: _WORKED,
            STATUS: bytes((0, 0, 1, 2, 0, 0, 1, 0, 0, 3, BATTERY_PERCENT, 0)),
            DESCRIBE: described(),
            PERIOD: _WORKED,
            START: _WORKED,
            STOP: _WORKED,
        }
        """To each command; a test may take one away, or change it."""
        self.heard: list[int] = []
        """Every command that came whole."""
        self._forget_all()

    def _forget_all(self) -> None:
        self._came = b""
        self._begun = False
        self._count = 0

    def _met(self, at_ns: int) -> None:
        self._forget_all()

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != COMMAND:
            return
        self._came += data
        if len(self._came) < 2 or len(self._came) < self._came[1]:
            return
        whole, self._came = self._came, b""
        if (sum(whole) - whole[3]) & 0xFF == whole[3]:
            self._obey(at_ns, op=whole[4], counter=whole[2])

    def _obey(self, at_ns: int, *, op: int, counter: int) -> None:
        self.heard.append(op)
        self._begun |= op == BEGIN
        answer = self.answers.get(op)
        if not self._begun or answer is None:
            return
        self._send(at_ns, self._pieces(0x98, bytes((op, counter)) + answer))
        if op == START and answer == _WORKED:
            self._start(at_ns)
        elif op == STOP:
            self._stop()

    def _pieces(self, first: int, rest: bytes) -> list[Frame]:
        self._count = (self._count - 1) & 0xFF
        whole = bytes((first, 4 + len(rest), self._count, 0)) + rest
        whole = whole[:3] + bytes((sum(whole) & 0xFF,)) + whole[4:]
        return [(RESPONSE, whole[at : at + PIECE]) for at in range(0, len(whole), PIECE)]

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        newtons = [kg * N_PER_KGF for _, kg in readings]
        head = struct.pack("<BHBB", 0x06, 1 << FORCE, len(newtons), 0)
        return self._pieces(0x20, head + struct.pack(f"<{len(newtons)}f", *newtons))

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        head = struct.pack("<BHBB", 0x06, 1 << FORCE, len(readings), 0)
        return self._pieces(0x20, head)[0]
