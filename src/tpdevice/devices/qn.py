"""QN and Renpho bathroom scales: their live frames, if they send any without being talked to.

The protocol is on the page `docs/protocols/qn.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Readings, Unusable, WireEvent, Write, sig

SERVICES: Final = (sig(0xFFE0), sig(0xFFF0))
DATA: Final = (sig(0xFFE1), sig(0xFFF1))
NAMES: Final = ("qn-scale", "renpho-scale", "seb-scale")

LIVE: Final = 0x10
ABOUT: Final = 0x12
_SHORT: Final = 11
_LONG: Final = 14
_KILOGRAM: Final = 1
_AT_DIVISOR: Final = 10

SPEC: Final = DriverSpec(
    key="qn",
    label="QN and Renpho scales (bathroom)",
    notify=DATA,
    raw_unit="kg",
    n_per_raw=N_PER_KGF,
    rate_hz=5.0,
    range_raw=200.0,  # Assumed.
    resolution_raw=0.05,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="openScale and its issue 291, ble-scale-sync",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    note="A bathroom scale: for a check weight of 10 kg or more, if it sends without its app.",
)


class Qn(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._divisor = 100

    def start(self) -> tuple[Write, ...]:
        """Return nothing: we only listen; what the scale said of itself is forgotten."""
        self._divisor = 100
        return ()

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: by its name, the services only help."""
        named = advert.name.lower().startswith(NAMES)
        served = any(service in advert.services for service in SERVICES)
        return Match.of(named=named, served=served)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel not in DATA:
            return (Ignored(f"channel {channel[:20]}"),)
        if len(data) < 4 or data[1] != len(data):
            raise FrameError(f"{len(data)} bytes long, not what it says", data)
        if sum(data[:-1]) & 0xFF != data[-1]:
            raise FrameError("its sum does not fit", data)
        if data[0] == LIVE:
            return self._live(data)
        if data[0] == ABOUT and len(data) > _AT_DIVISOR + 1:
            self._divisor = 100 if data[_AT_DIVISOR] == 1 else 10
        return (Ignored(f"a frame {data[0]:#04x}"),)

    def _live(self, data: bytes) -> tuple[WireEvent, ...]:
        if len(data) == _SHORT:
            return (Readings((int.from_bytes(data[3:5], "big") / self._divisor,), None),)
        if len(data) != _LONG:
            raise FrameError(f"a live frame of {len(data)} bytes", data)
        if data[3] != _KILOGRAM:
            return (Unusable("set the scale to kilograms"),)
        return (Readings((int.from_bytes(data[5:7], "big") / 10,), None),)
