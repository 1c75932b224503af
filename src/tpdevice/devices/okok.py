"""OKOK and other Chipsea bathroom scales, whose adverts hold the weight.

The protocol is on the page `docs/protocols/okok.md`.
"""

from functools import reduce
from operator import xor
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import KG_PER_LB, N_PER_KGF
from tpdevice.core.wire import (
    MANUFACTURER,
    Advert,
    Ignored,
    Readings,
    Unusable,
    WireEvent,
    manufacturer_channel,
)

C0: Final = 0xC0
"""Low byte of the company id; the high one counts."""
V20: Final = 0x20CA
VF0: Final = 0xF0FF
NAMES: Final = ("ADV", "Chipsea-BLE", "Yoda0", "Yoda1")

_DIVISORS: Final = {0: 10, 1: 1, 2: 100}
_PER_KG: Final = {0: 1.0, 1: 2.0, 2: 1 / KG_PER_LB}
"""How many of a unit are a kilogram, by its number: kilogram, jin, pound."""
_C0_LEAST: Final = 7
"""Some captures end there; whole ones have the address too."""
_C0_ADDRESS: Final = slice(7, 13)
_V20_LENGTH: Final = 19
_VF0_LENGTHS: Final = range(4, 19)

SPEC: Final = DriverSpec(
    key="okok",
    label="OKOK and Chipsea scales (bathroom)",
    notify=(
        *[manufacturer_channel(count << 8 | C0) for count in range(256)],
        manufacturer_channel(V20),
        manufacturer_channel(VF0),
    ),
    raw_unit="kg",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,  # Assumed.
    range_raw=200.0,  # Assumed.
    resolution_raw=0.05,
    has_clock=False,
    advert_only=True,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="openScale and an integration into Home Assistant, with users' captures",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    note="A bathroom scale: for a check weight of 10 kg or more, and nothing else.",
)


class Okok(Driver):
    """Decodes the adverts of one scale."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a scale's: by its address or a checksum, or its name."""
        found = [_match(company, data, advert.address) for company, data in advert.manufacturer]
        best = max(found, default=Match.NO)
        if best is Match.GENERIC and advert.name.startswith(NAMES):
            return Match.LIKELY
        return best

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one advert; see `Driver.receive`."""
        if channel not in SPEC.notify:
            return (Ignored(f"channel {channel[:20]}"),)
        kg = _kg(int(channel.removeprefix(MANUFACTURER), 16), data)
        return (Unusable("set the scale to kilograms") if kg is None else Readings((kg,), None),)


def _kg(company: int, data: bytes) -> float | None:
    """Return the weight that a company's data tell, or None where the unit is not known."""
    if company == V20:
        return _v20_kg(data)
    return _vf0_kg(data) if company == VF0 else _c0_kg(data)


def _c0_kg(data: bytes) -> float | None:
    if not _C0_LEAST <= len(data) <= _C0_ADDRESS.stop:
        raise FrameError(f"{len(data)} bytes long", data)
    divisor, per_kg = _DIVISORS.get(data[6] >> 1 & 3), _PER_KG.get(data[6] >> 3 & 3)
    if divisor is None or per_kg is None:
        return None
    return int.from_bytes(data[:2], "big") / divisor / per_kg


def _v20_kg(data: bytes) -> float:
    if len(data) != _V20_LENGTH:
        raise FrameError(f"{len(data)} bytes long, not {_V20_LENGTH}", data)
    if not _fits(data):
        raise FrameError("its checksum does not fit", data)
    return int.from_bytes(data[8:10], "big") / (100 if data[6] & 4 else 10)


def _vf0_kg(data: bytes) -> float:
    if len(data) not in _VF0_LENGTHS:
        raise FrameError(f"{len(data)} bytes long", data)
    return int.from_bytes(data[2:4], "little") / 10


def _fits(data: bytes) -> bool:
    return len(data) == _V20_LENGTH and reduce(xor, data[:12], 0x20) == data[12]


def _match(company: int, data: bytes, address: str) -> Match:
    if company & 0xFF == C0 and len(data) == _C0_ADDRESS.stop:
        own = data[_C0_ADDRESS].hex() == address.replace(":", "").lower()
        return Match.SURE if own else Match.GENERIC
    if company == V20:
        return Match.LIKELY if _fits(data) else Match.NO
    return Match.GENERIC if company == VF0 and len(data) in _VF0_LENGTHS else Match.NO
