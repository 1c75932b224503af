"""The inputs of the engine: what entries on the tape mean once they are understood."""

from enum import StrEnum

from msgspec import Struct

from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Key


class Samples(Struct, frozen=True, eq=False):
    """Force, tared and on the session's axis; never empty."""

    block: SampleBlock


class Ticked(Struct, frozen=True):
    """Time went on."""

    at_ns: int


class Pressed(Struct, frozen=True):
    """A key."""

    key: Key


class Why(StrEnum):
    """Why force cannot be seen."""

    SILENCE = "no data"
    BAD_FRAMES = "only bad frames"
    LINK_DOWN = "connection lost"
    WITHHELD = "no live value"


class Unseen(Struct, frozen=True):
    """Force cannot be seen from now on."""

    at_ns: int
    why: Why


class Visible(Struct, frozen=True):
    """Force can be seen again."""

    at_ns: int


class LinkCame(Struct, frozen=True):
    """A connection is there; the device's clock begins anew and the zero must be checked."""

    at_ns: int
    note: str = ""
    """What is out of the ordinary about it, such as a new address."""


class LinkWent(Struct, frozen=True):
    """The connection is gone."""

    at_ns: int
    reason: str


class ZeroTaken(Struct, frozen=True):
    """The zero was taken."""

    at_ns: int
    zero_mn: int


class NoZero(StrEnum):
    """Why the zero was not taken."""

    TOO_SOON = "not a second of data yet"
    MOVING = "not still"
    FAR = "far from the last zero"
    BEYOND = "too far to be a zero"


class ZeroRefused(Struct, frozen=True):
    """The zero was not taken."""

    at_ns: int
    why: NoZero


class BadFrame(Struct, frozen=True):
    """A frame, or a value in it, that is never a force."""

    at_ns: int
    reason: str


class Saturated(Struct, frozen=True):
    """A value beyond the sensor's range."""

    at_ns: int


class Withheld(Struct, frozen=True):
    """Frames whose value is no force; told when the reason changes, and when there is none."""

    at_ns: int
    reason: str
    """What a person can do about it; empty once force comes again, or nothing at all."""


class BatteryRead(Struct, frozen=True):
    """How full the battery is, in what the device says of it."""

    at_ns: int
    voltage_mv: int | None = None
    percent: int | None = None


class BatteryWarned(Struct, frozen=True):
    """The sensor will switch off soon."""

    at_ns: int


class DeviceSaid(Struct, frozen=True):
    """A fact about the device."""

    at_ns: int
    what: str
    value: str


class Overran(Struct, frozen=True):
    """Frames were lost before they came onto the tape."""

    at_ns: int
    lost: int


class Ended(Struct, frozen=True):
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
    | Withheld
    | BatteryRead
    | BatteryWarned
    | DeviceSaid
    | Overran
    | Ended
)
