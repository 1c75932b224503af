"""Felicita Arc, a kitchen scale that sends what it shows.

The protocol is on the page `docs/protocols/felicita.md`. The stream begins with the subscription;
nothing is ever written.
"""

import re
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Battery, Ignored, Readings, Unusable, WireEvent, sig

SERVICE: Final = sig(0xFFE0)
DATA: Final = sig(0xFFE1)

_SHOWN: Final = re.compile(rb"\x01\x02([+-])([0-9]{6})(..)....(.)..", re.DOTALL)
"""Sign, hundredths of a gram, unit, four bytes of no known meaning, battery, end of line."""
_GRAMS: Final = b"g"
_EMPTY: Final = 129
_FULL: Final = 158
"""What the battery reads. Source: an open client."""

SPEC: Final = DriverSpec(
    key="felicita",
    label="Felicita Arc scale",
    notify=(DATA,),
    raw_unit="g",
    n_per_raw=N_PER_KGF / 1000,
    rate_hz=10.0,
    range_raw=2000.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="Beanconqueror and other open clients; captures in an issue of AcaiaArduinoBLE",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Ends at about 20 N and may be damaged beyond, and shows force half a second late: for "
    "teaching, checking and light work.",
)


class Felicita(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: by its name, surely with its service."""
        named, served = "FELICITA" in advert.name.upper(), SERVICE in advert.services
        return Match.of(named=named, served=served)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        shown = _SHOWN.fullmatch(data)
        if shown is None:
            raise FrameError("not what this scale shows", data)
        sign, digits, unit, charge = shown.groups()
        share = (charge[0] - _EMPTY) / (_FULL - _EMPTY)
        battery = Battery(percent=min(max(round(100 * share), 0), 100))
        if unit.strip() != _GRAMS:
            return (Unusable("the scale shows another unit: switch it to grams"), battery)
        return (Readings((int(sign + digits) / 100,), None), battery)
