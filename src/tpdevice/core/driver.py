"""The contract of a sensor driver: bytes to readings, no I/O and no clock."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import ClassVar, Protocol, Self

from msgspec import Struct

from tpdevice.core.conversion import Conversion
from tpdevice.core.options import Option, Options
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


class Quantity(StrEnum):
    """What a raw value is a measure of."""

    FORCE = "force"
    MASS = "mass"
    """Of a weight at rest; times gravity it is a force."""
    PRESSURE = "pressure"
    """In a sealed ball; a map of that ball makes it a force."""
    COUNTS = "counts"
    """Of a converter; a known weight makes it a force."""


class Sends(StrEnum):
    """Which values a sensor sends."""

    LIVE = "the force now"
    PEAKS = "the strongest so far"
    SETTLED = "a value only once it has settled"


class Match(IntEnum):
    """How sure an advert makes that a device is of this kind."""

    NO = 0
    GENERIC = 1
    """It speaks over a service that many kinds of device use; a person has to say."""
    LIKELY = 2
    """Its name says so, or a generic service and a payload that fits."""
    SURE = 3
    """Its own service, or two things that agree."""

    @classmethod
    def of(cls, *, named: bool, served: bool) -> Self:
        """Return what a name of its own and a service that others use too make of an advert."""
        if named:
            return cls.SURE if served else cls.LIKELY
        return cls.GENERIC if served else cls.NO


class DriverSpec(Struct, frozen=True):
    """What is known of one kind of sensor, as data."""

    key: str
    label: str
    notify: tuple[str, ...]
    """Characteristics to subscribe to, 128-bit UUIDs, lower case; those that are there, at least
    one. Of a kind that only advertises: the pseudo-channels of `core.wire`."""
    raw_unit: str
    n_per_raw: float | None
    """Newtons in one raw unit, before the rig's multiplier; None where a person has to find out."""
    rate_hz: float
    """Samples a second, nominal."""
    range_raw: float
    """Full scale, raw units."""
    resolution_raw: float
    """Smallest step, raw units."""
    has_clock: bool
    advert_only: bool
    mode: Mode
    certainty: Certainty
    source: str
    """Where the protocol was published."""
    verified_on_hardware: bool
    quantity: Quantity = Quantity.FORCE
    sends: Sends = Sends.LIVE
    by_hand: bool = False
    """Never chosen by its advert: a person has to say that a device is of this kind."""
    read: tuple[str, ...] = ()
    """Characteristics to read once after connecting, beside those of `devices.standard`, where the
    device has them; what they say is handed to `receive`."""
    note: str = ""
    """What a user has to know before relying on it, one sentence; shown wherever it is chosen."""

    @property
    def conversion(self) -> Conversion | None:
        """How raw values become newtons, or None where a person has to find out."""
        return None if self.n_per_raw is None else Conversion.straight(self.n_per_raw)

    @property
    def finds_out(self) -> str:
        """What finds out which force raw values mean, where the kind does not know."""
        if self.quantity is Quantity.PRESSURE:
            return "`tpdevice ball-map` finds out, with a kitchen scale."
        return "`tpdevice set-up` asks, with a known weight."

    @property
    def range_n(self) -> float | None:
        """Full scale, N, or None where it is not known without a map."""
        return None if self.n_per_raw is None else self.range_raw * self.n_per_raw

    @property
    def resolution_n(self) -> float | None:
        """Smallest step, N, or None where it is not known without a map."""
        return None if self.n_per_raw is None else self.resolution_raw * self.n_per_raw


class Driver(Protocol):
    """One connection's decoder. It knows which request it sent last.

    What a kind does not say otherwise: it knows by itself what it sends, and it sends by itself,
    so that nothing is ever written to it.
    """

    spec: DriverSpec
    """What is known of this kind of sensor."""

    options: ClassVar[tuple[Option, ...]] = ()
    """What a person may say of it; the constructor takes their values if there are any."""

    @staticmethod
    def matches(advert: Advert) -> Match:
        """Say how sure this advert makes that a device is of this kind."""

    @staticmethod
    def said_by(advert: Advert) -> Options:
        """Return the options that an advert itself says, such as that there is a ball."""
        return ()

    @staticmethod
    def said_of_itself(about: Mapping[str, str]) -> Options:
        """Return the options that a sensor says of itself once it is connected."""
        return ()

    def start(self) -> tuple[Write, ...]:
        """Return the writes that start the stream; decoder state begins anew."""
        return ()

    def requested(self, opcode: int) -> None:
        """Take note that `opcode` was the last request, for devices whose replies do not say."""
        del opcode  # most replies do

    def stop(self) -> tuple[Write, ...]:
        """Return the writes that end the stream."""
        return ()

    def due(self, t_ns: int) -> tuple[Write, ...]:
        """Return the keep-alives and requests that are due at session time `t_ns`."""
        return ()

    def receive(self, channel: str, data: bytes) -> tuple[WireEvent, ...]:
        """Decode one notification.

        Raises
        ------
        FrameError
            If nothing in the frame can be used.
        """
