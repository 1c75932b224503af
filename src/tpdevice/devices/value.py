"""Binary numbers from a home-made sensor, in whatever characteristic.

The protocol is on the page `docs/protocols/value.md`.
"""

import struct
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.homemade import VALUE, described, sign
from tpdevice.core.options import Option, choice, chosen, uuid, whole
from tpdevice.core.wire import Advert, Ignored, Readings, WireEvent

SAMPLE_SERVICE: Final = "4fafc201-1fb5-459e-8fcc-c5c9c331914b"
"""Of the example sketch that most begin with; so anything may be behind it."""
SAMPLE: Final = "beb5483e-36e1-4688-b7f5-ea07361b26a8"
TYPES: Final = {"float32": "f", "int32": "i", "uint32": "I", "int16": "h", "uint16": "H"}
_ORDERS: Final = {"little": "<", "big": ">"}
_MOST: Final = 60
OPTIONS: Final[tuple[Option, ...]] = (
    uuid("characteristic", "Where its numbers come from.", SAMPLE),
    choice("type", "What kind of number it sends.", *TYPES),
    choice("endian", "Which byte of a number comes first.", *_ORDERS),
    whole("offset", "Bytes before the first number.", "0", low=0, high=240),
    whole("count", "Numbers in a packet.", "1", low=1, high=_MOST),
    whole("field", "Which of them is the force; 0: all, the oldest first.", "0", low=0, high=_MOST),
    *VALUE,
)

SPEC: Final = DriverSpec(
    key="value",
    label="Home-made sensor, binary numbers",
    notify=(SAMPLE,),
    raw_unit="counts",
    n_per_raw=None,
    rate_hz=10.0,
    range_raw=8_388_607.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.DOCUMENTED,
    source="Whoever wrote its sketch",
    verified_on_hardware=False,
    by_hand=True,
    note="What its numbers mean is what you said: check it against a known weight.",
)


class Value(Driver):
    """Decodes one connection."""

    options = OPTIONS

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        said = chosen(SPEC.key, OPTIONS, given or {})
        self._channel = said["characteristic"]
        self.spec = replace(described(SPEC, said), notify=(self._channel,))
        self._sign = sign(said)
        count, self._field = int(said["count"]), int(said["field"])
        if self._field > count:
            raise UsageError(
                f"value: field {self._field} of a packet of {count}.",
                hint="`count` says how many numbers a packet has.",
            )
        self._at = int(said["offset"])
        self._layout = _ORDERS[said["endian"]] + TYPES[said["type"]] * count
        self._needs = self._at + struct.calcsize(self._layout)

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say that it may be, if it has the service of the example."""
        return Match.GENERIC if SAMPLE_SERVICE in advert.services else Match.NO

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != self._channel:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) < self._needs:
            raise FrameError(f"{len(data)} bytes and not {self._needs}", data)
        values = struct.unpack_from(self._layout, data, self._at)
        some = values if self._field == 0 else values[self._field - 1 : self._field]
        return (Readings(tuple([self._sign * value for value in some]), None),)
