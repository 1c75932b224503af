"""Vernier Go Direct force sensors GDX-FOR and GDX-HD: newtons, once they were asked properly.

The protocol is on the page `docs/protocols/go-direct.md`. Commands go one at a time: each waits for
the answer to the one before.
"""

from collections.abc import Mapping
from math import inf
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.options import Option, choice, chosen
from tpdevice.core.units import ns
from tpdevice.core.wire import About, Advert, Battery, Ignored, Readings, Unusable, WireEvent, Write
from tpdevice.devices.go_direct import frames

SERVICE: Final = "d91714ef-28b9-4f91-ba16-f0d9a604f112"
COMMAND: Final = "f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb"
RESPONSE: Final = "b41e6675-a329-40e0-aa01-44d2f444babe"
NAMES: Final = ("GDX-FOR", "GDX-HD")
CHANNEL: Final = 1

BEGIN, STATUS, DESCRIBE, PERIOD, START, STOP = 0x1A, 0x10, 0x50, 0x1B, 0x18, 0x19
SEQUENCE: Final = (BEGIN, STATUS, DESCRIBE, PERIOD, START)
"""What is asked after connecting, in this order; a command that is sent again stays the same."""
_COUNTERS: Final = {op: 0xFE - i for i, op in enumerate((*SEQUENCE, STOP))}
_ANSWERS: Final = frozenset({*_COUNTERS, 0x51, 0x54, 0x55, 0x56})

PERIOD_US: Final = 20_000
RETRY_NS: Final = ns(0.3)
"""Without an answer. Chosen."""
_ATTEMPTS: Final = 2
"""For what the stream does not depend on. Chosen, so that a stream begins well within 2 s."""
_PIECE: Final = 20
"""Bytes in one write. Source: the maker's programs."""
_AT_BATTERY: Final = 16
_BELOW_ZERO_N: Final = -3.0
"""From here on it is loaded against the direction that was said. Chosen: what a hook weighs, and
what the sensor's own zero may be off by, is less."""

OPTIONS: Final[tuple[Option, ...]] = (
    choice("direction", "Whether its values go up or down when it is pressed.", "up", "down"),
)

SPEC: Final = DriverSpec(
    key="go-direct",
    label="Vernier Go Direct GDX-FOR and GDX-HD",
    notify=(RESPONSE,),
    raw_unit="N",
    n_per_raw=1.0,
    rate_hz=1e6 / PERIOD_US,
    range_raw=600.0,  # Of GDX-HD, by a review; the sensor says its own.
    resolution_raw=0.01,  # Assumed.
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="the maker's godirect-js, godirect-py and their issues; Scratch's extension",
    verified_on_hardware=False,
    note="Pressed at its bumper, GDX-FOR goes down: set its direction to down; its hook goes up.",
)


def writes(op: int, *, period_us: int = PERIOD_US) -> tuple[Write, ...]:
    """Return the writes of one whitelisted command, in pieces that fit any link."""
    rests = {
        BEGIN: bytes.fromhex("a54a06490748084709460a450b440c430d420e41"),
        STATUS: b"",
        DESCRIBE: bytes((CHANNEL,)),
        PERIOD: b"\xff\x00" + period_us.to_bytes(4, "little") + bytes(4),
        START: b"\xff\x01" + (1 << CHANNEL).to_bytes(4, "little") + bytes(8),
        STOP: b"\xff\x00" + b"\xff" * 4,
    }
    if op not in rests:
        raise ValueError(f"command {op:#04x} must never be sent")
    whole = frames.command(op, rests[op], counter=_COUNTERS[op])
    pieces = [whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE)]
    return tuple([Write(COMMAND, piece, response=False) for piece in pieces])


