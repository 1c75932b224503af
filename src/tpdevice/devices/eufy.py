"""eufy P2 scales: their frames, for what was captured; the scale sends only to its own app.

The protocol is on the page `docs/protocols/eufy.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent, sig

DATA: Final = sig(0xFFF2)
NAMES: Final = ("eufy T9148", "eufy T9149")

_LENGTH: Final = 16
_FIRST: Final = 0xCF
_WEIGHT: Final = slice(6, 8)

SPEC: Final = DriverSpec(
    key="eufy",
    label="eufy P2 and P2 Pro (bathroom)",
    notify=(DATA,),
    raw_unit="kg",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,  # Assumed.
    range_raw=200.0,  # Assumed.
    resolution_raw=0.05,  # Assumed.
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="ble-scale-sync and its issue 289",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    by_hand=True,
    note="It sends only to its own app: for reading captured frames.",
)


class Eufy(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert may be such a scale's; a person has to say so all the same."""
        return Match.GENERIC if advert.name.startswith(NAMES) else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != _LENGTH or data[0] != _FIRST or data[2]:
            raise FrameError(f"no weight, {len(data)} bytes", data)
        return (Readings((int.from_bytes(data[_WEIGHT], "little") / 100,), None),)
