"""The sensor to build: packed samples with time, order and marks.

The protocol is on the page `docs/protocols/open-force.md`.
"""

import math
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.options import Option, Options, choice, chosen, number
from tpdevice.core.ticking import Ticking
from tpdevice.core.units import NS_PER_S
from tpdevice.core.wire import (
    About,
    Advert,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
)
from tpdevice.devices.open_force.frames import (
    FORCE,
    PRESSURE,
    STEPS,
    TROUBLES,
    Sample,
    info_of,
    packet_of,
)

SERVICES: Final = (
    "dbbbf301-7b16-4f29-ac59-6dbbbab91960",
    "dbbbf311-7b16-4f29-ac59-6dbbbab91960",
)
"""Of a load cell, and of a ball."""
STREAM: Final = "dbbbf302-7b16-4f29-ac59-6dbbbab91960"
CONTROL: Final = "dbbbf303-7b16-4f29-ac59-6dbbbab91960"
START, STOP, INFO = 0x01, 0x02, 0x03
WRITABLE: Final = frozenset({START, STOP, INFO})

OPTIONS: Final[tuple[Option, ...]] = (
    choice("measures", "What the board measures.", FORCE, PRESSURE),
    number("range", "The end of its range, N or Pa; blank: as it is sold.", "", low=1.0, high=1e6),
    number("rate", "Values a second.", "80", low=0.1, high=2000.0),
)
_AGAIN_NS: Final = NS_PER_S
"""Between two requests to start, until an answer or a packet comes. Chosen."""

SPEC: Final = DriverSpec(
    key="open-force",
    label="Open Force, the sensor to build",
    notify=(STREAM, CONTROL),
    raw_unit="mN",
    n_per_raw=0.001,
    rate_hz=80.0,
    range_raw=196_133.0,
    resolution_raw=1.0,
    has_clock=True,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="This project: docs/protocols/open-force.md and firmware/",
    verified_on_hardware=False,
)
_OF_PRESSURE: Final = replace(
    SPEC,
    raw_unit="0.1 Pa",
    n_per_raw=None,
    range_raw=1_250_000.0,
    quantity=Quantity.PRESSURE,
)


class OpenForce(Driver):
    """Decodes one connection."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        self._measures = said["measures"]
        spec = SPEC if self._measures == FORCE else _OF_PRESSURE
        full = float(said["range"]) * STEPS[self._measures] if said["range"] else spec.range_raw
        self.spec = replace(spec, range_raw=full, rate_hz=float(said["rate"]))
        self._clock = Ticking("us")
        self._last: tuple[int, int] | None = None
        """Sequence and time of the newest sample, as the board counts."""
        self._started = True
        self._asked_ns: int | None = None
        self._trouble = 0
        self._low = False

    @staticmethod
    def said_by(advert: Advert) -> Options:
        """Return what an advert says by its service: that the board measures a pressure."""
        return (("measures", PRESSURE),) if SERVICES[1] in advert.services else ()

    @staticmethod
    def said_of_itself(about: Mapping[str, str]) -> Options:
        """Return what a board's Info says of it."""
        low, _, high = about.get("range", "").partition(" to ")
        said = {"measures": about.get("measures", ""), "range": high if low else ""}
        return tuple([(name, value) for name, value in said.items() if value])

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert has one of the services; the name is the builder's to change."""
        ours = any(service in advert.services for service in SERVICES)
        return Match.SURE if ours else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Ask what the board is, then start its stream."""
        self._clock.begin()
        self._last = self._asked_ns = None
        self._started = False
        return (_write(INFO), _write(START))

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        return (_write(STOP),)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Return the request to start once more, while nothing answers it."""
        if self._started:
            return ()
        if self._asked_ns is None:
            self._asked_ns = t_ns
        if t_ns - self._asked_ns < _AGAIN_NS:
            return ()
        self._asked_ns = t_ns
        return (_write(START),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel == STREAM:
            return self._packet(data)
        if channel == CONTROL:
            return self._reply(data)
        return (Ignored(f"characteristic {channel[:8]}"),)

    def _packet(self, data: bytes) -> tuple[WireEvent, ...]:
        packet = packet_of(data)
        self._started = True
        if packet.measures != self._measures:
            return (Unusable(f"it measures {packet.measures}: set it up as such"),)
        last = self._last
        if last is not None and not packet.comes_after(last[1]):
            return (Ignored("late, or sent again"),)
        self._last = packet.last_sequence, packet.samples[-1].time_us
        lost = 0 if last is None else packet.lost_since(last[0])
        bad = [f"{lost} samples lost on the way"] if lost else []
        if packet.torn:
            bad.append("torn")
        return (*self._values(packet.samples), *map(Malformed, bad))

    def _values(self, samples: tuple[Sample, ...]) -> tuple[WireEvent, ...]:
        raw: list[float] = []
        us: list[int] = []
        jumps = unknown = 0
        for sample in samples:
            stamp = self._clock.us(sample.time_us)
            if sample.value is None:
                unknown += 1
            elif sample.jumps:
                jumps += 1  # one sample that cannot be believed; what is real comes again
            elif stamp is not None:
                raw.append(self._beyond(sample.value) if sample.at_end else float(sample.value))
                us.append(stamp)
        events = [Readings(tuple(raw), tuple(us), self._clock.epoch)] if raw else []
        return (*events, *_left_out(jumps, unknown, self._why(), alone=not raw))

    def _beyond(self, value: int) -> float:
        """Return a value beyond the range: where it ends, nobody knows how much it is."""
        return math.copysign(max(abs(value), self.spec.range_raw + 1), value)

    def _why(self) -> str:
        return TROUBLES.get(self._trouble, "the board does not know its value")

    def _reply(self, data: bytes) -> tuple[WireEvent, ...]:
        if len(data) < 2:
            raise FrameError("shorter than a reply", data)
        request, status = data[0], data[1]
        if status:
            return (Ignored(f"{request:#04x} was refused"),)
        if request == INFO:
            return self._info(data)
        if request == START:
            self._started = True
        return (Ignored(f"reply to {request:#04x}"),)

    def _info(self, data: bytes) -> tuple[WireEvent, ...]:
        info = info_of(data)
        events: list[WireEvent] = []
        if info.measures:
            events.append(About("measures", info.measures))
            events.append(About("range", f"{info.low:g} to {info.high:g}"))
            events.append(About("rate", f"{info.rate_hz:g}"))
        if info.battery_mv:
            events.append(Battery(info.battery_mv))
        if info.battery_low and not self._low:
            events.append(BatteryLow())
        if info.trouble and info.trouble != self._trouble:
            events.append(About("trouble", TROUBLES.get(info.trouble, f"number {info.trouble}")))
        self._low, self._trouble = info.battery_low, info.trouble
        return tuple(events)


def _write(opcode: int) -> Write:
    if opcode not in WRITABLE:
        raise ValueError(f"opcode {opcode:#04x} must never be sent")
    return Write(CONTROL, bytes((opcode,)))


def _left_out(jumps: int, unknown: int, why: str, *, alone: bool) -> tuple[WireEvent, ...]:
    """Return what is said of samples that were left out; `alone` if there were no others."""
    if unknown:
        return (Unusable(why),) if alone else (Malformed(f"{unknown} unknown"),)
    if jumps:
        loose = "its values jump: look at the wires"
        return (Unusable(loose),) if alone else (Malformed(f"{jumps} jumped"),)
    return ()
