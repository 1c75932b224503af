"""Xiaomi's Mi Scale, version 1 and 2: a bathroom scale whose adverts hold the weight.

The protocol is on the page `docs/protocols/mi-scale.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import KG_PER_LB, N_PER_KGF
from tpdevice.core.wire import (
    Advert,
    Ignored,
    Readings,
    Unusable,
    WireEvent,
    service_channel,
    sig,
)

V1: Final = service_channel(sig(0x181D))
V2: Final = service_channel(sig(0x181B))
NAMES: Final = ("MI_SCALE", "MI SCALE2", "MIBCS", "MIBFS")

_LENGTHS: Final = {V1: 10, V2: 13}
_DATES: Final = {V1: 3, V2: 2}
_KG, _LB, _JIN = 200.0, 100 / KG_PER_LB, 200.0
"""Steps of the weight in a kilogram; a jin is half of one and has 100."""
_V2_UNITS: Final = {0x02: _KG, 0x06: _KG, 0x03: _LB}
_SETTLED, _TAKEN_OFF = 0x20, 0x80

SPEC: Final = DriverSpec(
    key="mi-scale",
    label="Mi Scale 1 and 2 (bathroom)",
    notify=(V1, V2),
    raw_unit="kg",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,  # Assumed.
    range_raw=150.0,  # Assumed: its label.
    resolution_raw=0.05,
    has_clock=False,
    advert_only=True,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="ble_monitor, theengs' decoder, openScale, and captured adverts",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    note="A bathroom scale: for a check weight of 10 kg or more, and nothing else.",
)


class MiScale(Driver):
    """Decodes the adverts of one scale."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Mi Scale's: by its name, its payload, or both."""
        named = advert.name.startswith(NAMES)
        channels = [(service_channel(uuid), data) for uuid, data in advert.service_data]
        if any(_is_ours(channel, data) for channel, data in channels):
            return Match.SURE if named else Match.LIKELY
        return Match.LIKELY if named else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one advert; see `Driver.receive`."""
        if channel not in _LENGTHS:
            return (Ignored(f"channel {channel[:16]}"),)
        if len(data) != _LENGTHS[channel]:
            raise FrameError(f"{len(data)} bytes long, not {_LENGTHS[channel]}", data)
        flags, per_kg, at = _first_version(data) if channel == V1 else _second_version(data)
        if per_kg is None:
            return (Unusable("set the scale to kilograms"),)
        if flags & _SETTLED and flags & _TAKEN_OFF:
            return (Unusable("the value is of before: put the load on again"),)
        steps = int.from_bytes(data[at : at + 2], "little")
        return (Readings((steps / per_kg,), None),)


def _first_version(data: bytes) -> tuple[int, float | None, int]:
    """Return the flags, how many steps are a kilogram, and where the weight stands."""
    if data[0] & 0x01:
        return (data[0], _LB, 1)
    return (data[0], _JIN if data[0] & 0x10 else _KG, 1)


def _second_version(data: bytes) -> tuple[int, float | None, int]:
    """Return the same of a payload of version 2."""
    return (data[1], _JIN if data[1] & 0x40 else _V2_UNITS.get(data[0]), 11)


def _is_ours(channel: str, data: bytes) -> bool:
    """Say whether a payload has the right length and a date where it should."""
    if len(data) != _LENGTHS.get(channel):
        return False
    at = _DATES[channel]
    year, month, day = int.from_bytes(data[at : at + 2], "little"), data[at + 2], data[at + 3]
    hour, minute, second = data[at + 4 : at + 7]
    plausible = 1970 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31
    return plausible and hour < 24 and minute < 60 and second < 60
