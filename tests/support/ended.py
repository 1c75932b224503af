"""Whether each correction of a hold was ended aloud before anything else was told."""

from collections.abc import Sequence

from tpdevice.core.cue import Direction, Priority, Told

_CORRECTIONS = frozenset({"more", "less", "match_more", "match_less", "strong"})
_ENDINGS = frozenset({"there", "match_stay", "rate"})
"""Words with "there" in them, of which the last two go on to a question."""


def left_open(told: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Return each correction of a hold beside what was told instead of its end, both in order.

    "There" ends it, or what goes on to a question, leads on or off, waits, or stops.
    """
    found = []
    open_since: Told | None = None
    for each in told:
        if each.cue.key in _CORRECTIONS:
            open_since = each if each.phase == "HOLD" else None
        elif open_since is not None:
            if not _ends(each):
                found.append((open_since, each))
            open_since = None
    return found


def _ends(told: Told) -> bool:
    leads = told.cue.direction in (Direction.MORE, Direction.LESS, Direction.OFF)
    # Who comes back from above into an approach: "Right there. Let it settle."
    back = told.cue.key == "settle" and told.phase == "APPROACH"
    return leads or back or told.cue.key in _ENDINGS or told.cue.priority >= Priority.WARN
