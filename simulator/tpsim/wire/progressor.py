"""A Tindeq Progressor's side of the link; see `docs/protocols/progressor.md`."""

import math
import struct
from typing import Final, Protocol

import numpy as np

from tpsim.scenarios import NS_PER_S, Fault, Faults
from tpsim.wire import nonsense
from tpsim.wire.outbox import Outbox, WireOptions

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

FIRST_STAMP_NS: Final = 45_000_000
"""Nothing is stamped earlier than this after a start. Source: a recording begins at 53.4 ms."""

_F32_MAX: Final = 3.4028234663852886e38
_U32: Final = 0xFFFFFFFF
_LONG_NS: Final = 86_400 * NS_PER_S


class Source(Protocol):
    """Where the readings come from."""

    clock_ppm: float

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        """Return (time, kg) of the samples since the last call, up to `until_ns`."""

    def due_ns(self, count: int) -> int:
        """Return when the last of the next `count` readings comes."""


def sample(kg: float, us: int) -> bytes:
    """Return the eight bytes of one sample; whatever is beyond a 32-bit float is cut to it."""
    if math.isfinite(kg):
        kg = min(max(kg, -_F32_MAX), _F32_MAX)
    return struct.pack("<fI", kg, us & _U32)


class Progressor:
    """One device. Time is given with every call; bytes come back with the time they arrive."""

    advertised_uuids: tuple[str, ...] = (SERVICE,)
    services: tuple[tuple[str, tuple[tuple[str, tuple[str, ...], bytes], ...]], ...] = (
        (
            SERVICE,
            (
                (DATA, ("notify",), b""),
                (CONTROL, ("write", "write-without-response"), b""),
            ),
        ),
    )

    def __init__(
        self,
        source: Source,
        faults: Faults,
        *,
        options: WireOptions,
        rng: np.random.Generator,
        battery_mv: int = 3950,
        wraps_after_s: float | None = None,
    ) -> None:
        self._source, self._faults, self._options, self._rng = source, faults, options, rng
        serial = int(rng.integers(1000, 9999))
        self.name = f"Progressor_{serial}"
        self._replies: dict[int, bytes] = {
            FIRMWARE: b"1.3.0-sim",
            BATTERY: battery_mv.to_bytes(4, "little"),
            DEVICE_ID: (0xC0DE0000 + serial).to_bytes(8, "little").rstrip(b"\0"),
            ERROR_INFO: b"",
            GET_CALIBRATION: struct.pack("<3f", 1.0, 0.0, 0.0),
        }
        wraps_us = None if wraps_after_s is None else round(wraps_after_s * 1e6)
        self._starts_us = 0 if wraps_us is None else (_U32 + 1 - wraps_us) & _U32
        self._first_us = self._starts_us
        n = options.samples_per_packet
        self._packet = struct.Struct("<BB" + "fI" * n)
        self._per_us = (1 + source.clock_ppm * 1e-6) / 1000
        self._start_ns: int | None = None
        self._values: list[float | int] = []
        self._outbox = Outbox(options, rng)
        self._asleep_ns: int | None = None
        self._tare_kg = self._last_kg = 0.0
        self.started_ns: list[int] = []
        """When each stream was started: device time 0, or the counter's first value."""

    # The link.

    def on_connect(self, at_ns: int) -> None:
        """Begin anew, not streaming."""
        self._forget(at_ns)

    def on_disconnect(self, at_ns: int) -> None:
        """Stop the stream and drop what was not sent."""
        self._forget(at_ns)

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        """Return what happens to the link by `until_ns`: (when, how, for how many seconds)."""
        orders = [
            (w.start_ns, "vanish", (w.end_ns - w.start_ns) / NS_PER_S)
            for w in self._faults.take(Fault.VANISH, until_ns)
        ]
        if self._asleep_ns is not None and self._asleep_ns <= until_ns:
            orders.append((self._asleep_ns, "goodbye", _LONG_NS / NS_PER_S))
            self._asleep_ns = None
        return sorted(orders)

    def next_order_ns(self) -> int | None:
        """Return when the next link order is due."""
        if not self._faults.windows:
            return self._asleep_ns
        times = [self._faults.next_ns(Fault.VANISH), self._asleep_ns]
        return min((t for t in times if t is not None), default=None)

    # What is written to it.

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Take a write; what is unknown is ignored, as an original does."""
        if channel != CONTROL or not data:
            return
        opcode = data[0]
        reply = self._replies.get(opcode)
        if reply is not None:
            self._send(at_ns, bytes((REPLY_TAG, len(reply))) + reply)
        elif opcode == START:
            self._start(at_ns)
        elif opcode == STOP:
            self._stop()
        elif opcode == TARE:
            self._tare_kg = self._last_kg
        elif opcode == SLEEP:
            self._stop()
            self._asleep_ns = at_ns

    # What it sends.

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return the notifications that arrive by `until_ns`: (when, characteristic, bytes)."""
        readings = self._source.readings(until_ns)
        if self._start_ns is not None and readings:
            self._stream(readings, self._start_ns)
        if self._faults.windows:
            for window in self._faults.take(Fault.LOW_BATTERY, until_ns):
                self._send(window.start_ns, bytes((LOW_POWER_TAG, 0)))
        return self._outbox.arrived(until_ns)

    def next_due_ns(self) -> int | None:
        """Return the earliest time at which a notification may arrive, or None."""
        next_ns = self._outbox.next_ns() or self._next_packet_ns()  # nothing overtakes what waits
        if not self._faults.windows:
            return next_ns
        times = (next_ns, self._faults.next_ns(Fault.LOW_BATTERY))
        return min((t for t in times if t is not None), default=None)

    def _next_packet_ns(self) -> int | None:
        if self._start_ns is None:
            return None
        return self._source.due_ns(self._options.samples_per_packet - len(self._values) // 2)

    def _start(self, at_ns: int) -> None:
        self._start_ns = at_ns
        self._first_us = self._starts_us
        self._values.clear()
        self.started_ns.append(at_ns)

    def _stop(self) -> None:
        self._start_ns = None
        self._values.clear()

    def _forget(self, at_ns: int) -> None:
        self._stop()
        self._outbox.clear(at_ns)

    def _stream(self, readings: list[tuple[int, float]], start_ns: int) -> None:
        values, full = self._values, 2 * self._options.samples_per_packet
        from_ns, per_us, first_us = start_ns + FIRST_STAMP_NS, self._per_us, self._first_us
        tare_kg = self._tare_kg
        for t_ns, kg in readings:
            if t_ns < from_ns:
                continue
            values.append(kg - tare_kg)
            values.append((int((t_ns - start_ns) * per_us) + first_us) & _U32)
            if len(values) >= full:
                self._send_weights(t_ns)
                if self._faults.windows:
                    first_us = self._moved_up(t_ns, start_ns)
        self._last_kg = readings[-1][1]

    def _moved_up(self, t_ns: int, start_ns: int) -> int:
        """Return the counter's first value, moved if it is to wrap; only between two packets."""
        for window in self._faults.take(Fault.WRAP, t_ns + _LONG_NS):
            self._first_us = -int((window.start_ns - start_ns) * self._per_us) & _U32
        return self._first_us

    def _send_weights(self, t_ns: int) -> None:
        values = self._values
        if not self._faults.windows:
            self._send(t_ns, self._packet.pack(WEIGHT_TAG, 4 * len(values), *values))
        elif not self._faults.active(Fault.STALL, t_ns):
            self._send_amid_faults(t_ns, self._packet.pack(WEIGHT_TAG, 4 * len(values), *values))
        values.clear()

    def _send_amid_faults(self, t_ns: int, packet: bytes) -> None:
        us = int(self._values[-1])
        if self._faults.active(Fault.ONLY_NONSENSE, t_ns):
            self._send(t_ns, nonsense.useless(us, self._rng))
            return
        if not self._faults.active(Fault.NONSENSE, t_ns):
            self._send(t_ns, packet)
            return
        torn = self._rng.random() < nonsense.TORN
        self._send(t_ns, nonsense.torn(packet, self._rng) if torn else packet)
        if self._rng.random() < nonsense.SHARE:
            self._send(t_ns, nonsense.useless(us, self._rng))

    def _send(self, at_ns: int, data: bytes) -> None:
        self._outbox.send(at_ns, DATA, data)
