"""The moments of a log at which what is counted changes, on the time of the samples."""

from collections.abc import Sequence

from msgspec import Struct

from tpdevice.core.action import Action
from tpdevice.core.record import Happened, RatingRow, RepetitionRow, ZeroRow
from tpdevice.session.phases import Phase

_TELLING = ("phase", "link", "band", "rating")
"""Kinds of lines that say what is counted; of the keys only that for a pause does."""


class Began(Struct, frozen=True):
    """A hold begins to count."""

    row: RepetitionRow


class Ended(Struct, frozen=True):
    """It counts no longer."""


Logged = Happened | RatingRow | ZeroRow
"""Lines of a log that may say what is counted."""
Moment = tuple[int, Logged | Began | Ended]
"""Session time, ns, and what is so for every later sample."""


def moments(
    log: Sequence[Logged],
    repetitions: Sequence[RepetitionRow],
    *,
    gap_ns: int,
) -> list[Moment]:
    """Return what the log says, in order of time; each counts from the next sample on."""
    found: list[Moment] = []
    ends = [hold.end_ns for hold in repetitions]
    unseen_ns = 0
    for row in log:
        at_ns = row.at_ns
        match row:
            case Happened(kind=kind, name=name) if kind not in _TELLING and name != Action.PAUSE:
                continue
            case Happened(kind="link", name="unseen"):
                unseen_ns = at_ns
            case Happened(kind="link", name="visible"):
                # A packet tells of the time before it; only what is older than a silence is lost.
                at_ns = max(unseen_ns, at_ns - gap_ns - 1)
            case Happened(kind="phase", name=(Phase.DONE | Phase.STOPPED)):
                # Where a hold was cut off, its last sample is known.
                at_ns = next((e for e in ends if at_ns - gap_ns <= e <= at_ns), at_ns)
            case _:
                pass
        found.append((at_ns, row))
    for hold in repetitions:
        found += [(hold.start_ns, Began(hold)), (hold.end_ns, Ended())]
    return sorted(found, key=lambda moment: moment[0])
