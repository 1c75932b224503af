"""What the one key may choose from, what that does, and how it is said."""

from typing import Final

from msgspec import Struct

from tpdevice.core.action import Action
from tpdevice.core.rules import RATING_MAX, RATING_MIN, RATING_STOP
from tpdevice.runtime.pressabout import BEAT, Say
from tpdevice.session.spoken import OR_MORE

LIST: Final = (Action.YES, Action.NO)
NUMBERS: Final = tuple(range(RATING_MIN, RATING_STOP + 1))
"""From the last on all ratings mean the same: to come off."""


class Do(Struct, frozen=True):
    """What the session is told."""

    action: Action
    value: int = 0


def said_back(what: Do) -> Say:
    """Return what was understood, before it counts."""
    said = str(what.value) if what.action is Action.RATE else what.action.value
    again = "count again" if what.action is Action.RATE else "take it back"
    return Say(f"{said.upper()}?", f"{said.capitalize()}? Press to {again}", tone=BEAT)


def offer(action: Action) -> Say:
    """Return an answer that a press takes now."""
    said = action.value
    return Say(f"{said.upper()}?", f"Press now for {said}", tone=BEAT)


def number(value: int) -> Say:
    """Return a rating that a press takes now."""
    if value == NUMBERS[-1]:
        return Say(
            f"{value}-{RATING_MAX}", f"Press now for {value} or more: it stops", OR_MORE, tone=BEAT
        )
    return Say(f"{value}?", f"Press now for {value}", str(value), tone=BEAT)
