"""Tindeq Progressor and everything that speaks like it.

The protocol is on the page `docs/protocols/progressor.md`. Replies carry no opcode, so requests
are sent one at a time and the driver remembers the last.
"""

import struct
from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import N_PER_KGF
from tpdevice.core.wire import (
    About,
    Advert,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    WireEvent,
    Write,
)

SERVICE: Final = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA: Final = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL: Final = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"

START: Final = 0x65
STOP: Final = 0x66
FIRMWARE: Final = 0x6B
SLEEP: Final = 0x6E
BATTERY: Final = 0x6F
DEVICE_ID: Final = 0x70
WRITABLE: Final = frozenset({START, STOP, FIRMWARE, SLEEP, BATTERY, DEVICE_ID})
"""Opcodes that may be sent at all. 0x64 (tare) is ours to do, not the device's; 0x74 reads a table
on an original and wipes the calibration of a clone."""

_SAMPLE_BYTES: Final = 8
"""A float32 and the time, a uint32."""
_WRAP_US: Final = 1 << 32
_MAX_FRAME: Final = 512
"""Bytes. Assumed: a Bluetooth LE attribute is never longer."""

SPEC: Final = DriverSpec(
    key="progressor",
    label="Tindeq Progressor and clones",
    notify=(DATA,),
    raw_unit="kgf",
    n_per_raw=N_PER_KGF,
    rate_hz=80.0,
    range_raw=150.0,
    resolution_raw=0.05,
    has_clock=True,
    advert_only=False,
    mode=Mode.PULL,
    certainty=Certainty.DOCUMENTED,
    source="Tindeq's published Progressor API; clones: crimpdeq, hangman, diy_tindeq, mito",
    verified_on_hardware=False,
)


def write(opcode: int) -> Write:
    """Return the write of one whitelisted opcode."""
    if opcode not in WRITABLE:
        raise ValueError(f"opcode {opcode:#04x} must never be sent")
    return Write(CONTROL, bytes([opcode]))


class Progressor(Driver):
    """Decodes one connection."""

    spec = SPEC

    def __init__(self) -> None:
        self._asked: int | None = None
        self._last_us: int | None = None
        self._base_us = 0
        self._epoch = 0

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Progressor's: by its own service, or its name."""
        if SERVICE in advert.services:
            return Match.SURE
        return Match.LIKELY if advert.name.startswith("Progressor") else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Ask for the battery before the stream, as the maker advises, then start it."""
        self._asked = BATTERY
        self._last_us = None
        self._epoch += 1
        return (write(BATTERY), write(START))

    def requested(self, opcode: int) -> None:
        """Take note that `opcode` was the last request."""
        self._asked = opcode

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        return (write(STOP),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != DATA:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) < 2:
            raise FrameError("shorter than its two-byte head", data)
        if len(data) > _MAX_FRAME:
            raise FrameError(f"{len(data)} bytes long", data)
        tag, declared = data[0], data[1]
        payload = data[2:]
        match tag:
            case 1:
                return self._weights(payload, declared, data)
            case 0:
                return self._reply(payload[:declared])
            case 4:
                return (BatteryLow(),)
            case 2 | 3 | 5 | 6:
                # Results of the rate of force; a clone's calibration.
                return (Ignored(f"tag {tag}"),)
            case _:
                raise FrameError(f"of an unknown tag, {tag}", data)

    def _weights(self, payload: bytes, declared: int, data: bytes) -> tuple[WireEvent, ...]:
        count = min(len(payload), declared) // _SAMPLE_BYTES
        if count == 0:
            raise FrameError("no whole sample", data)
        usable = count * _SAMPLE_BYTES
        values = struct.unpack("<" + "fI" * count, payload[:usable])
        raw: tuple[float, ...] = values[::2]
        device_us = self._unwrapped(values[1::2])
        for i in range(len(device_us) - 1, 0, -1):
            if device_us[i] < device_us[i - 1]:  # the clock began anew inside this frame
                raw, device_us = raw[i:], device_us[i:]
                break
        readings = Readings(raw, device_us, self._epoch)
        # A clone of early 2025 fills every frame up to 14 bytes: 01 08 <8 bytes> 00 00 00 00.
        if usable != declared or any(payload[declared:]):
            return (readings, Malformed(f"says {declared} bytes, has {len(payload)}"))
        return (readings,)

    def _unwrapped(self, clock_us: tuple[int, ...]) -> tuple[int, ...]:
        """Continue the 32-bit counter: it wraps after 71 min 35 s and restarts with each start."""
        last_us, base_us = self._last_us, self._base_us
        if last_us is None:
            last_us = base_us = 0
        out = []
        for us in clock_us:
            if us < last_us:
                if last_us - us > _WRAP_US // 2:
                    base_us += _WRAP_US
                else:
                    base_us = 0
                    self._epoch += 1
            last_us = us
            out.append(base_us + us)
        self._last_us, self._base_us = last_us, base_us
        return tuple(out)

    def _reply(self, payload: bytes) -> tuple[WireEvent, ...]:
        asked, self._asked = self._asked, None
        match asked:
            case 0x6F if len(payload) >= 4:
                return (Battery(int.from_bytes(payload[:4], "little")),)
            case 0x6B:
                return (About("firmware", payload.decode("ascii", "replace")),)
            case 0x70:
                return (About("id", payload[::-1].hex()),)
            case None:
                return (Ignored("a reply to nothing we asked"),)
            case _:
                return (Ignored(f"reply to {asked:#04x}, {len(payload)} bytes"),)
