"""Squegg squeeze ball: one number as text, which may be the strongest squeeze so far.

The protocol is on the page `docs/protocols/squegg.md`.
"""

import re
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Battery, Ignored, Readings, WireEvent, sig

SERVICE: Final = sig(0xFFB0)
DATA: Final = sig(0xFFB2)
NAMES: Final = ("Squegg_1", "weixin-nini")

_TEXT: Final = re.compile(rb"1(\d)[01](\d{0,4}(?:\.\d{0,6})?)\0*")
_MAX_FRAME: Final = 20
"""Bytes. Assumed: what the smallest link carries."""

SPEC: Final = DriverSpec(
    key="squegg",
    label="Squegg squeeze ball",
    notify=(DATA,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=5.0,  # Assumed.
    range_raw=100.0,  # Assumed.
    resolution_raw=0.001,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="squegg-sdk and Squegg_python_protocol",
    verified_on_hardware=False,
    sends=Sends.PEAKS,
    note="It may send the strongest squeeze and not the force now; set it to kilograms.",
)


class Squegg(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._battery = b""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Squegg's: by its name, the service only helps."""
        if advert.name == NAMES[1]:  # of another ball too
            return Match.LIKELY
        named = advert.name.startswith(NAMES[0])
        return Match.of(named=named, served=SERVICE in advert.services)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        text = _TEXT.fullmatch(data) if len(data) <= _MAX_FRAME else None
        if text is None or not text[2].strip(b"."):
            raise FrameError("no text of a Squegg", data)
        readings = Readings((float(text[2]),), None)
        if text[1] == self._battery:
            return (readings,)
        self._battery = text[1]
        return (Battery(percent=10 * (int(text[1]) + 1)), readings)
