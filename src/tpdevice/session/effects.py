"""What the engine wants done; the runner does it."""

from dataclasses import dataclass

from tpdevice.core.cue import Told
from tpdevice.core.record import Row


@dataclass(frozen=True, slots=True)
class Show:
    """Tell the person."""

    told: Told


@dataclass(frozen=True, slots=True)
class Log:
    """Keep a row."""

    row: Row


@dataclass(frozen=True, slots=True)
class TakeZero:
    """Put a Tare entry on the tape."""

    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Restart:
    """Send the driver's start again: the stream went silent on a living link."""


@dataclass(frozen=True, slots=True)
class Relink:
    """Give the link up and make a new one."""


Effect = Show | Log | TakeZero | Restart | Relink
