"""The force characteristic of Bluetooth SIG, in whatever service it stands.

The protocol is on the page `docs/protocols/sig-force.md`.
"""

import struct
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.homemade import MOST_N, RATE
from tpdevice.core.options import chosen, number
from tpdevice.core.wire import Advert, Ignored, Readings, Unusable, WireEvent, sig

FORCE: Final = sig(0x2C07)
OPTIONS: Final = (
    number("range", "The most it can carry, N.", "196.133", low=1.0, high=MOST_N),
    RATE,
)
_UNKNOWN: Final = 0x7FFF_FFFF
"""In place of a force that the sensor does not know."""
_N_PER_RAW: Final = 0.001

SPEC: Final = DriverSpec(
    key="sig-force",
    label="SIG force characteristic 2C07",
    notify=(FORCE,),
    raw_unit="mN",
    n_per_raw=_N_PER_RAW,
    rate_hz=10.0,
    range_raw=196_133.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Bluetooth SIG, GATT Specification Supplement",
    verified_on_hardware=False,
    by_hand=True,
    note="Its service says nothing of who made it: range and rate are assumed until set up.",
)


class SigForce(Driver):
    """Decodes one connection."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        full_n = float(said["range"])
        self.spec = replace(SPEC, range_raw=full_n / _N_PER_RAW, rate_hz=float(said["rate"]))

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say no: a characteristic does not show in an advert."""
        return Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != FORCE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != 4:
            raise FrameError(f"{len(data)} bytes and not 4", data)
        (force_mn,) = struct.unpack("<i", data)
        if force_mn == _UNKNOWN:
            return (Unusable("the sensor does not know its force: is it calibrated"),)
        return (Readings((float(force_mn),), None),)
