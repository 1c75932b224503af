"""Climbro hangboard: a stream of bytes in which a marker says what follows.

The protocol is on the page `docs/protocols/climbro.md`. Nothing is ever written.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Battery, Ignored, Readings, WireEvent, Write

NAME: Final = "Climbro"
SERVICE: Final = "49535343-fe7d-4ae5-8fa9-9fafd205e455"
DATA: Final = "49535343-1e4d-4bd9-ba61-23c647249616"

_BATTERY_FOLLOWS: Final = 0xF0
_FORCE_FOLLOWS: Final = 0xF5
_ESCAPED: Final = 0xF6
_ESCAPED_VALUE: Final = 36
_EMPTY: Final = 112
_FULL: Final = 230

SPEC: Final = DriverSpec(
    key="climbro",
    label="Climbro hangboard",
    notify=(DATA,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=10.0,
    range_raw=200.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="grip-connect; getagrip follows it",
    verified_on_hardware=False,
    note="It measures in whole kilograms, 9.8 N, which is too coarse to be led by.",
)


class Climbro(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._follows: int | None = None
        """The last marker: what the bytes mean, also those of the next notification."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is the board's: its service alone says nothing."""
        return Match.of(named=advert.name.startswith(NAME), served=SERVICE in advert.services)

    def start(self) -> tuple[Write, ...]:
        """Return nothing: to subscribe starts it."""
        self._follows = None
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if not data:
            raise FrameError("empty", data)
        force, battery = self._sorted(data)
        events: list[WireEvent] = []
        if force:
            events.append(Readings(tuple(force), None))
        if battery:
            events.append(Battery(percent=_percent(battery[-1])))
        return tuple(events) or (Ignored("no value that a marker announced"),)

    def _sorted(self, data: bytes) -> tuple[list[float], list[int]]:
        """Return the values of force and of the battery, oldest first."""
        force: list[float] = []
        battery: list[int] = []
        for byte in data:
            value = _ESCAPED_VALUE if byte == _ESCAPED else byte
            if byte in (_BATTERY_FOLLOWS, _FORCE_FOLLOWS):
                self._follows = byte
            elif self._follows == _FORCE_FOLLOWS:
                force.append(float(value))
            elif self._follows == _BATTERY_FOLLOWS:
                battery.append(value)
        return force, battery


def _percent(value: int) -> int:
    return min(max(round((value - _EMPTY) * 100 / (_FULL - _EMPTY)), 0), 100)
