"""The weight scale of Bluetooth SIG: a flagged measurement, or a bare weight.

The protocol is on the page `docs/protocols/sig-weight.md`.
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity, Sends
from tpdevice.core.errors import FrameError
from tpdevice.core.homemade import RATE
from tpdevice.core.options import Option, choice, chosen
from tpdevice.core.units import KG_PER_LB, N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Readings, Unusable, WireEvent, sig

SERVICE: Final = sig(0x181D)
MEASUREMENT: Final = sig(0x2A9D)
WEIGHT: Final = sig(0x2A98)
_SETTLED: Final = "settled"
OPTIONS: Final[tuple[Option, ...]] = (
    choice("sends", "Whether it sends a value only once it has settled, or all.", _SETTLED, "live"),
    replace(RATE, default="1"),
)

_POUNDS: Final = 0x01
_PARTS: Final = ((0x02, 7), (0x04, 1), (0x08, 4))
"""Flags with the bytes that follow for each: time, who it is, body mass index with height."""
_KNOWN: Final = 0x0F
_UNSUCCESSFUL: Final = 0xFFFF
_KG: Final = 0.005
_LB: Final = 0.01

SPEC: Final = DriverSpec(
    key="sig-weight",
    label="SIG weight scale 181D",
    notify=(MEASUREMENT, WEIGHT),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=1.0,
    range_raw=327.67,
    resolution_raw=0.005,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Bluetooth SIG, Weight Scale Service 1.0",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    sends=Sends.SETTLED,
    by_hand=True,
    note="Most scales send a value only once it has settled: good for a check, not for coaching.",
)


class SigWeight(Driver):
    """Decodes one connection."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        sends = Sends.SETTLED if said["sends"] == _SETTLED else Sends.LIVE
        self.spec = replace(SPEC, sends=sends, rate_hz=float(said["rate"]))

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say that it may be: scales with another layout advertise this service, too."""
        return Match.GENERIC if SERVICE in advert.services else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification or indication; see `Driver.receive`."""
        if channel == MEASUREMENT:
            return self._measured(data)
        if channel == WEIGHT:
            if len(data) != 2:
                raise FrameError(f"{len(data)} bytes and not 2", data)
            return _weighed(data, kg=_KG)
        return (Ignored(f"characteristic {channel[:8]}"),)

    def _measured(self, data: bytes) -> tuple[WireEvent, ...]:
        # Strictly as long as its flags say: one maker sends a layout of its own under this number.
        if not data or data[0] & ~_KNOWN:
            raise FrameError("flags that do not exist", data)
        flags = data[0]
        length = 3 + sum(size for flag, size in _PARTS if flags & flag)
        if len(data) != length:
            raise FrameError(f"{len(data)} bytes and not {length}", data)
        return _weighed(data[1:3], kg=_LB * KG_PER_LB if flags & _POUNDS else _KG)


def _weighed(data: bytes, *, kg: float) -> tuple[WireEvent, ...]:
    steps = int.from_bytes(data, "little")
    if steps == _UNSUCCESSFUL:
        return (Unusable("the scale could not measure: take the load off, then on again"),)
    return (Readings((steps * kg,), None),)
