"""A summary in words. What was reported is called reported; nothing is claimed."""

from tpdevice.core.record import Buckets, Outcome, RepetitionRow, Summary
from tpdevice.core.tape import Header
from tpdevice.core.text import harmless
from tpdevice.core.units import newtons, seconds

OUTCOMES = {
    Outcome.EASED: "You reported it eased, at matched force.",
    Outcome.LET_GO: "You felt it let go.",
    Outcome.NO_CLEAR_CHANGE: "No clear change: that is common.",
    Outcome.NOT_RATED: "Not rated.",
}


def buckets_line(buckets: Buckets) -> str:
    """Return where the time of a hold went; the whole seconds add up to the whole time."""
    named = [
        ("held", buckets.held_ns),
        ("settling", buckets.settling_ns),
        ("below", buckets.below_ns),
        ("above", buckets.above_ns),
        ("no data", buckets.no_data_ns),
        ("paused", buckets.paused_ns),
    ]
    whole = whole_seconds([value for _, value in named])
    always = {"held", "below", "above", "no data"}
    parts = [(name, s) for (name, _), s in zip(named, whole, strict=True) if s or name in always]
    first, *rest = parts
    return " · ".join([f"{first[0]} {first[1]} s", *(f"{name} {s}" for name, s in rest)])


def whole_seconds(values_ns: list[int]) -> list[int]:
    """Round times to whole seconds so that they add up to their rounded sum."""
    total = round(seconds(sum(values_ns)))
    floors = [int(seconds(value)) for value in values_ns]
    by_rest = sorted(
        range(len(values_ns)), key=lambda i: values_ns[i] % 1_000_000_000, reverse=True
    )
    for i in by_rest[: max(0, total - sum(floors))]:
        floors[i] += 1
    return floors


def summary_lines(summary: Summary, header: Header) -> list[str]:
    """Return a session's summary, a line each."""
    who = header.identity
    mark = "SIMULATED · " if header.simulated else ""
    lines = [f"{mark}{harmless(header.rules.label)}, {who.side}, with {harmless(who.tool)}"]
    lines += [_repetition_line(row) for row in summary.repetitions]
    lines.append(f"in all: {buckets_line(summary.buckets)}")
    if summary.first_rating is not None:
        last = "" if summary.last_rating is None else f" → {summary.last_rating}"
        lines.append(f"ratings {summary.first_rating}{last} of 10 · {OUTCOMES[summary.outcome]}")
    else:
        lines.append(OUTCOMES[summary.outcome])
    lines.append(
        f"peak {newtons(summary.peak_mn):.0f} N · {summary.cues} cues · "
        f"{summary.ending}: {harmless(summary.reason)}"
    )
    if summary.bad_frames:
        lines.append(f"{summary.bad_frames} frames from the sensor made no sense and were left out")
    return lines


def _repetition_line(row: RepetitionRow) -> str:
    mean = "" if row.mean_mn is None else f" · mean {newtons(row.mean_mn):.0f} N"
    ratings = ""
    if row.first_rating is not None:
        last = "" if row.last_rating is None else f" → {row.last_rating}"
        ratings = f" · ratings {row.first_rating}{last}"
    return f"hold {row.repetition}: {buckets_line(row.buckets)}{mean}{ratings} · {row.outcome}"
