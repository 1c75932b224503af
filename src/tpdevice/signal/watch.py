"""What a phase wants to know of the samples: conditions on force, and how long they must last."""

from enum import StrEnum

from msgspec import Struct

from tpdevice.signal.hold import Mode


class Seen(StrEnum):
    """A condition on force that a rule can wait for."""

    LOW = "below the band"
    HIGH = "above the band"
    OUT = "outside the band's very edges"
    IN = "in the band, by the margin when it comes back"
    FREE = "free of pressure"
    PRESSED = "not free of pressure"
    OVER = "above the band's very top"
    NEAR = "its mean of two seconds near the reference"
    SAGGED = "its mean of two seconds sunk to where more is asked for"
    RISEN = "its mean of two seconds risen to where less is asked for"
    THERE = "about to be where a correction leads"


class Wait(Struct, frozen=True):
    """A condition, how long it must last, and what that means."""

    seen: Seen
    need_ns: int
    then: StrEnum
    once: bool = False
    """Stop only where the run becomes that long, not where it is longer already."""


class Steer(Struct, frozen=True):
    """When a mean begins a correction."""

    more_mn: int
    """Below this the mean of two seconds has sagged."""
    less_mn: int
    """Above this it has risen."""
    from_ns: int
    """Not before this session time."""


class Goal(Struct, frozen=True):
    """Where a correction that goes on is to end."""

    there_mn: int
    rising: bool
    inside_mn: tuple[int, int]
    """The mean of a quarter second must lie from, to."""


class Watch(Struct, frozen=True):
    """What the present phase wants to know."""

    free_mn: int
    """Below this the point is free."""
    bottom_mn: int = 0
    top_mn: int = 0
    margin_mn: int = 0
    banded: bool = False
    """Whether the three edges above mean anything."""
    near_mn: tuple[int, int] | None = None
    """Mean of two seconds from, to: the reference to match."""
    steer: Steer | None = None
    goal: Goal | None = None
    mode: Mode | None = None
    """What in-band time counts as, or None while nothing is counted."""
    mark_ns: int | None = None
    """Held or settling time, as `mode` says, to stop at, and what that means; in no other mode."""
    mark: StrEnum | None = None
    deadline_ns: int | None = None
    """Session time to stop at, and what that means."""
    deadline: StrEnum | None = None
    waits: tuple[Wait, ...] = ()
