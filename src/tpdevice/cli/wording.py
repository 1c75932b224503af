"""A summary in words. What was reported is called reported; nothing is claimed."""

from collections.abc import Sequence

from tpdevice.core.record import Buckets, Ending, MarksRow, Outcome, RepetitionRow, Summary
from tpdevice.core.rig import RigNote
from tpdevice.core.tape import Header
from tpdevice.core.text import harmless
from tpdevice.core.units import newtons
from tpdevice.homework.spacing import explained
from tpdevice.runtime.content import questions
from tpdevice.session.thresholds import Estimate
from tpdevice.tui.sumup import counted, read_text, reported, total_parts, whole_seconds
from tpdevice.tui.view import Part


def buckets_line(buckets: Buckets) -> str:
    """Return where the time of a hold went; the whole seconds add up to the whole time."""
    return _line_of(whole_seconds(buckets))


def _line_of(parts: Sequence[Part]) -> str:
    first, *rest = parts
    return " · ".join([f"{first.name} {first.time_s} s", *(f"{p.name} {p.time_s}" for p in rest)])


def summary_lines(summary: Summary, header: Header) -> list[str]:
    """Return a session's summary, a line each."""
    who = header.identity
    mark = "SIMULATED · " if header.simulated else ""
    asked = questions().get(summary.reason)
    reason = "an answer spoke against it" if asked is not None else harmless(summary.reason)
    lines = [f"{mark}{harmless(header.rules.label)}, {who.side}, with {harmless(who.tool)}"]
    lines += [] if asked is None else [asked.advice]
    lines += [explained(summary.reason)] if explained(summary.reason) else []
    lines += [_repetition_line(row) for row in summary.repetitions]
    ended = f"{counted(summary.cues, 'cue')} · {summary.ending}: {reason}"
    if summary.read is not None:
        lines += [read_text(summary), f"not coached: {harmless(summary.read.why)}"]
        lines += [] if summary.ending is Ending.READ else [ended]
    else:
        lines += [
            f"in all: {_line_of(total_parts(summary))}",
            _felt(summary) if summary.repetitions else "Nothing was held.",
            f"{_peak(summary, header)} · {ended}",
        ]
    if summary.ending is Ending.FINISHED and not summary.repetitions:
        lines.append("The band was never reached. `--calibrate` finds the marks anew.")
    lines += newtons_by(header)
    if summary.bad_frames:
        frames = counted(summary.bad_frames, "frame")
        lines.append(f"left out: {frames} from the sensor that made no sense")
    return lines


def newtons_by(header: Header) -> list[str]:
    """Return what made newtons of a session's raw values, each with the date and its error."""
    lines: list[str] = []
    if header.conversion is not None and header.conversion_date:
        lines.append(f"force: {_conversion_text(header)}")
    if header.rig is not None or header.rig_multiplier != 1.0:
        lines.append(f"rig: {rig_text(header.rig_multiplier, header.rig)}")
    return lines


def _conversion_text(header: Header) -> str:
    """Return what made raw values a force here, with its date and its error."""
    made = "by a known weight"
    if header.conversion is not None and not header.conversion.is_straight:
        made = f"by the ball map up to {header.conversion.force_n[-1]:.0f} N"
    off = "error not known"
    if header.conversion_error_n is not None:
        off = f"off by {header.conversion_error_n:.1f} N at most"
    return f"{made}, of {harmless(header.conversion_date)}, {off}"


def rig_text(multiplier: float, note: RigNote | None) -> str:
    """Return what is known of a rig, with the date and the error of its check."""
    times = f"1 N at the sensor counts as {multiplier:.3g} N on the body"
    if note is None:
        return f"{times}, not checked with a known weight"
    off = "by one weight alone"
    if note.error_n is not None:
        off = f"off by {note.error_n:.1f} N at most, up to {note.heaviest_n:.0f} N"
    return f"{note.kind}, {times}, checked on {note.checked_date}, {off}"


def marks_line(marks: MarksRow) -> str:
    """Return both marks, each with the error within which it lies in 19 of 20 cases."""
    comfort = _with_error(marks.comfort_mn, marks.comfort_marks)
    return (
        f"first tender {_with_error(marks.tender_mn, marks.ramps)} · comfort mark {comfort} · "
        f"mean of {ramps_text(marks)}"
    )


def ramps_text(marks: MarksRow) -> str:
    """Return how many ramps the means are of, for each mark where they differ."""
    differ = marks.comfort_mn is not None and marks.comfort_marks != marks.ramps
    return f"{marks.ramps} and {marks.comfort_marks}" if differ else f"{marks.ramps}"


def _with_error(force_mn: int | None, ramps: int) -> str:
    if force_mn is None:
        return "-"
    error_mn = Estimate(force_mn, ramps).error_mn
    return f"{newtons(force_mn):.1f} ± {newtons(error_mn):.1f} N"


def _felt(summary: Summary) -> str:
    """Return what was reported, and in which hold where there were several."""
    said = reported(summary)
    felt = summary.outcome in (Outcome.EASED, Outcome.LET_GO)
    if felt and len(summary.repetitions) > 1:
        holds = [row.repetition for row in summary.repetitions if row.outcome is summary.outcome]
        said += f", in hold {', '.join(str(number) for number in holds)}"
    if summary.let_go and summary.outcome is not Outcome.LET_GO:
        said += " · you felt it let go"
    if summary.first_rating is None:
        return said
    last = "" if summary.last_rating is None else f" → {summary.last_rating}"
    return f"ratings {summary.first_rating}{last} of 10 · {said}"


def _peak(summary: Summary, header: Header) -> str:
    range_n = header.limits.range_n
    if newtons(summary.peak_mn) > range_n:
        return f"peak over {range_n:.0f} N, the sensor's range"
    return f"peak {newtons(summary.peak_mn):.0f} N"


def _repetition_line(row: RepetitionRow) -> str:
    mean = "" if row.mean_mn is None else f" · mean {newtons(row.mean_mn):.0f} N"
    ratings = ""
    if row.first_rating is not None:
        last = "" if row.last_rating is None else f" → {row.last_rating}"
        ratings = f" · ratings {row.first_rating}{last}"
    outcome = "rated once" if ratings and row.last_rating is None else row.outcome
    return f"hold {row.repetition}: {buckets_line(row.buckets)}{mean}{ratings} · {outcome}"
