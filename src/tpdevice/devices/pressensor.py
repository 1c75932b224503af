"""Pressensor PRS, a pressure transducer for espresso machines, here in a sealed ball.

The protocol is on the page `docs/protocols/pressensor.md`. The stream begins with the subscription;
nothing is ever written, since what may be written sets its zero.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import About, Advert, Ignored, Readings, WireEvent, Write

SERVICE: Final = "873ae82a-4c5a-4342-b539-9d900bf7ebd0"
PRESSURE: Final = "873ae82b-4c5a-4342-b539-9d900bf7ebd0"

_MBAR_PER_KPA: Final = 10
_WARMER: Final = 10
"""A change of temperature worth a word, tenths of a degree. Chosen."""

SPEC: Final = DriverSpec(
    key="pressensor",
    label="Pressensor PRS in a ball",
    notify=(PRESSURE,),
    raw_unit="kPa",
    n_per_raw=None,
    rate_hz=10.0,
    range_raw=1600.0,
    resolution_raw=0.1,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="ha-pressensor, esphome-pressensor-component and Beanconqueror, open clients",
    verified_on_hardware=False,
    quantity=Quantity.PRESSURE,
    note="Shows the pressure in a ball: `tpdevice ball-map` finds out what force that is.",
)


class Pressensor(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._tenths_c: int | None = None
        """The temperature that was told last."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Pressensor's: by its own service, or its name."""
        if SERVICE in advert.services:
            return Match.SURE
        return Match.LIKELY if advert.name.startswith("PRS") else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return nothing: it streams once it is subscribed to."""
        self._tenths_c = None
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != PRESSURE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) not in (2, 4):
            raise FrameError(f"{len(data)} bytes long", data)
        mbar = int.from_bytes(data[:2], "big", signed=True)
        readings = Readings((mbar / _MBAR_PER_KPA,), None)
        return (readings,) if len(data) == 2 else (readings, *self._warm(data[2:]))

    def _warm(self, data: bytes) -> tuple[WireEvent, ...]:
        """Tell how warm it is in the ball, where that changed: it moves the pressure."""
        tenths_c, told = int.from_bytes(data, "big", signed=True), self._tenths_c
        if told is not None and abs(tenths_c - told) < _WARMER:
            return ()
        self._tenths_c = tenths_c
        return (About("temperature", f"{tenths_c / 10:.1f} °C"),)
