"""A Tindeq Progressor's side of the link; see `docs/protocols/progressor.md`."""

import math
import struct
from collections.abc import Sequence
from typing import Final

from tpsim.faults import Fault
from tpsim.sensor import SensorSpec
from tpsim.wire import nonsense
from tpsim.wire.device import LONG_NS, Device, Frame, Reading

SERVICE: Final = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA: Final = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL: Final = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"

TARE: Final = 0x64
START: Final = 0x65
STOP: Final = 0x66
FIRMWARE: Final = 0x6B
ERROR_INFO: Final = 0x6C
SLEEP: Final = 0x6E
BATTERY: Final = 0x6F
DEVICE_ID: Final = 0x70
GET_CALIBRATION: Final = 0x72

REPLY_TAG: Final = 0
WEIGHT_TAG: Final = 1
LOW_POWER_TAG: Final = 4

_F32_MAX: Final = 3.4028234663852886e38
_U32: Final = 0xFFFFFFFF


def sample(kg: float, us: int) -> bytes:
    """Return the eight bytes of one sample; whatever is beyond a 32-bit float is cut to it."""
    if math.isfinite(kg):
        kg = min(max(kg, -_F32_MAX), _F32_MAX)
    return struct.pack("<fI", kg, us & _U32)


class Progressor(Device):
    """One device."""

    sensor = SensorSpec()
    first_after_ns = 45_000_000  # source: a recording begins at 53.4 ms
    advertised_uuids = (SERVICE,)
    services = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (CONTROL, ("write", "write-without-response"), b""),
            ),
        ),
    )

    def _begin(self) -> None:
        serial = int(self._rng.integers(1000, 9999))
        self.name = f"Progressor_{serial}"
        self._replies: dict[int, bytes] = {
            FIRMWARE: b"1.3.0-sim",
            BATTERY: self._battery_mv.to_bytes(4, "little"),
            DEVICE_ID: (0xC0DE0000 + serial).to_bytes(8, "little").rstrip(b"\0"),
            ERROR_INFO: b"",
            GET_CALIBRATION: struct.pack("<3f", 1.0, 0.0, 0.0),
        }
        wraps_us = None if self._wraps_after_s is None else round(self._wraps_after_s * 1e6)
        self._starts_us = 0 if wraps_us is None else (_U32 + 1 - wraps_us) & _U32
        self._first_us = self._starts_us
        self._from_ns = 0
        self._packet = struct.Struct("<BB" + "fI" * self._many)
        self._per_us = (1 + self._source.clock_ppm * 1e-6) / 1000

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        if channel != CONTROL:
            return
        opcode = data[0]
        reply = self._replies.get(opcode)
        if reply is not None:
            self._send(at_ns, [(DATA, bytes((REPLY_TAG, len(reply))) + reply)])
        elif opcode == START:
            self._start(at_ns)
        elif opcode == STOP:
            self._stop()
        elif opcode == TARE:
            self._tare_kg = self._last_kg
        elif opcode == SLEEP:
            self._sleep(at_ns)

    def _started(self, at_ns: int) -> None:
        self._from_ns = at_ns
        self._first_us = self._starts_us

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        from_ns, per_us, first_us = self._from_ns, self._per_us, self._first_us
        values: list[float | int] = []
        for t_ns, kg in readings:
            values.append(kg)
            values.append((int((t_ns - from_ns) * per_us) + first_us) & _U32)
        return ((DATA, self._packet.pack(WEIGHT_TAG, 4 * len(values), *values)),)

    def _emit(self, t_ns: int, readings: Sequence[Reading]) -> None:
        super()._emit(t_ns, readings)
        # Moved only between two packets, if it is to wrap.
        for window in self._faults.take(Fault.WRAP, t_ns + LONG_NS) if self._faults.windows else ():
            self._first_us = -int((window.start_ns - self._from_ns) * self._per_us) & _U32

    def _low_battery(self) -> Sequence[Frame]:
        return ((DATA, bytes((LOW_POWER_TAG, 0))),)

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        us = int((readings[-1][0] - self._from_ns) * self._per_us) + self._first_us
        return DATA, nonsense.useless(us & _U32, self._rng)

    def _torn(self, frame: Frame) -> Frame:
        return DATA, nonsense.torn(frame[1], self._rng)
