"""What the engine wants done; the runner does it."""

from msgspec import Struct

from tpdevice.core.action import Action
from tpdevice.core.cue import Told
from tpdevice.core.record import Row


class Show(Struct, frozen=True):
    """Tell the person."""

    told: Told


class Log(Struct, frozen=True):
    """Keep a row."""

    row: Row


class TakeZero(Struct, frozen=True):
    """Put a Tare entry on the tape."""

    confirmed: bool = False


class Answer(Struct, frozen=True):
    """Put a Key entry on the tape: the person answered by the ball itself."""

    action: Action
    value: int = 0
    """The rating for RATE, otherwise 0."""


class Restart(Struct, frozen=True):
    """Send the driver's start again: the stream went silent on a living link."""


class Relink(Struct, frozen=True):
    """Give the link up and make a new one."""


Effect = Show | Log | TakeZero | Answer | Restart | Relink
