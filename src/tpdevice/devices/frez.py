"""Frez Dyno: nine counts of its converter in each packet, with a clock in milliseconds.

The protocol is on the page `docs/protocols/frez.md`.
"""

import struct
from itertools import pairwise
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent, Write

SERVICE: Final = "da8a6c41-154b-4b9a-9b00-2f84dfcebfe9"
DATA: Final = "da8a6c42-154b-4b9a-9b00-2f84dfcebfe9"
CONTROL: Final = "da8a6c43-154b-4b9a-9b00-2f84dfcebfe9"

START: Final = bytes.fromhex("0100")
STOP: Final = bytes.fromhex("0200")
WRITABLE: Final = frozenset({START, STOP})
"""What may be sent at all. FF 00 switches the instrument off."""

_HEAD: Final = bytes.fromhex("0100")
_SAMPLES: Final = struct.Struct("<" + "iI" * 9)
_LENGTH: Final = len(_HEAD) + _SAMPLES.size
_US_PER_MS: Final = 1000

SPEC: Final = DriverSpec(
    key="frez",
    label="Frez Dyno",
    notify=(DATA,),
    raw_unit="counts",
    n_per_raw=None,
    rate_hz=250.0,
    range_raw=float(1 << 23),  # Assumed: the 24 bits of a usual converter.
    resolution_raw=1.0,
    has_clock=True,
    advert_only=False,
    mode=Mode.PULL,
    certainty=Certainty.DOCUMENTED,
    source="the maker's developer protocol, version 1, as followed by grip-connect",
    verified_on_hardware=False,
    quantity=Quantity.COUNTS,
    note="It sends counts: a known weight makes them a force, the maker's server is not asked.",
)


def write(command: bytes) -> Write:
    """Return the write of one whitelisted command; the instrument acknowledges it."""
    if command not in WRITABLE:
        raise ValueError(f"command {command.hex()} must never be sent")
    return Write(CONTROL, command, response=True)


class Frez(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._last = b""
        self._last_ms = -1
        self._epoch = 0

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Frez Dyno's: by its own service, or its name."""
        if SERVICE in advert.services:
            return Match.SURE
        return Match.LIKELY if advert.name.startswith("FrezDyno-") else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Start the stream; its clock begins anew."""
        self._last, self._last_ms = b"", -1
        self._epoch += 1
        return (write(START),)

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        return (write(STOP),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) != _LENGTH:
            raise FrameError(f"{len(data)} bytes long, not {_LENGTH}: is the MTU below 77?", data)
        if not data.startswith(_HEAD):
            raise FrameError(f"of an unknown kind, {data[:2].hex()}", data)
        if data == self._last:
            raise FrameError("the same packet again", data)
        values = _SAMPLES.unpack_from(data, len(_HEAD))
        raw, clock_ms = values[::2], values[1::2]
        if any(later <= earlier for earlier, later in pairwise(clock_ms)):
            raise FrameError("its clock stands still or goes back", data)
        if clock_ms[0] <= self._last_ms:  # begun anew: the count itself lasts for 49 days
            self._epoch += 1
        self._last, self._last_ms = data, clock_ms[-1]
        return (Readings(raw, tuple([ms * _US_PER_MS for ms in clock_ms]), self._epoch),)
