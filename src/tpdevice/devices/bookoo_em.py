"""Bookoo Espresso Monitor, a pressure transducer, here in a sealed ball.

The protocol is on the page `docs/protocols/bookoo-em.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Battery, Ignored, Readings, WireEvent, Write, sig

SERVICE: Final = sig(0x0FFF)
CONTROL: Final = sig(0xFF01)
PRESSURE: Final = sig(0xFF02)

START: Final = bytes.fromhex("020c010000000f")
STOP: Final = bytes.fromhex("020c000000000e")

_HEAD: Final = b"\x02\x1b"
_BYTES: Final = 10

SPEC: Final = DriverSpec(
    key="bookoo-em",
    label="Bookoo Espresso Monitor in a ball",
    notify=(PRESSURE,),
    raw_unit="kPa",
    n_per_raw=None,
    rate_hz=10.0,
    range_raw=1600.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Bookoo's published protocol of the Espresso Monitor",
    verified_on_hardware=False,
    quantity=Quantity.PRESSURE,
    note="Shows the pressure in a ball in steps of 1 kPa, which is coarse: `tpdevice ball-map` "
    "finds out what force that is.",
)


class BookooEm(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is such a monitor's: by its name, surely with its service."""
        named = advert.name.lower().startswith("bookoo_em")
        served = SERVICE in advert.services
        return Match.of(named=named, served=served)

    def start(self) -> tuple[Write, ...]:
        """Return the write that starts the stream; to it, that is an extraction."""
        return (Write(CONTROL, START),)

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        return (Write(CONTROL, STOP),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != PRESSURE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != _BYTES or data[:2] != _HEAD:
            raise FrameError("no pressure of 10 bytes", data)
        # Hundredths of a bar are kilopascals.
        readings = Readings((float(int.from_bytes(data[4:6], "big")),), None)
        return (readings, Battery(percent=data[6])) if data[6] <= 100 else (readings,)
