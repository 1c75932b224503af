"""WH-C06 hanging scale: nobody connects to it, every reading is an advert.

The protocol is on the page `docs/protocols/wh-c06.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import (
    Advert,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
    manufacturer_channel,
)

COMPANY: Final = 0x0100
CHANNEL: Final = manufacturer_channel(COMPANY)
NAME: Final = "IF_B7"

_LENGTH: Final = 17
_HEAD: Final = b"\x02\x03\x11"
_NO_IMPEDANCE: Final = b"\x01\xf4"
"""Where a body scale of the same family has an impedance."""
_TYPE, _LOAD, _CONSTANT, _STATUS, _SUM = 9, 10, 12, 14, 16
_KILOGRAM: Final = 1

SPEC: Final = DriverSpec(
    key="wh-c06",
    label="WH-C06 hanging scale",
    notify=(CHANNEL,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=8.0,
    range_raw=300.0,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=True,
    mode=Mode.PULL,
    certainty=Certainty.AGREED,
    source="the maker's example handed on with Crane; grip-connect, Dyna, hangs-free, getagrip",
    verified_on_hardware=False,
    note="Set it to kilograms, with hold off; below its own zero it shows nothing.",
)


class WhC06(Driver):
    """Decodes the adverts of one scale."""

    spec = SPEC

    def __init__(self) -> None:
        self._last = b""
        self._rolls = False
        """Whether the counter was seen to change, so that the same payload is no new reading."""
        self._sums = True
        """Whether the last sum fitted, so that a scale without one is told of once."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a hanging scale's: by its payload, the name only helps."""
        named = advert.name == NAME
        for company, payload in advert.manufacturer:
            if company == COMPANY and _is_ours(payload):
                if payload[_CONSTANT:_STATUS] != _NO_IMPEDANCE:
                    return Match.GENERIC
                return Match.SURE if named else Match.LIKELY
        return Match.GENERIC if named else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return nothing: it advertises by itself; what was seen is forgotten."""
        self._last, self._rolls, self._sums = b"", False, True
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one advert; see `Driver.receive`."""
        if channel != CHANNEL:
            return (Ignored(f"channel {channel[:20]}"),)
        if not _is_ours(data):
            raise FrameError("of another kind of device", data)
        if why := _useless(data):
            return (Unusable(why),)
        if self._is_a_repeat(data):
            return (Ignored("the same advert again"),)
        readings = Readings((int.from_bytes(data[_LOAD:_CONSTANT], "big") / 100,), None)
        summed = self._sums
        self._sums = sum(data[_TYPE:_SUM]) & 0xFF == data[_SUM]
        if summed and not self._sums:
            return (readings, Malformed("its sum does not fit"))
        return (readings,)

    def _is_a_repeat(self, data: bytes) -> bool:
        """Say whether the radio only repeats what a scale that stopped measuring said last."""
        last, self._last = self._last, data
        if last and data[_STATUS + 1] != last[_STATUS + 1]:
            self._rolls = True
        return self._rolls and data == last


def _is_ours(payload: bytes) -> bool:
    return len(payload) == _LENGTH and payload.startswith(_HEAD)


def _useless(payload: bytes) -> str:
    """Return what a person can do where the value is no force now, or nothing."""
    if payload[_STATUS] >> 4:
        return "switch the scale's hold off"
    if payload[_STATUS] & 0x0F != _KILOGRAM or payload[_TYPE] != 1:
        return "set the scale to kilograms"
    return ""
