"""Soehnle Shape scales: their frames, for what was captured; the scale itself is not asked.

The protocol is on the page `docs/protocols/soehnle.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent

SERVICE: Final = "352e3000-28e9-40b8-a361-6db4cca4147c"
DATA: Final = "352e3001-28e9-40b8-a361-6db4cca4147c"
NAMES: Final = ("Shape200", "Shape100", "Shape50", "Style100")

_WEIGHTS: Final = {(0x09, 15): slice(9, 11), (0x30, 9): slice(3, 5)}
"""Where the weight stands, by first byte and length."""

SPEC: Final = DriverSpec(
    key="soehnle",
    label="Soehnle Shape scales (bathroom)",
    notify=(DATA,),
    raw_unit="kg",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,  # Assumed.
    range_raw=200.0,  # Assumed.
    resolution_raw=0.1,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="openScale and its issue 487",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    by_hand=True,
    note="It hands out weighings when asked, which we do not: for reading captured frames.",
)


class Soehnle(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert may be such a scale's; a person has to say so all the same."""
        known = SERVICE in advert.services or advert.name.startswith(NAMES)
        return Match.GENERIC if known else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        at = _WEIGHTS.get((data[0], len(data))) if data else None
        if at is None:
            raise FrameError(f"of an unknown kind, {data[:1].hex()}, {len(data)} bytes", data)
        return (Readings((int.from_bytes(data[at], "big") / 10,), None),)
