"""A summary in words. What was reported is called reported; nothing is claimed."""

from tpdevice.core.record import Buckets, RepetitionRow, Summary
from tpdevice.core.tape import Header
from tpdevice.core.text import harmless
from tpdevice.core.units import newtons
from tpdevice.runtime.content import questions
from tpdevice.tui.sumup import OUTCOMES, whole_seconds


def buckets_line(buckets: Buckets) -> str:
    """Return where the time of a hold went; the whole seconds add up to the whole time."""
    first, *rest = whole_seconds(buckets)
    return " · ".join([f"{first.name} {first.time_s} s", *(f"{p.name} {p.time_s}" for p in rest)])


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
    asked = questions().get(summary.reason)
    reason = "an answer spoke against it" if asked is not None else harmless(summary.reason)
    lines.append(
        f"peak {newtons(summary.peak_mn):.0f} N · {summary.cues} cues · {summary.ending}: {reason}"
    )
    if asked is not None:
        lines.append(asked.advice)
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
