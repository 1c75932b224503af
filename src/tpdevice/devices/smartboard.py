"""SmartBoard Pro: counts of which nobody knows what they mean, until a known weight tells.

The protocol is on the page `docs/protocols/smartboard.md`.
"""

import struct
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent, sig

SERVICE: Final = sig(0x403D)
DATA: Final = sig(0x1583)
NAME: Final = "SMARTBOARD"
_MAX_FRAME: Final = 512
"""Bytes. Assumed: a Bluetooth LE attribute is never longer."""

SPEC: Final = DriverSpec(
    key="smartboard",
    label="SmartBoard Pro",
    notify=(DATA,),
    raw_unit="counts",
    n_per_raw=None,
    rate_hz=10.0,  # Assumed.
    range_raw=float((1 << 15) - 1),  # Assumed: what the bytes hold.
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.GUESS,
    source="grip-connect, which asks owners for help",
    verified_on_hardware=False,
    quantity=Quantity.COUNTS,
    by_hand=True,
    note="Hardly anything is known of it, not even how many sensors its numbers are of: set it up "
    "with a known weight, and it is read and logged.",
)


class SmartBoard(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert may be a SmartBoard's; a person has to say so all the same."""
        known = advert.name == NAME or SERVICE in advert.services
        return Match.GENERIC if known else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if not data or len(data) % 2 or len(data) > _MAX_FRAME:
            raise FrameError(f"{len(data)} bytes are no counts of two bytes", data)
        return (Readings(struct.unpack(f"<{len(data) // 2}h", data), None),)
