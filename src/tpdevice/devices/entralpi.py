"""Entralpi force plate: a load in two bytes, on whichever of two characteristics speaks.

The protocol is on the page `docs/protocols/entralpi.md`. Nothing is ever written.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Readings, Unusable, WireEvent, Write, sig

NAME: Final = "ENTRALPI"
SERVICES: Final = frozenset({sig(0xFFF0), sig(0x181D)})
PLATE: Final = sig(0xFFF4)
SCALE: Final = sig(0xFFF1)

_LOAD_BYTES: Final = 2
_BELOW_ZERO: Final = 0x80

SPEC: Final = DriverSpec(
    key="entralpi",
    label="Entralpi force plate",
    notify=(PLATE, SCALE),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=10.0,
    range_raw=150.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="grip-connect; getagrip follows it",
    verified_on_hardware=False,
    note="Switch it on with nothing on it: below its own zero it shows nothing that can be used.",
)


class Entralpi(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._plate_speaks = False

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is the plate's: its services alone say nothing."""
        served = SERVICES & set(advert.services)
        if advert.name == NAME:
            return Match.SURE if served else Match.LIKELY
        return Match.GENERIC if served == SERVICES else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return nothing: to subscribe starts it."""
        self._plate_speaks = False
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel not in SPEC.notify:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if channel == SCALE and self._plate_speaks:
            return (Ignored("the same on its other characteristic"),)
        if len(data) < _LOAD_BYTES:
            raise FrameError("shorter than a load", data)
        self._plate_speaks = channel == PLATE
        if data[0] & _BELOW_ZERO:
            return (Unusable("switch it off and on with nothing on it"),)
        return (Readings((int.from_bytes(data[:_LOAD_BYTES], "big") / 100,), None),)