class GoDirect(Driver):
    """Decodes one connection."""

    spec = SPEC
    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        self._sign = -1.0 if said["direction"] == "down" else 1.0
        self._partial = b""
        self._step = len(SEQUENCE)
        """Which command is next, or waits for its answer; behind the last one there is none."""
        self._attempts = 0
        self._since_ns: int | None = None
        self._unit = ""
        self._most_n = inf
        self._period_us = PERIOD_US

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a sensor's: other kinds have the same service."""
        served = SERVICE in advert.services
        if advert.name.split(" ")[0] in NAMES:
            return Match.SURE if served else Match.LIKELY
        return Match.GENERIC if served and not advert.name else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Begin; what follows is sent when it is due."""
        self._partial, self._unit, self._most_n = b"", "", inf
        self._step, self._attempts, self._since_ns = 0, 1, None
        return writes(BEGIN)

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        self._step = len(SEQUENCE)
        return writes(STOP)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Send the next command, or one again that was not answered."""
        if self._step == len(SEQUENCE):
            return ()
        if self._attempts:
            if self._since_ns is None:
                self._since_ns = t_ns
            if t_ns - self._since_ns < RETRY_NS:
                return ()
            if self._attempts >= _ATTEMPTS and SEQUENCE[self._step] in (STATUS, DESCRIBE):
                self._go_on()
        self._attempts += 1
        self._since_ns = t_ns
        return writes(SEQUENCE[self._step], period_us=self._period_us)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != RESPONSE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        frame = self._joined(data)
        if frame is None:
            return (Ignored("a part of a frame"),)
        if frame[0] != frames.MEASUREMENT:
            return self._answered(frame)
        raw = frames.values(frame, CHANNEL)
        if not raw:
            return (Ignored(f"a measurement of type {frame[4]:#04x}, or of another channel"),)
        if self._unit not in ("", "N"):
            return (self._no_force(),)
        return (self._told([self._sign * value for value in raw]),)

    def _told(self, newtons: list[float]) -> WireEvent:
        if any(abs(value) >= self._most_n for value in newtons):
            return Unusable(f"press less: its range ends at {self._most_n:g} N")
        if any(value < _BELOW_ZERO_N for value in newtons):
            other = "up" if self._sign < 0 else "down"
            return Unusable(f"it goes the other way: set its direction to {other}")
        return Readings(tuple(newtons), None)

    def _joined(self, data: bytes) -> bytes | None:
        """Return a frame once it is whole; what cannot become one is dropped."""
        frame, self._partial = self._partial + data, b""
        if len(frame) > 1 and not frames.CONTENTS <= frame[1] >= len(frame):
            raise FrameError(f"{len(frame)} bytes of a frame of {frame[1]}", data)
        if len(frame) > 4 and not frames.is_known(frame, _ANSWERS):
            raise FrameError(f"of an unknown kind, {frame[4]:#04x}", data)
        if len(frame) > 1 and len(frame) == frame[1]:
            return frame
        self._partial = frame
        return None

    def _answered(self, frame: bytes) -> tuple[WireEvent, ...]:
        op, said = frame[4], frame[frames.CONTENTS :]
        if op == DESCRIBE:
            return self._described(frame)
        if op == START and said[:1] != b"\0":
            return (Ignored("it did not start"),)  # and is told again
        asked = self._took(op)
        if op == STATUS and len(frame) > _AT_BATTERY and frame[_AT_BATTERY] <= 100:
            return (Battery(percent=frame[_AT_BATTERY]),)
        if op == START and asked and not self._unit:
            return (About("channel", f"{CHANNEL}, taken for force: it did not say"),)
        return (Ignored(f"the answer to {op:#04x}"),)

    def _described(self, frame: bytes) -> tuple[WireEvent, ...]:
        told = frames.description(frame)
        if told.channel != CHANNEL:
            return (Ignored(f"a description of channel {told.channel}"),)
        self._took(DESCRIBE)
        self._unit = told.unit or "no unit"
        if self._unit != "N":
            self._step = len(SEQUENCE)
            return (self._no_force(),)
        most_n = max(abs(told.least), abs(told.most))
        if 0 < most_n < SPEC.range_raw:  # else its end is that of the kind
            self._most_n = most_n
        if told.shortest_us < 1_000_000:
            self._period_us = max(PERIOD_US, told.shortest_us)
        return (About("channel", f"{CHANNEL}, {told.name}"),)

    def _no_force(self) -> Unusable:
        return Unusable(f"its channel {CHANNEL} is in {self._unit}: it is no force sensor")

    def _took(self, op: int) -> bool:
        """Go on if that was the answer waited for, and say whether it was."""
        waited = self._step < len(SEQUENCE) and SEQUENCE[self._step] == op
        if waited:
            self._go_on()
        return waited

    def _go_on(self) -> None:
        self._step += 1
        self._attempts, self._since_ns = 0, None
