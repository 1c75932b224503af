"""What all simulated devices share: a stream of readings, a way out, and what goes wrong on it.

A kind of sensor is a subclass, written from its page in `docs/protocols/`. It says what is
advertised, what a write does, and which bytes some readings become.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Final, Protocol

import numpy as np

from tpsim.faults import NS_PER_S, OF_LINK, Fault, Faults
from tpsim.sensor import SensorSpec
from tpsim.wire.firmware import Firmware
from tpsim.wire.outbox import Outbox, WireOptions

REFUSE: Final = str(Fault.REFUSE)
LONG_NS: Final = 86_400 * NS_PER_S
_BASE_UUID: Final = "-0000-1000-8000-00805f9b34fb"

Reading = tuple[int, float]
"""When, ns, and the load, kg."""
Frame = tuple[str, bytes]
"""Characteristic, or the pseudo-channel of an advert, and bytes."""
Characteristic = tuple[str, tuple[str, ...], bytes]
Service = tuple[str, tuple[Characteristic, ...]]


def sig(number: int) -> str:
    """Return the 128-bit form of a 16-bit UUID."""
    return f"{number:08x}{_BASE_UUID}"


def battery(percent: int) -> Service:
    """Return the standard battery service, which can be read."""
    return (sig(0x180F), ((sig(0x2A19), ("read", "notify"), bytes((percent,))),))


class Source(Protocol):
    """Where the readings come from."""

    clock_ppm: float

    def readings(self, until_ns: int) -> list[Reading]:
        """Return (time, kg) of the samples since the last call, up to `until_ns`."""

    def due_ns(self, count: int) -> int:
        """Return when the last of the next `count` readings comes."""


class Device:
    """One device. Time is given with every call; bytes come back with the time they arrive."""

    sensor: ClassVar[SensorSpec]
    """Its instrument."""
    connectable: ClassVar[bool] = True
    """False: it only advertises; its frames are adverts, on pseudo-channels."""
    at_once: ClassVar[bool] = False
    """Whether the stream begins with the connection, without being asked for."""
    per_packet: ClassVar[int | None] = None
    """Samples in a packet; None: as the options say."""
    first_after_ns: ClassVar[int] = 0
    """No reading is sent earlier than this after a start."""
    advertised_uuids: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    buttons: Mapping[str, Callable[[], None]] = MappingProxyType({})
    """What somebody may press on the device itself, that its driver has to cope with."""
    name: str

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
        self._battery_mv, self._wraps_after_s = battery_mv, wraps_after_s
        self._many = self.per_packet or options.samples_per_packet
        self._start_ns: int | None = None
        self._chunk: list[Reading] = []
        self._outbox = Outbox(options, rng)
        self._firmware = Firmware(faults, rng)
        self._asleep_ns: int | None = None
        self._hangs_up_ns: int | None = None
        self._tare_kg = self._last_kg = 0.0
        self.started_ns: list[int] = []
        """When each stream was started: device time 0."""
        self._begin()
        if not self.connectable:
            self._start(0)

    # What a kind of sensor says for itself.

    def _begin(self) -> None:
        """Set the name, and whatever else a kind keeps."""
        raise NotImplementedError

    def _frames(self, readings: Sequence[Reading]) -> Sequence[Frame]:
        """Return what some readings become, oldest first; while streaming."""
        raise NotImplementedError

    def _written(self, at_ns: int, channel: str, data: bytes) -> None:
        """Do what a write asks for; what is unknown is ignored."""

    def _started(self, at_ns: int) -> None:
        """Take note that the stream begins."""

    def _met(self, at_ns: int) -> None:
        """Take note that somebody connected."""

    def _low_battery(self) -> Sequence[Frame]:
        """Return how the device warns that it will switch off, if it does."""
        return ()

    def _useless(self, readings: Sequence[Reading]) -> Frame:
        """Return a frame without a usable value, in place of some readings."""
        channel, data = self._frames(readings)[-1]
        return channel, data[: len(data) // 2]

    def _torn(self, frame: Frame) -> Frame:
        """Return a frame cut short, of which something may be whole."""
        return frame[0], frame[1][:-1]

    # The link.

    def on_connect(self, at_ns: int) -> None:
        """Begin anew."""
        self._forget(at_ns)
        self._met(at_ns)
        if self.at_once or not self.connectable:
            self._start(at_ns)

    def on_disconnect(self, at_ns: int) -> None:
        """Stop the stream and drop what was not sent."""
        self._forget(at_ns)

    def link_orders(self, until_ns: int) -> list[tuple[int, str, float]]:
        """Return what happens to the link by `until_ns`: (when, how, for how many seconds)."""
        orders = [
            (w.start_ns, str(fault), (w.end_ns - w.start_ns) / NS_PER_S)
            for fault in (OF_LINK if self._faults.windows else ())
            for w in self._faults.take(fault, until_ns)
        ]
        # Who refuses must first be called.
        orders += [(at_ns, str(Fault.VANISH), 0.0) for at_ns, how, _ in orders if how == REFUSE]
        if self._asleep_ns is not None and self._asleep_ns <= until_ns:
            orders.append((self._asleep_ns, "goodbye", LONG_NS / NS_PER_S))
            self._asleep_ns = None
        if self._hangs_up_ns is not None and self._hangs_up_ns <= until_ns:
            orders.append((self._hangs_up_ns, "goodbye", 0.0))
            self._hangs_up_ns = None
        return sorted(orders)

    def next_order_ns(self) -> int | None:
        """Return when the next link order is due."""
        times = [self._asleep_ns, self._hangs_up_ns]
        if self._faults.windows:
            times += map(self._faults.next_ns, OF_LINK)
        return min((t for t in times if t is not None), default=None)

    def on_write(self, at_ns: int, channel: str, data: bytes) -> None:
        """Take a write."""
        if data:
            self._written(at_ns, channel, data)

    # What it sends.

    def poll(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return the frames that arrive by `until_ns`: (when, characteristic, bytes)."""
        readings = self._source.readings(until_ns)
        if self._start_ns is not None and readings:
            self._stream(readings, self._start_ns + self.first_after_ns)
        if self._faults.windows:
            for window in self._faults.take(Fault.LOW_BATTERY, until_ns):
                self._send(window.start_ns, self._low_battery())
        return self._outbox.arrived(until_ns)

    def next_due_ns(self) -> int | None:
        """Return the earliest time at which a frame may arrive, or None."""
        next_ns = self._outbox.next_ns() or self._next_packet_ns()  # nothing overtakes what waits
        if not self._faults.windows:
            return next_ns
        times = (next_ns, self._faults.next_ns(Fault.LOW_BATTERY))
        return min((t for t in times if t is not None), default=None)

    def _next_packet_ns(self) -> int | None:
        if self._start_ns is None:
            return None
        return self._source.due_ns(self._many - len(self._chunk))

    def _start(self, at_ns: int) -> None:
        self._start_ns = at_ns
        self._chunk.clear()
        self.started_ns.append(at_ns)
        self._started(at_ns)

    def _stop(self) -> None:
        self._start_ns = None
        self._chunk.clear()

    def _sleep(self, at_ns: int) -> None:
        """Switch off, politely."""
        self._stop()
        self._asleep_ns = at_ns

    def _hang_up(self, at_ns: int) -> None:
        """End the connection then, unless told otherwise before; the device stays in reach."""
        self._hangs_up_ns = at_ns

    def _forget(self, at_ns: int) -> None:
        self._stop()
        self._firmware.forget()
        self._hangs_up_ns = None
        self._outbox.clear(at_ns)

    def _stream(self, readings: list[Reading], from_ns: int) -> None:
        chunk, many, tare_kg = self._chunk, self._many, self._tare_kg
        for t_ns, kg in readings:
            if t_ns < from_ns:
                continue
            chunk.append((t_ns, kg - tare_kg))
            if len(chunk) >= many:
                self._emit(t_ns, chunk)
                chunk.clear()
        self._last_kg = readings[-1][1]

    def _emit(self, t_ns: int, readings: Sequence[Reading]) -> None:
        faults = self._faults
        if not faults.windows:
            self._send(t_ns, self._frames(readings))
        elif faults.active(Fault.STALL, t_ns):
            pass
        elif faults.active(Fault.ONLY_NONSENSE, t_ns):
            self._send(t_ns, [self._useless(readings)])
        elif faults.active(Fault.NONSENSE, t_ns):
            self._send_amid_nonsense(t_ns, readings)
        else:
            self._send(t_ns, self._frames(readings))

    def _send_amid_nonsense(self, t_ns: int, readings: Sequence[Reading]) -> None:
        for frame in self._frames(readings):
            torn = self._rng.random() < TORN
            self._send(t_ns, [self._torn(frame) if torn else frame])
        if self._rng.random() < SHARE:
            self._send(t_ns, [self._useless(readings)])

    def _send(self, at_ns: int, frames: Sequence[Frame]) -> None:
        if not self._faults.windows:
            for channel, data in frames:
                self._outbox.send(at_ns, channel, data)
            return
        for channel, data in frames:
            for when_ns, where, what in self._firmware.sent(at_ns, channel, data):
                self._outbox.send_amid_faults(when_ns, where, what, faults=self._faults)


SHARE: Final = 0.25
"""Bad frames for each good one while they come. Assumed."""
TORN: Final = 0.08
"""Share of the good frames that come torn meanwhile. Assumed."""
