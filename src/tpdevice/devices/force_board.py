"""PitchSix Force Board: whole pounds, several to a packet, without a clock.

The protocol is on the page `docs/protocols/force-board.md`.
"""

from typing import Final

from tpdevice.core.driver import Certainty, Driver, DriverSpec, Match, Mode
from tpdevice.core.errors import FrameError
from tpdevice.core.units import KG_PER_LB, N_PER_KGF
from tpdevice.core.wire import Advert, Ignored, Malformed, Readings, WireEvent, Write

NAME: Final = "Force Board"
FORCE_SERVICE: Final = "9a88d67f-8df2-4afe-9e0d-c2bbbe773dd0"
FORCE: Final = "9a88d682-8df2-4afe-9e0d-c2bbbe773dd0"
MODE_SERVICE: Final = "467a8516-6e39-11eb-9439-0242ac130002"
MODE: Final = "467a8517-6e39-11eb-9439-0242ac130002"

STREAM: Final = 0x04
IDLE: Final = 0x07
WRITABLE: Final = frozenset({STREAM, IDLE})
"""Modes that may be set at all. 0x05 is the board's own tare; in 0x06 it falls silent below a
threshold."""

_COUNT_BYTES: Final = 2
_SAMPLE_BYTES: Final = 3
_FIRST_BYTE_LB: Final = 32_768
"""Not 65536."""

SPEC: Final = DriverSpec(
    key="force-board",
    label="PitchSix Force Board",
    notify=(FORCE,),
    raw_unit="lbf",
    n_per_raw=KG_PER_LB * N_PER_KGF,
    rate_hz=80.0,
    range_raw=1_000.0,
    resolution_raw=1.0,
    has_clock=False,
    advert_only=False,
    mode=Mode.PULL,
    certainty=Certainty.SINGLE,
    source="PitchSix's Force Board Public API for the services, grip-connect for the packet",
    verified_on_hardware=False,
    note="It measures in whole pounds, 4.4 N: too coarse to be led by, except for strong force.",
)


def write(mode: int) -> Write:
    """Return the write of one whitelisted mode."""
    if mode not in WRITABLE:
        raise ValueError(f"mode {mode:#04x} must never be set")
    return Write(MODE, bytes((mode,)))


class ForceBoard(Driver):
    """Decodes one connection."""

    spec = SPEC

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say whether this advert is a Force Board's: by a service of its own, or its name."""
        if {FORCE_SERVICE, MODE_SERVICE} & set(advert.services):
            return Match.SURE
        return Match.LIKELY if advert.name == NAME else Match.NO

    def start(self) -> tuple[Write, ...]:
        """Return the write that starts the stream."""
        return (write(STREAM),)

    def stop(self) -> tuple[Write, ...]:
        """Return the write that ends the stream."""
        return (write(IDLE),)

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification; see `Driver.receive`."""
        if channel != FORCE:
            return (Ignored(f"characteristic {channel[:8]}"),)
        if len(data) < _COUNT_BYTES:
            raise FrameError("shorter than its count", data)
        declared = int.from_bytes(data[:_COUNT_BYTES], "big")
        body = data[_COUNT_BYTES:]
        count = min(declared, len(body) // _SAMPLE_BYTES)
        if count == 0:
            if body:
                raise FrameError("no whole sample", data)
            return (Ignored("no samples"),)
        starts = range(0, count * _SAMPLE_BYTES, _SAMPLE_BYTES)
        readings = Readings(tuple([_pounds(body[i : i + _SAMPLE_BYTES]) for i in starts]), None)
        if len(body) != declared * _SAMPLE_BYTES:
            return (readings, Malformed(f"says {declared} samples, has {len(body)} bytes"))
        return (readings,)


def _pounds(sample: bytes) -> float:
    return float(sample[0] * _FIRST_BYTE_LB + sample[1] * 256 + sample[2])
