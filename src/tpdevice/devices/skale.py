"""Atomax Skale, a kitchen scale whose weight is a number and a power of ten.

The protocol is on the page `docs/protocols/skale.md`. Before it is connected, its adverts carry the
weight as well.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import (
    Advert,
    Ignored,
    Readings,
    WireEvent,
    Write,
    manufacturer_channel,
    sig,
)

SERVICE: Final = sig(0xFF08)
WEIGHT: Final = sig(0xEF81)
CONTROL: Final = sig(0xEF80)
COMPANY: Final = 0x81EF
"""The first two bytes of its adverts, read as a company's id; no company has it."""
ADVERT: Final = manufacturer_channel(COMPANY)

START: Final = (b"\xed", b"\xec", b"\x03")
"""Display on, show the weight, in grams. Tare would be 10."""

_APART_NS: Final = ns(0.05)
"""Between a command and the same again. Assumed: open clients leave 0.2 s."""
_EXPONENTS: Final = range(-4, 2)
_LEGACY_PER_G: Final = 2560
"""Of the older frames of four bytes."""

SPEC: Final = DriverSpec(
    key="skale",
    label="Atomax Skale scales",
    notify=(WEIGHT,),
    raw_unit="g",
    n_per_raw=N_PER_KGF / 1000,
    rate_hz=10.0,
    range_raw=2000.0,
    resolution_raw=0.1,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="Beanconqueror, de1app and other open clients; Theengs for the adverts",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Ends at about 20 N and may be damaged beyond: for teaching, checking and light work.",
)


class Skale(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._started_ns: int | None = None
        self._again = False

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Skale's: by its name, its service or a weight in it."""
        named = advert.name.lower().startswith("skale")
        served = SERVICE in advert.services
        weighed = any(c == COMPANY and len(data) == 4 for c, data in advert.manufacturer)
        if weighed and not named:
            return Match.LIKELY
        return Match.of(named=named, served=served or weighed)

    def start(self) -> tuple[Write, ...]:
        """Switch the display on, and to grams."""
        self._started_ns, self._again = None, True
        return tuple([Write(CONTROL, command) for command in START])

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Repeat what started the stream, once and not too soon."""
        if not self._again:
            return ()
        if self._started_ns is None:  # the start was at an unknown time before this
            self._started_ns = t_ns
            return ()
        if t_ns - self._started_ns < _APART_NS:
            return ()
        self._again = False
        return tuple([Write(CONTROL, command) for command in START])

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification, or an advert; see `Driver.receive`."""
        if channel == ADVERT and len(data) == 4:
            return (Readings((_grams(data, data),), None),)
        if channel not in (WEIGHT, ADVERT):
            return (Ignored(f"characteristic {channel[:8]}"),)
        if channel == WEIGHT and len(data) in (5, 9):
            return (Readings((_grams(data[1:5], data),), None),)
        if channel == WEIGHT and len(data) == 4:
            steps = int.from_bytes(data, "little", signed=True)
            return (Readings((steps / _LEGACY_PER_G,), None),)
        raise FrameError(f"{len(data)} bytes long", data)


def _grams(block: bytes, data: bytes) -> float:
    """Return the weight of a 24-bit number and the power of ten that it is to be taken with."""
    exponent = int.from_bytes(block[3:4], "little", signed=True)
    if exponent not in _EXPONENTS:
        raise FrameError(f"of ten to the power of {exponent}", data)
    number = int.from_bytes(block[:3], "little", signed=True)
    return number * 10.0**exponent if exponent >= 0 else number / 10**-exponent
