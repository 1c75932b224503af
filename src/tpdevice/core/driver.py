"""The contract of a sensor driver: bytes to readings, no I/O and no clock."""

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from tpdevice.core.wire import Advert, WireEvent, Write


class Mode(StrEnum):
    """Which way the instrument is loaded."""

    PULL = "pull"
    PUSH = "push"


class Certainty(StrEnum):
    """How well a protocol is known."""

    DOCUMENTED = "documented by the maker"
    AGREED = "several independent implementations agree"
    SINGLE = "one implementation"
    GUESS = "a fragment"


class DriverSpec(Struct, frozen=True):
    """What is known of one kind of sensor, as data."""

    key: str
    label: str
    notify: tuple[str, ...]
    """Characteristics to subscribe to, 128-bit UUIDs, lower case."""
    raw_unit: str
    n_per_raw: float
    """Newtons in one raw unit, before the rig's multiplier."""
    rate_hz: float
    """Samples a second, nominal."""
    range_n: float
    """Full scale, N."""
    resolution_n: float
    """Smallest step, N."""
    has_clock: bool
    advert_only: bool
    mode: Mode
    certainty: Certainty
    source: str
    """Where the protocol was published."""
    verified_on_hardware: bool


class Driver(Protocol):
    """One connection's decoder. It knows which request it sent last."""

    @property
    def spec(self) -> DriverSpec:
        """What is known of this kind of sensor."""

    def matches(self, advert: Advert) -> bool:
        """Say whether this advert is certainly of this kind."""

    def start(self) -> tuple[Write, ...]:
        """Return the writes that start the stream; decoder state begins anew."""

    def requested(self, opcode: int) -> None:
        """Take note that `opcode` was the last request, for devices whose replies do not say."""

    def stop(self) -> tuple[Write, ...]:
        """Return the writes that end the stream."""

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Return the keep-alives and requests that are due at session time `t_ns`."""

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification.

        Raises
        ------
        FrameError
            If nothing in the frame can be used.
        """
