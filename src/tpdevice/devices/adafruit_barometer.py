"""A barometer on an Adafruit board, here in a sealed ball or pad.

The protocol is on the page `docs/protocols/adafruit-barometer.md`. Once a second is what it does
unasked, so a shorter period is the one thing that is written.
"""

import struct
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import ns
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent, Write

SERVICE: Final = "adaf0800-c332-42a8-93bd-25e905756cb8"
PRESSURE: Final = "adaf0801-c332-42a8-93bd-25e905756cb8"
PERIOD: Final = "adaf0001-c332-42a8-93bd-25e905756cb8"
"""Every service of such a board has one of its own."""
COMPANY: Final = 0x0822

PERIOD_MS: Final = 50
"""Between two values, as we ask for it. Chosen: a barometer needs most of it for one."""
_SHORTEN: Final = PERIOD_MS.to_bytes(4, "little", signed=True)
_AGAIN_NS: Final = ns(2.0)
"""Until the period is asked for once more, where values stay away as long as before. Chosen."""
_HPA_PER_KPA: Final = 10
_SLOW_HZ: Final = 5

SPEC: Final = DriverSpec(
    key="adafruit-barometer",
    label="Adafruit barometer in a ball",
    notify=(PRESSURE,),
    raw_unit="kPa",
    n_per_raw=None,
    rate_hz=1000 / PERIOD_MS,
    range_raw=110.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Adafruit's published BLE protocols and its library for CircuitPython",
    verified_on_hardware=False,
    quantity=Quantity.PRESSURE,
    note="Shows the pressure in a soft ball or pad, and ends at about 9 kPa above the air's: "
    "`tpdevice ball-map` finds out what force that is.",
)


class AdafruitBarometer(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._asked_ns: int | None = None
        self._count = 0
        """Values since the period was asked for."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is one's: its own service is sure, the company is any board's."""
        if SERVICE in advert.services:
            return Match.SURE
        made = any(company == COMPANY for company, _ in advert.manufacturer)
        return Match.GENERIC if made else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Ask for a shorter period."""
        self._asked_ns, self._count = None, 0
        return (Write(PERIOD, _SHORTEN, service=SERVICE),)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Ask again for the shorter period as long as values come slowly."""
        if self._asked_ns is None:
            self._asked_ns, self._count = t_ns, 0
        if t_ns - self._asked_ns < _AGAIN_NS:
            return ()
        slow = self._count < _SLOW_HZ * _AGAIN_NS / ns(1.0)
        self._asked_ns, self._count = t_ns, 0
        return (Write(PERIOD, _SHORTEN, service=SERVICE),) if slow else ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != PRESSURE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != 4:
            raise FrameError(f"{len(data)} bytes long", data)
        self._count += 1
        (hpa,) = struct.unpack("<f", data)
        return (Readings((hpa / _HPA_PER_KPA,), None),)
