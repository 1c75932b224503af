"""A simulated device and its driver, joined without a radio: a load goes in, readings come out."""

from collections.abc import Iterable
from contextlib import suppress

import numpy as np

from tpdevice.core.driver import Driver
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Readings, WireEvent, Write
from tpsim.faults import Faults
from tpsim.sensor import SensorSpec
from tpsim.wire import find
from tpsim.wire.device import Device
from tpsim.wire.outbox import WireOptions

S = 1_000_000_000
TICK_NS = 100_000_000


class Ramp:
    """A load that rises by so much a second, read as often as the instrument does."""

    clock_ppm = 0.0

    def __init__(self, spec: SensorSpec, *, kg_per_s: float) -> None:
        self.period_ns = round(spec.period_us * 1000) * spec.every
        self._kg_per_s = kg_per_s
        self._next = 1
        self.held_kg: float | None = None
        """A load that is kept from now on instead."""
        self.given: list[tuple[int, float]] = []
        """Everything that was read so far: when, ns, and how much, kg."""

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        out = []
        while self._next * self.period_ns <= until_ns:
            t_ns = self._next * self.period_ns
            rising_kg = self._kg_per_s * t_ns / S
            out.append((t_ns, rising_kg if self.held_kg is None else self.held_kg))
            self._next += 1
        self.given += out
        return out

    def due_ns(self, count: int) -> int:
        return (self._next + count - 1) * self.period_ns


class Joined:
    """One simulated device with its driver, on virtual time."""

    def __init__(self, key: str, decoder: Driver, *, kg_per_s: float = 0.5, per_packet: int = 1):
        _, kind = find(key)
        self.source = Ramp(kind.sensor, kg_per_s=kg_per_s)
        rng = np.random.default_rng(1)
        options = WireOptions(samples_per_packet=per_packet)
        self.device: Device = kind(self.source, Faults((), rng), options=options, rng=rng)
        self.decoder = decoder
        self.frames: list[tuple[int, str, bytes]] = []
        self.events: list[WireEvent] = []
        self.sent: list[bytes] = []
        self.bad = 0
        self.now_ns = 0
        self.deaf = False
        """Whether what is written gets lost."""

    def run(self, seconds: float) -> None:
        """Connect if nobody has, and let time pass as the program would, tick by tick."""
        if self.now_ns == 0:
            self.device.on_connect(0)
            self._write(self.decoder.start())
        end_ns = self.now_ns + round(seconds * S)
        while self.now_ns < end_ns:
            self.now_ns += TICK_NS
            for at_ns, channel, data in self.device.poll(self.now_ns):
                self.frames.append((at_ns, channel, data))
                self.bad += 1
                with suppress(FrameError):
                    self.events += self.decoder.receive(channel, data)
                    self.bad -= 1
            self._write(self.decoder.due(self.now_ns))

    def restart(self) -> None:
        """Start the stream anew, as a session does after a silence."""
        self._write(self.decoder.start())

    def _write(self, writes: Iterable[Write]) -> None:
        for each in writes:
            self.sent.append(each.data)
            if not self.deaf:
                self.device.on_write(self.now_ns, each.channel, each.data)

    @property
    def raw(self) -> list[float]:
        """Every raw value that was decoded."""
        return [raw for e in self.events if isinstance(e, Readings) for raw in e.raw]


def advert_of(joined: Joined) -> Advert:
    """Return what is heard of a device before anybody is connected."""
    device = joined.device
    frames = [] if device.connectable else [(c, d) for _, c, d in joined.frames]
    made = [(int(c[13:], 16), d) for c, d in frames if c.startswith("manufacturer/")]
    served = [(c[8:], d) for c, d in frames if c.startswith("service/")]
    return Advert(
        "C0:DE:00:00:00:01",
        device.name,
        tuple(device.advertised_uuids),
        tuple(made[-1:]),
        service_data=tuple(served[-1:]),
    )
