"""BTHome v2: mass or pressure in an advert's service data.

The protocol is on the page `docs/protocols/bthome.md`.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.homemade import RATE
from tpdevice.core.options import Option, choice, chosen
from tpdevice.core.units import KG_PER_LB, N_PER_KGF
from tpdevice.core.wire import (
    Advert,
    Battery,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
    service_channel,
    sig,
)

SERVICE: Final = sig(0xFCD2)
CHANNEL: Final = service_channel(SERVICE)
MASS, PRESSURE = "mass", "pressure"
OPTIONS: Final[tuple[Option, ...]] = (
    choice("measures", "What its force is told by.", MASS, PRESSURE),
    replace(RATE, default="1"),
)

_ENCRYPTED, _HAS_ADDRESS, _VERSION = 0x01, 0x02, 0x40
_PACKET, _BATTERY, _PRESSURE, _MASS_KG, _MASS_LB = 0x00, 0x01, 0x04, 0x06, 0x07
_SIZES: Final = {0x00: 1, 0x01: 1, 0x02: 2, 0x03: 2, 0x04: 3, 0x05: 3, 0x06: 2, 0x07: 2}
"""Bytes of each object up to those that are of use here; they come in the order of their ids."""
_KG: Final = {_MASS_KG: 0.01, _MASS_LB: 0.01 * KG_PER_LB}

SPEC: Final = DriverSpec(
    key="bthome",
    label="BTHome v2",
    notify=(CHANNEL,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,
    range_raw=655.35,
    resolution_raw=0.01,
    has_clock=False,
    advert_only=True,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="The published BTHome v2 format",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Most devices send seldom, to spare their battery; one of your own may send often.",
)
_OF_PRESSURE: Final = replace(
    SPEC,
    raw_unit="Pa",
    n_per_raw=None,
    range_raw=16_777_215.0,
    resolution_raw=1.0,
    quantity=Quantity.PRESSURE,
)


class Bthome(Driver):
    """Decodes the adverts of one device."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        self._measures = said["measures"]
        spec = SPEC if self._measures == MASS else _OF_PRESSURE
        self.spec = replace(spec, rate_hz=float(said["rate"]))
        self._packet: int | None = None

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say that it may be: likely with a mass in it; a pressure is mostly the weather's."""
        ids: set[int] = set()
        for uuid, data in advert.service_data:
            if uuid == SERVICE and data and data[0] & 0xE1 == _VERSION:
                ids.update(_objects(data)[0])
        if ids & _KG.keys():
            return Match.LIKELY
        return Match.GENERIC if _PRESSURE in ids else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return nothing: nobody is connected."""
        self._packet = None
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode the service data of one advert; see `Driver.receive`."""
        if channel != CHANNEL:
            return (Ignored(channel[:24]),)
        if not data or data[0] & 0xE0 != _VERSION:
            raise FrameError("not BTHome of version 2", data)
        if data[0] & _ENCRYPTED:
            return (Unusable("it is encrypted: switch that off on the device"),)
        found, cut = _objects(data)
        packet = _whole(found[_PACKET]) if _PACKET in found else None
        if packet is not None and packet == self._packet:
            return (Ignored(f"packet {packet} again"),)
        self._packet = packet
        events = (*self._readings(found),)
        if cut and not events:
            raise FrameError("cut short", data)
        if cut:
            return (*events, Malformed("cut short"))
        return events or (Ignored(f"no {self._measures}"),)

    def _readings(self, found: dict[int, bytes]) -> Iterator[WireEvent]:
        if _BATTERY in found and found[_BATTERY][0] <= 100:
            yield Battery(percent=found[_BATTERY][0])
        if self._measures == PRESSURE:
            if _PRESSURE in found:
                yield Readings((float(_whole(found[_PRESSURE])),), None)
            return
        for id_, kg in _KG.items():
            if id_ in found:
                yield Readings((_whole(found[id_]) * kg,), None)
                return


def _objects(data: bytes) -> tuple[dict[int, bytes], bool]:
    """Return the first of each whole object, and whether the last was cut short.

    An id that is not known ends the reading.
    """
    found: dict[int, bytes] = {}
    at = 7 if data[0] & _HAS_ADDRESS else 1
    while at < len(data) and (size := _SIZES.get(data[at])) is not None:
        value = data[at + 1 : at + 1 + size]
        if len(value) < size:
            return found, True
        found.setdefault(data[at], value)
        at += 1 + size
    return found, False


def _whole(value: bytes) -> int:
    return int.from_bytes(value, "little")
