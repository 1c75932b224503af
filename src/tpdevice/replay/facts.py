"""What a session came to, as named values, and in which of them two runs of it differ."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tpdevice.core.record import Happened, MarksRow, RepetitionRow, Row, Summary
from tpdevice.core.units import newtons, seconds

Value = float | int | str | bool | None
Facts = dict[tuple[str, str], Value]
"""By the part (`session`, `hold 1` …) and the name of the value, which ends in its unit."""

_BUCKETS = ("held", "settling", "below", "above", "no_data", "paused")
_FELT = ("first_rating", "last_rating", "outcome", "let_go", "cues")
_ENDED = ("ending", "reason", "bad_frames")


class Change(Struct, frozen=True):
    """One value that is not as it was stored; None where there is none."""

    part: str
    name: str
    was: Value
    now: Value


def counted(holds: Iterable[RepetitionRow]) -> Facts:
    """Return where the time of each hold went, and its force."""
    found: Facts = {}
    for row in holds:
        part = f"hold {row.repetition}"
        for name in _BUCKETS:
            found[part, f"{name}_s"] = seconds(getattr(row.buckets, f"{name}_ns"))
        found[part, "mean_n"] = None if row.mean_mn is None else newtons(row.mean_mn)
        found[part, "peak_n"] = newtons(row.peak_mn)
    return found


def concluded(rows: Sequence[Row]) -> Facts:
    """Return everything that the rows of a session conclude: marks, band, holds and ending."""
    ending = next((row for row in reversed(rows) if isinstance(row, Summary)), None)
    holds = [row for row in rows if isinstance(row, RepetitionRow)]
    found = _prepared(rows)
    # A summary has the last word on its holds: a letting-go may be said after the hold.
    for row in holds if ending is None else ending.repetitions:
        found |= counted([row])
        found |= {(f"hold {row.repetition}", name): _plain(row, name) for name in _FELT}
    if ending is not None:
        found |= {("session", name): _plain(ending, name) for name in (*_ENDED, *_FELT)}
        found["session", "pressed_s"] = seconds(ending.pressed_ns)
        found["session", "peak_n"] = newtons(ending.peak_mn)
        if ending.read is not None:
            found["session", "read_s"] = seconds(ending.read.seen_ns)
    return found


def _prepared(rows: Iterable[Row]) -> Facts:
    found: Facts = {}
    for row in rows:
        match row:
            case MarksRow():
                found["session", "tender_n"] = newtons(row.tender_mn)
                comfort_mn = row.comfort_mn
                found["session", "comfort_n"] = None if comfort_mn is None else newtons(comfort_mn)
            case Happened(kind="band", value=int(edge_mn)) if row.cause != "strong rating":
                found["session", f"band_{row.name}_n"] = newtons(edge_mn)
            case _:
                pass
    return found


def _plain(row: RepetitionRow | Summary, name: str) -> Value:
    value: Value = getattr(row, name)
    return str(value) if isinstance(value, str) else value


def changes(was: Facts, now: Facts, *, slack: Mapping[str, float]) -> tuple[Change, ...]:
    """Return what differs by more than the slack of its unit, in the order of what was stored."""
    return tuple(
        [
            Change(*key, was.get(key), now.get(key))
            for key in dict.fromkeys((*was, *now))
            if _differ(was.get(key), now.get(key), slack.get(key[1].rpartition("_")[2], 0.0))
        ]
    )


def _differ(was: Value, now: Value, slack: float) -> bool:
    if isinstance(was, float) and isinstance(now, float):
        return abs(was - now) > slack
    return was != now
