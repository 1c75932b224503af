"""CTS500 and CTS-300 climbing scales: checksummed frames on a bare serial link.

The protocol is on the page `docs/protocols/cts500.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import (
    Advert,
    Battery,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
    sig,
)

SERVICE: Final = sig(0xFFE0)
DATA: Final = sig(0xFFE1)
COMMAND: Final = sig(0xFFE2)
NAMES: Final = frozenset({"CTS500", "CTS-300"})

START: Final = 0xAA
STOP: Final = 0xAB
BATTERY: Final = 0xC4
PEAK_MODE: Final = 0xCA
WRITABLE: Final = frozenset({START, STOP, BATTERY, PEAK_MODE})
"""Opcodes that may be sent at all, each followed by zeros: so peak mode can only be put off."""
OPCODES: Final = WRITABLE | frozenset(
    bytes.fromhex("81 82 83 84 85 86 a1 a2 a4 a6 a7 a9 c0 c1 c3 c5 c6 c7 d1 d2 d3 d4")
)
"""All that are known: one that is missing would have its echo taken for a weight."""

_HEAD: Final = 0x05
_REPLY: Final = 0x80
_ECHO_BYTES: Final = 6
_FRAME_BYTES: Final = 7
_BELOW_ZERO: Final = 0x80
_ANSWER_NS: Final = ns(0.5)
"""How long one command waits for its answer; some are never answered. Assumed."""

SPEC: Final = DriverSpec(
    key="cts500",
    label="CTS500 and CTS-300 climbing scales",
    notify=(DATA,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=80.0,
    range_raw=300.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=False,
    mode=Mode.PULL,
    certainty=Certainty.SINGLE,
    source="grip-connect, with notes from a scale that was tried; getagrip follows it",
    verified_on_hardware=False,
    note="Switch it on with nothing on it: below its own zero it shows nothing that can be used.",
)


def write(opcode: int) -> Write:
    """Return the write of one whitelisted opcode with zeros behind it."""
    if opcode not in WRITABLE:
        raise ValueError(f"opcode {opcode:#04x} must never be sent")
    body = bytes((_HEAD, opcode, 0, 0, 0))
    return Write(COMMAND, body + bytes((sum(body) & 0xFF,)))


class Cts500(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._begun = b""
        """A frame of which not all bytes have come."""
        self._to_ask: tuple[int, ...] = ()
        self._asked: int | None = None
        self._asked_ns: int | None = None

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: its service alone says nothing."""
        return Match.of(named=advert.name in NAMES, served=SERVICE in advert.services)

    def start(self) -> tuple[Write, ...]:
        """Put peak mode off; the battery and the start of the stream follow with the answers."""
        self._begun = b""
        self._to_ask = (PEAK_MODE, BATTERY, START)
        return self._next()

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream: else it goes on until the battery is empty."""
        self._to_ask = ()
        return (write(STOP),)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Return the next command once the last was answered, or will not be."""
        if not self._to_ask:
            return ()
        if self._asked is not None:
            if self._asked_ns is None:
                self._asked_ns = t_ns
            if t_ns - self._asked_ns < _ANSWER_NS:
                return ()
        return self._next()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        frames, lost = self._split(self._begun + data)
        events = _together([self._event(frame) for frame in frames])
        if not events and (lost or not data):
            raise FrameError("no frame with a sum that fits" if data else "empty", data)
        if lost:
            events.append(Malformed(f"{lost} bytes that are no frame"))
        return tuple(events) if events else (Ignored("the beginning of a frame"),)

    def _next(self) -> tuple[Write, ...]:
        opcode, *rest = self._to_ask
        self._to_ask = tuple(rest)
        self._asked, self._asked_ns = opcode, None
        return (write(opcode),)

    def _split(self, stream: bytes) -> tuple[list[bytes], int]:
        """Return whole frames and how many bytes were none; keep what may go on."""
        frames: list[bytes] = []
        at = lost = 0
        while at < len(stream):
            size = _size(stream[at : at + 2])
            if at + size > len(stream) and size:
                break
            if size and sum(stream[at : at + size - 1]) & 0xFF == stream[at + size - 1]:
                frames.append(stream[at : at + size])
                at += size
            else:
                at += 1
                lost += 1
        self._begun = stream[at:]
        return frames, lost

    def _event(self, frame: bytes) -> WireEvent:
        replies = frame[1] == _REPLY
        if replies or len(frame) == _ECHO_BYTES:
            opcode = frame[2] if replies else frame[1]
            if opcode == self._asked:
                self._asked = None
            if replies and opcode == BATTERY:
                return Battery(int.from_bytes(frame[4:6], "big") * 10)
            return Ignored(f"the answer to {opcode:#04x}")
        if self._to_ask:  # it may still be in peak mode
            return Ignored("a weight before the stream was started")
        if frame[2] & _BELOW_ZERO:
            return Unusable("switch it off and on with nothing on it")
        return Readings((int.from_bytes(frame[2:6], "big") / 100,), None)


def _together(events: list[WireEvent]) -> list[WireEvent]:
    """Return the events with all values of one notification in one, so that time is spread."""
    raw = [value for event in events if isinstance(event, Readings) for value in event.raw]
    found: list[WireEvent] = [Readings(tuple(raw), None)] if raw else []
    return found + [event for event in events if not isinstance(event, Readings)]


def _size(head: bytes) -> int:
    """Return how long a frame with this head is, or 0 if none begins so."""
    if head[0] != _HEAD:
        return 0
    return _ECHO_BYTES if len(head) > 1 and head[1] in OPCODES else _FRAME_BYTES
