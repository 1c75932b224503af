"""What a jump in the force of a hold may be told as: advice, and never of the point."""

from collections.abc import Sequence
from typing import Any, Final

from tpdevice.session.leftalone import HoldLooked

CAVEAT: Final = (
    "This says nothing about easing. It is wrong for about 1 hold in 25 that stood still, and "
    "notices at most about every fourth in which posture shifted a little."
)
"""Source: simulated holds, docs/explanation/eased.md."""
NO_HOLDS: Final = "There is no hold whose force could be looked at."


def pattern_line(found: HoldLooked) -> str:
    """Return what came of looking at one hold, in a line."""
    hold = f"hold {found.hold}"
    moved = found.looked.moved
    if not found.looked.enough:
        return f"{hold}: too little time between corrections to look at, {found.left_alone_s:.0f} s"
    if moved is None:
        return f"{hold}: no change in the force pattern that can be told from relaxing"
    return f"{hold}: force pattern changed at {moved.at_s:.0f} s held: you moved, perhaps"


def pattern_json(found: Sequence[HoldLooked]) -> dict[str, Any]:
    """Return the same for a program, with the sentence that belongs to it."""
    return {"note": CAVEAT, "holds": [_hold_json(each) for each in found]}


def _hold_json(found: HoldLooked) -> dict[str, Any]:
    moved = found.looked.moved
    return {
        "hold": found.hold,
        "enough": found.looked.enough,
        "changed": moved is not None if found.looked.enough else None,
        "at_held_s": None if moved is None else round(moved.at_s, 1),
        "share": None if moved is None else round(moved.share, 3),
        "left_alone_s": round(found.left_alone_s, 1),
    }
