"""Acaia's kitchen scales: Lunar, Pearl, Pyxis and Cinco, by either of their two layouts.

The protocol is on the page `docs/protocols/acaia.md`. It is a stream of messages that may be split
over notifications or share one. A scale that is not asked again and again says nothing more.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode, Quantity
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import (
    Advert,
    Battery,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
    Write,
    sig,
)

SERVICE: Final = "49535343-fe7d-4ae5-8fa9-9fafd205e455"
DATA: Final = "49535343-1e4d-4bd9-ba61-23c647249616"
CONTROL: Final = "49535343-8841-43f4-a8d4-ecbe34729bb3"
OLD_SERVICE: Final = sig(0x1820)
OLD: Final = sig(0x2A80)
"""Data and control of the older scales."""

IDENT: Final = bytes.fromhex("efdd0b3031323334353637383930313233349a6d")
OLD_IDENT: Final = bytes.fromhex("efdd0b2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d683b")
SUBSCRIBE: Final = bytes.fromhex("efdd0c0900010102020503041506")
"""Weight, battery, timer, keys and settings. Tare would be `efdd04`."""
HEARTBEAT: Final = bytes.fromhex("efdd0002000200")

_BEAT_NS: Final = ns(3.0)
"""Between two heartbeats; open clients leave 1 to 5 s. Chosen."""
_NAMES: Final = ("ACAIA", "LUNAR", "PYXIS", "PROCH", "PEARL", "CINCO")
_MAGIC: Final = b"\xef\xdd"
_ASTRAY: Final = "not the beginning of a message"
_LONGEST: Final = 64
"""Length byte of the longest message that is waited for. Assumed: known ones have at most 20."""
_OUNCES: Final = 5

SPEC: Final = DriverSpec(
    key="acaia",
    label="Acaia scales",
    notify=(DATA, OLD),
    raw_unit="g",
    n_per_raw=N_PER_KGF / 1000,
    rate_hz=5.0,
    range_raw=2000.0,
    resolution_raw=0.1,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.AGREED,
    source="pyacaia, aioacaia, AcaiaArduinoBLE and other open clients; Acaia's kit for its rate",
    verified_on_hardware=False,
    quantity=Quantity.MASS,
    note="Ends at about 20 N, a Pyxis at 10 N, and may be damaged beyond: for teaching, checking "
    "and light work.",
)


class Acaia(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._waiting = b""
        self._ounces = False
        self._beat_ns: int | None = None
        self._heard = False
        """Whether a weight came since the last heartbeat."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is an Acaia's: by its name, surely with one of its services."""
        named = advert.name.upper().startswith(_NAMES)
        served = SERVICE in advert.services or OLD_SERVICE in advert.services
        return Match.of(named=named, served=served)

    def start(self) -> tuple[Write, ...]:
        """Say who we are and ask for weights, in both layouts: a scale has one of them."""
        self._waiting, self._ounces, self._beat_ns, self._heard = b"", False, None, True
        return _to(IDENT, SUBSCRIBE)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Keep the scale talking, and ask anew where it does not."""
        if self._beat_ns is None:
            self._beat_ns = t_ns
        if t_ns - self._beat_ns < _BEAT_NS:
            return ()
        self._beat_ns, heard, self._heard = t_ns, self._heard, False
        return _to(HEARTBEAT) if heard else _to(IDENT, SUBSCRIBE, HEARTBEAT)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification, and what the last ones left; see `Driver.receive`."""
        if channel not in (DATA, OLD):
            return (Ignored(f"characteristic {channel[:8]}"),)
        messages, self._waiting, wrong = _cut(self._waiting + data)
        events = [self._message(kind, body) for kind, body in messages]
        if wrong and not events:
            raise FrameError(wrong, data)
        return (*events, Malformed(wrong)) if wrong else tuple(events)

    def _message(self, kind: int, body: bytes) -> WireEvent:
        """Return what one message says; the length is not in its body."""
        match kind, list(body):  # bytes are no sequence to a pattern
            case 12, [5, *_]:
                return self._weight(body[1:])
            case 12, [11, _, _, 5, *_]:  # the reply to a heartbeat
                return self._weight(body[4:])
            case 12, [6, percent, *_] if percent <= 100:
                return Battery(percent=percent)
            case 8, [charge, unit, *_] if charge & 0x7F <= 100:
                self._ounces = unit == _OUNCES
                return Battery(percent=charge & 0x7F)
            case _:
                return Ignored(f"message {kind}")

    def _weight(self, block: bytes) -> WireEvent:
        self._heard = True
        if len(block) < 6 or not 1 <= block[4] <= 4:
            return Malformed("a weight of no known form")
        if self._ounces:
            return Unusable("the scale shows ounces: switch it to grams")
        # Three bytes, not two: at hundredths of a gram two would begin anew at 655.36 g.
        grams = int.from_bytes(block[:3], "little") / 10 ** block[4]
        return Readings((-grams if block[5] & 2 else grams,), None)


def _to(*commands: bytes) -> tuple[Write, ...]:
    """Return commands for both layouts, of which the older has an ident of its own."""
    older = [OLD_IDENT if command == IDENT else command for command in commands]
    return (
        *[Write(CONTROL, command) for command in commands],
        *[Write(OLD, command) for command in older],
    )


def _cut(stream: bytes) -> tuple[list[tuple[int, bytes]], bytes, str]:
    """Return the kind and body of each whole message, what is to wait, and what was wrong."""
    found: list[tuple[int, bytes]] = []
    wrong = ""
    while (at := stream.find(_MAGIC)) >= 0:
        if at:
            wrong = wrong or _ASTRAY
        stream = stream[at:]
        if len(stream) < 4:
            return found, stream, wrong
        size, end = stream[3], 5 + stream[3]
        if not 0 < size <= _LONGEST:
            wrong, stream = wrong or "of an impossible length", stream[2:]
        elif len(stream) < end:
            return found, stream, wrong
        elif _sums(stream[3 : end - 2]) != stream[end - 2 : end]:
            wrong, stream = wrong or "its checksum is wrong", stream[2:]
        else:
            found.append((stream[2], stream[4 : end - 2]))
            stream = stream[end:]
    rest = _MAGIC[:1] if stream.endswith(_MAGIC[:1]) else b""
    return found, rest, wrong or (_ASTRAY if len(stream) > len(rest) else "")


def _sums(body: bytes) -> bytes:
    """Return the sums of every other byte, modulo 256: the first, third, ..., then the rest."""
    return bytes((sum(body[::2]) & 0xFF, sum(body[1::2]) & 0xFF))
