"""TeraForce hand-held dynamometer: counts of its converter, on two makes with two scales.

The protocol is on the page `docs/protocols/teraforce.md`.
"""

import struct
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF, ns
from tpdevice.core.wire import About, Advert, Ignored, Readings, Unusable, WireEvent, Write, sig

SERVICES: Final = ("fc52fca0-55f8-4501-afd1-f32e33e8668d", sig(0xFCA0))
CONTROLS: Final = ("fc52fca1-55f8-4501-afd1-f32e33e8668d", sig(0xFCA1))
DATA: Final = "fc52fca2-55f8-4501-afd1-f32e33e8668d"
OLD_DATA: Final = sig(0xFCA2)
HARDWARE: Final = sig(0x2A27)

START: Final = 0x01
STOP: Final = 0x00
STAY_AWAKE: Final = 0x02
WRITABLE: Final = frozenset({START, STOP, STAY_AWAKE})
"""What may be sent at all: nothing else is known."""

STAY_AWAKE_NS: Final = ns(60.0)
"""Between two keep-alives. Source: the app; the device gives up after 2.5 minutes."""
SETTLE_NS: Final = ns(0.5)
"""After a start, before what it sends can be used. Source: the app."""

_N_PER_COUNT: Final = 45.0 * N_PER_KGF / 3800
"""Of hardware 2 and later."""
_COUNTS_PER_OLD_COUNT: Final = (8.65 / 235) / (45.0 / 3800)
_MAX_FRAME: Final = 512
"""Bytes. Assumed: a Bluetooth LE attribute is never longer."""

SPEC: Final = DriverSpec(
    key="teraforce",
    label="TeraForce dynamometer",
    notify=(DATA, OLD_DATA),
    raw_unit="counts of hardware 2",
    n_per_raw=_N_PER_COUNT,
    rate_hz=40.0,  # Assumed.
    range_raw=4000.0,  # Assumed: 45 kgf and some room for the zero.
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PUSH,
    certainty=Certainty.SINGLE,
    source="two web apps by one source",
    verified_on_hardware=False,
    read=(HARDWARE,),
    note="Two makes differ by a factor of three and are told apart by what the device says of "
    "itself: check it against a known weight.",
)


def writes(command: int) -> tuple[Write, ...]:
    """Return the writes of one whitelisted command, to both layouts: a device has one of them."""
    if command not in WRITABLE:
        raise ValueError(f"command {command:#04x} must never be sent")
    return tuple([Write(control, bytes((command,))) for control in CONTROLS])


class TeraForce(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._old: bool | None = None
        """Whether it says that it is of hardware 1; None before it says anything."""
        self._settling = False
        self._from_ns: int | None = None
        self._awake_ns: int | None = None

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a TeraForce's: by its own service, or its name."""
        if SERVICES[0] in advert.services:
            return Match.SURE
        named = advert.name in ("TeraForce", "Tera Force")
        if SERVICES[1] in advert.services:
            return Match.SURE if named else Match.GENERIC
        return Match.LIKELY if named else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Start the stream, and count from the next tick how long it settles."""
        self._settling = True
        self._from_ns = self._awake_ns = None
        return writes(START)

    def stop(self) -> tuple[Write, ...]:
        """Return the writes that end the stream."""
        return writes(STOP)

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Keep it awake, and see whether it has settled."""
        if self._from_ns is None or self._awake_ns is None:
            self._from_ns = self._awake_ns = t_ns
        if t_ns - self._from_ns >= SETTLE_NS:
            self._settling = False
        if t_ns - self._awake_ns < STAY_AWAKE_NS:
            return ()
        self._awake_ns = t_ns
        return writes(STAY_AWAKE)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification, or the hardware version; see `Driver.receive`."""
        if channel == HARDWARE:
            return self._hardware(data)
        if channel not in SPEC.notify:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if not data or len(data) % 2 or len(data) > _MAX_FRAME:
            raise FrameError(f"{len(data)} bytes are no counts of two bytes", data)
        if self._settling:
            return (Unusable("it settles for half a second after its start"),)
        counts: tuple[int, ...] = struct.unpack(f">{len(data) // 2}h", data)
        old = channel == OLD_DATA if self._old is None else self._old
        return (Readings(_as_hardware_2(counts) if old else counts, None),)

    def _hardware(self, data: bytes) -> tuple[WireEvent, ...]:
        version = data.decode("utf-8", "replace").strip("\0 ")[:16]
        self._old = version.startswith("1") if version else None
        return (About("hardware", version),) if version else ()


def _as_hardware_2(counts: tuple[int, ...]) -> tuple[float, ...]:
    return tuple([count * _COUNTS_PER_OLD_COUNT for count in counts])
