"""Bookoo's kitchen scales, Mini, Themis and their kin.

The protocol is on the page `docs/protocols/bookoo.md`. The stream begins with the subscription;
nothing is ever written.
"""

from functools import reduce
from operator import xor
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Battery, Ignored, Readings, WireEvent, sig

SERVICE: Final = sig(0x0FFE)
WEIGHT: Final = sig(0xFF11)

_NAME: Final = "bookoo_sc"
_HEAD: Final = bytes((0x03, 0x0B))
_BYTES: Final = 20
_UNITS: Final = (0, 1, 2)
"""Of the display; the value is grams by the maker's page."""
_SIGNS: Final = {0x2B: 1, 0x00: 1, 0x2D: -1}
"""`+`, which some leave out, and `-`."""

SPEC: Final = DriverSpec(
    key="bookoo",
    label="Bookoo Mini and Themis scales",
    notify=(WEIGHT,),
    raw_unit="g",
    n_per_raw=N_PER_KGF / 1000,
    rate_hz=10.0,
    range_raw=2000.0,
    resolution_raw=0.01,
    # Its milliseconds are those of the stopwatch on the display, which stands until started.
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Bookoo's published protocol of the Mini scale; aiobookoo and other open clients",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Ends at about 20 N and may be damaged beyond: for teaching, checking and light work. "
    "Set it to grams.",
)


class Bookoo(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: by its name, surely with its service."""
        named, served = advert.name.lower().startswith(_NAME), SERVICE in advert.services
        return Match.of(named=named, served=served)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != WEIGHT:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != _BYTES or data[:2] != _HEAD:
            raise FrameError("no weight of 20 bytes", data)
        if reduce(xor, data):  # the last byte is the exclusive or of the rest
            raise FrameError("its checksum is wrong", data)
        if data[5] not in _UNITS or data[6] not in _SIGNS:
            raise FrameError("of an unknown unit or sign", data)
        grams = _SIGNS[data[6]] * int.from_bytes(data[7:10], "big") / 100
        readings = Readings((grams,), None)
        return (readings, Battery(percent=data[13])) if data[13] <= 100 else (readings,)
