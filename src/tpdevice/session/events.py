"""The inputs of the engine: what entries on the tape mean once they are understood."""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Key


class Samples(Struct, frozen=True, eq=False):
    """Force, tared and on the session's axis; never empty."""

    block: SampleBlock


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key."""

    key: Key


class Why(StrEnum):
    """Why force cannot be seen."""

    SILENCE = "no data"
    BAD_FRAMES = "only bad frames"
    LINK_DOWN = "connection lost"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Force cannot be seen from now on."""

    at_ns: int
    why: Why


@dataclass(frozen=True, slots=True)
class Visible:
    """Force can be seen again."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class LinkCame:
    """A connection is there; the device's clock begins anew and the zero must be checked."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class LinkWent:
    """The connection is gone."""

    at_ns: int
    reason: str


@dataclass(frozen=True, slots=True)
class ZeroTaken:
    """The zero was taken."""

    at_ns: int
    zero_mn: int


class NoZero(StrEnum):
    """Why the zero was not taken."""

    TOO_SOON = "not a second of data yet"
    MOVING = "not still"
    FAR = "far from the last zero"
    BEYOND = "too far to be a zero"


@dataclass(frozen=True, slots=True)
class ZeroRefused:
    """The zero was not taken."""

    at_ns: int
    why: NoZero


@dataclass(frozen=True, slots=True)
class BadFrame:
    """A frame, or a value in it, that is never a force."""

    at_ns: int
    reason: str


@dataclass(frozen=True, slots=True)
class Saturated:
    """A value beyond the sensor's range."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class BatteryRead:
    """Battery voltage."""

    at_ns: int
    voltage_mv: int


@dataclass(frozen=True, slots=True)
class BatteryWarned:
    """The sensor will switch off soon."""

    at_ns: int


@dataclass(frozen=True, slots=True)
class DeviceSaid:
    """A fact about the device."""

    at_ns: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Overran:
    """Frames were lost before they came onto the tape."""

    at_ns: int
    lost: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The program was told to end."""

    at_ns: int
    signal: str


Event = (
    Samples
    | Ticked
    | Pressed
    | Unseen
    | Visible
    | LinkCame
    | LinkWent
    | ZeroTaken
    | ZeroRefused
    | BadFrame
    | Saturated
    | BatteryRead
    | BatteryWarned
    | DeviceSaid
    | Overran
    | Ended
)
