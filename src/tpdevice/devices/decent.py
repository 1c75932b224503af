"""Decent's kitchen scales, the Decent Scale and the Half Decent Scale.

The protocol is on the page `docs/protocols/decent.md`. The first of them drops commands now and
then, so what starts the stream is sent twice; the second hangs up on whoever says nothing.
"""

from functools import reduce
from operator import xor
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import (
    Advert,
    Battery,
    BatteryLow,
    Ignored,
    Readings,
    Unusable,
    WireEvent,
    Write,
    sig,
)

SERVICE: Final = sig(0xFFF0)
DATA: Final = sig(0xFFF4)
CONTROL: Final = sig(0x36F5)

LED_ON: Final = bytes.fromhex("030a0101000108")
"""Starts the stream; its sixth byte promises a heartbeat, so that the link to a program that was
killed does not keep the scale from the next."""
HEARTBEAT: Final = bytes.fromhex("030a03ffff000a")

_APART_NS: Final = ns(0.05)
"""Between a command and the same again. Source: the maker's page."""
_BEAT_NS: Final = ns(2.0)
"""Between two heartbeats, of which one must come within 5 s. Chosen."""
_LENGTHS: Final = (7, 10)
_WEIGHT_BYTES: Final = 4
"""Some firmware leaves the time that follows out of its checksum."""
_PATIENCE: Final = 10
"""Wrong checksums on end, after which they are no longer looked at: the first of these scales is
said to get them wrong. Chosen."""
_WEIGHTS: Final = (0xCE, 0xCA)
"""At rest, and changing."""
_ENDS: Final = (32767, -32768)
"""What is beyond them is sent as one of them."""

SPEC: Final = DriverSpec(
    key="decent",
    label="Decent and Half Decent scales",
    notify=(DATA,),
    raw_unit="g",
    n_per_raw=N_PER_KGF / 1000,
    rate_hz=10.0,
    range_raw=2000.0,
    resolution_raw=0.1,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Decent's published scale API and its open firmware",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Ends at about 20 N and may be damaged beyond: for teaching, checking and light work.",
)


class Decent(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._started_ns: int | None = None
        self._again = False
        self._beat_ns: int | None = None
        self._wrong = 0

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: by its name, surely with its service."""
        named = advert.name.lower().startswith("decent scale")
        served = SERVICE in advert.services
        return Match.of(named=named, served=served)

    def start(self) -> tuple[Write, ...]:
        """Switch the display on: it does not weigh before anything is written."""
        self._started_ns, self._again, self._wrong = None, True, 0
        return (Write(CONTROL, LED_ON),)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Repeat what started the stream, once and not too soon, and keep the link alive."""
        writes = []
        if self._again:
            if self._started_ns is None:  # the start was at an unknown time before this
                self._started_ns = t_ns
            elif t_ns - self._started_ns >= _APART_NS:
                self._again = False
                writes.append(Write(CONTROL, LED_ON))
        if self._beat_ns is None or t_ns - self._beat_ns >= _BEAT_NS:
            self._beat_ns = t_ns
            writes.append(Write(CONTROL, HEARTBEAT))
        return tuple(writes)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) not in _LENGTHS or data[0] != 0x03:
            raise FrameError("of no known shape", data)
        if data[1] in _WEIGHTS:
            return (self._weight(data),)
        if data[1] == 0x0A:  # its checksum: older firmware has a part of the version there
            percent = data[4]
            return (Battery(percent=percent),) if percent <= 100 else (Ignored("it is charging"),)
        if data[1] == 0x2A and 0x20 in data[2:4]:
            return (BatteryLow(),)
        return (Ignored(f"type {data[1]:#04x}"),)

    def _weight(self, data: bytes) -> WireEvent:
        if not self._right(data):
            raise FrameError("its checksum is wrong", data)
        tenths = int.from_bytes(data[2:4], "big", signed=True)
        if tenths in _ENDS:
            return Unusable("the scale is overloaded: take the load off")
        return Readings((tenths / 10,), None)

    def _right(self, data: bytes) -> bool:
        """Say whether a checksum fits in one of the ways in which they are made, or never does."""
        if self._wrong >= _PATIENCE:
            return True
        known = (reduce(xor, data[:-1]), reduce(xor, data[:_WEIGHT_BYTES]), 0)
        self._wrong = 0 if data[-1] in known else self._wrong + 1
        return self._wrong in (0, _PATIENCE)
