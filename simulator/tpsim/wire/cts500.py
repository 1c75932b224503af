"""A CTS500 climbing scale's side of the link; see `docs/protocols/cts500.md`."""

from collections.abc import Sequence
from typing import Final

from tpsim.sensor import SensorSpec
from tpsim.wire.device import Device, Frame, Reading, sig

SERVICE: Final = sig(0xFFE0)
DATA: Final = sig(0xFFE1)
COMMAND: Final = sig(0xFFE2)

START: Final = 0xAA
STOP: Final = 0xAB
ZERO: Final = 0x86
TARE: Final = 0xA6
VERSION: Final = 0xA4
BATTERY: Final = 0xC4
TEMPERATURE: Final = 0xC5
PEAK_MODE: Final = 0xCA

_HEAD: Final = 0x05
_REPLY: Final = 0x80
_WEIGHT: Final = 0x01
_MOST: Final = 0xFFFFFFFF


def framed(*body: int) -> bytes:
    """Return a frame: head, body and sum."""
    frame = bytes((_HEAD, *body))
    return frame + bytes((sum(frame) & 0xFF,))


class Cts500(Device):
    """One scale."""

    sensor = SensorSpec(
        period_us=12_500.0, missing=0.0, range_kg=300.0, quantum_kg=0.01, zero_kg=0.02
    )
    per_packet = 1
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (COMMAND, ("write", "write-without-response"), b""),
            ),
        ),
    )
    echoes = False
    """Whether it answers with the command itself, as some are said to."""

    def _begin(self) -> None:
        self.name = "CTS500"
        self.peak_mode = False
        self._peak_kg = 0.0
        self._sending = False
        """Kept over a lost link, and over switching it off."""
        volts = self._battery_mv // 10
        self._replies: dict[int, tuple[int, int, int]] = {
            VERSION: (0x20, 0x3A, 0x96),
            BATTERY: (0, volts >> 8, volts & 0xFF),
            TEMPERATURE: (0, 0, 21),
            PEAK_MODE: (0, 0, 0),
            STOP: (0, 0, 0),
        }

    def on_connect(self, at_ns: int) -> None:
        """Begin anew, but go on sending if it was never told to stop."""
        super().on_connect(at_ns)
        if self._sending:
            self._start(at_ns)

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != COMMAND or len(data) != 6 or data != framed(*data[1:5]):
            return
        opcode = data[1]
        if opcode == START:
            self._sending = True
            self._start(at_ns)
        elif opcode == STOP:
            self._sending = False
            self._stop()
        elif opcode == PEAK_MODE:
            self.peak_mode, self._peak_kg = data[4] == 1, 0.0
        elif opcode in (ZERO, TARE):
            self._tare_kg = self._last_kg
        self._answer(at_ns, data)

    def _answer(self, at_ns: int, command: bytes) -> None:
        opcode = command[1]
        if opcode == TARE:
            self._send(at_ns, [self._weight(0.0)])
        elif opcode in self._replies:
            reply = framed(_REPLY, opcode, *self._replies[opcode])
            asked = opcode in (VERSION, BATTERY, TEMPERATURE)
            self._send(at_ns, [(DATA, command if self.echoes and not asked else reply)])

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        return [self._weight(kg) for _, kg in readings]

    def _weight(self, kg: float) -> Frame:
        self._peak_kg = max(self._peak_kg, kg)
        shown = max(round((self._peak_kg if self.peak_mode else kg) * 100), 0)
        return DATA, framed(_WEIGHT, *min(shown, _MOST).to_bytes(4, "big"))
