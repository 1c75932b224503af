"""Pressure in the words of Bluetooth SIG, of a sensor in a sealed ball or pad.

The protocol is on the page `docs/protocols/sig-pressure.md`. Weather stations speak like this as
well, so a person has to say that one is in a ball.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent, sig

SERVICE: Final = sig(0x181A)
PRESSURE: Final = sig(0x2A6D)

_PER_KPA: Final = 10_000
"""Steps of 0.1 Pa."""

SPEC: Final = DriverSpec(
    key="sig-pressure",
    label="SIG pressure in a ball",
    notify=(PRESSURE,),
    raw_unit="kPa",
    n_per_raw=None,
    rate_hz=1.0,
    range_raw=110.0,
    resolution_raw=0.001,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Bluetooth SIG, Environmental Sensing Service 1.0 and GATT Specification Supplement",
    verified_on_hardware=False,
    quantity=Quantity.PRESSURE,
    by_hand=True,
    note="Shows the pressure in a soft ball or pad, mostly once a second, which is too slow to be "
    "guided by: `tpdevice ball-map` finds out what force that is.",
)


class SigPressure(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say that a device with the environmental sensing service could be one."""
        return Match.GENERIC if SERVICE in advert.services else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != PRESSURE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != 4:
            raise FrameError(f"{len(data)} bytes long", data)
        return (Readings((int.from_bytes(data, "little") / _PER_KPA,), None),)
