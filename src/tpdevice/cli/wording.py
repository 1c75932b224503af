"""A summary in words. What was reported is called reported; nothing is claimed."""

from collections.abc import Sequence

from tpdevice.core.record import Buckets, Ending, MarksRow, Outcome, RepetitionRow, Summary
from tpdevice.core.rig import RigNote
from tpdevice.core.settings import Unit, fine_figure, fine_text, force_text
from tpdevice.core.tape import Header
from tpdevice.core.text import harmless
from tpdevice.core.units import mn, newtons
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


def summary_lines(summary: Summary, header: Header, *, unit: Unit = Unit.N) -> list[str]:
    """Return a session's summary, a line each."""
    who = header.identity
    mark = "SIMULATED · " if header.simulated else ""
    lines = [f"{mark}{harmless(header.rules.label)}, {who.side}, with {harmless(who.tool)}"]
    lines += advice_on(summary)
    lines += [_repetition_line(row, unit) for row in summary.repetitions]
    return [*lines, *all_told(summary, header, unit=unit)]


def all_told(summary: Summary, header: Header, *, unit: Unit = Unit.N) -> list[str]:
    """Return what is said of all holds together: times, ratings, peak, why it ended."""
    lines: list[str] = []
    ended = f"{counted(summary.cues, 'cue')} · {summary.ending}: {_reason(summary)}"
    if summary.read is not None:
        lines += [read_text(summary, unit=unit), f"not coached: {harmless(summary.read.why)}"]
        lines += [] if summary.ending is Ending.READ else [ended]
    else:
        lines += [
            f"in all: {_line_of(total_parts(summary))}",
            _felt(summary) if summary.repetitions else "Nothing was held.",
            f"{_peak(summary, header, unit)} · {ended}",
        ]
    if summary.ending is Ending.FINISHED and not summary.repetitions:
        lines.append("The band was never reached. `--calibrate` finds the marks anew.")
    lines += newtons_by(header, unit=unit)
    if summary.bad_frames:
        frames = counted(summary.bad_frames, "frame")
        lines.append(f"left out: {frames} from the sensor that made no sense")
    return lines


def advice_on(summary: Summary) -> list[str]:
    """Return what is advised, or explained, where a session did not begin."""
    asked = questions().get(summary.reason)
    why = explained(summary.reason)
    return [*([] if asked is None else [asked.advice]), *([why] if why else [])]


def _reason(summary: Summary) -> str:
    asked = summary.reason in questions()
    return "an answer spoke against it" if asked else harmless(summary.reason)


def newtons_by(header: Header, *, unit: Unit = Unit.N) -> list[str]:
    """Return what made newtons of a session's raw values, each with the date and its error."""
    lines: list[str] = []
    if header.conversion is not None and header.conversion_date:
        lines.append(f"force: {_conversion_text(header, unit)}")
    if header.rig is not None or header.rig_multiplier != 1.0:
        lines.append(f"rig: {rig_text(header.rig_multiplier, header.rig, unit=unit)}")
    return lines


def _conversion_text(header: Header, unit: Unit) -> str:
    """Return what made raw values a force here, with its date and its error."""
    made = "by a known weight"
    if header.conversion is not None and not header.conversion.is_straight:
        made = f"by the ball map up to {force_text(mn(header.conversion.force_n[-1]), unit)}"
    off = "error not known"
    if header.conversion_error_n is not None:
        off = f"off by {fine_text(mn(header.conversion_error_n), unit)} at most"
    return f"{made}, of {harmless(header.conversion_date)}, {off}"


def rig_text(multiplier: float, note: RigNote | None, *, unit: Unit = Unit.N) -> str:
    """Return what is known of a rig, with the date and the error of its check."""
    times = f"1 N at the sensor counts as {multiplier:.3g} N on the body"
    if note is None:
        return f"{times}, not checked with a known weight"
    off = "by one weight alone"
    if note.error_n is not None:
        error, most = fine_text(mn(note.error_n), unit), force_text(mn(note.heaviest_n), unit)
        off = f"off by {error} at most, up to {most}"
    return f"{note.kind}, {times}, checked on {note.checked_date}, {off}"


def marks_line(marks: MarksRow, *, unit: Unit = Unit.N) -> str:
    """Return both marks, each with the error within which it lies in 19 of 20 cases."""
    comfort = _with_error(marks.comfort_mn, marks.comfort_marks, unit)
    tender = _with_error(marks.tender_mn, marks.ramps, unit)
    return f"first tender {tender} · comfort mark {comfort} · mean of {ramps_text(marks)}"


def ramps_text(marks: MarksRow) -> str:
    """Return how many ramps the means are of, for each mark where they differ."""
    differ = marks.comfort_mn is not None and marks.comfort_marks != marks.ramps
    return f"{marks.ramps} and {marks.comfort_marks}" if differ else f"{marks.ramps}"


def _with_error(force_mn: int | None, ramps: int, unit: Unit) -> str:
    if force_mn is None:
        return "-"
    error_mn = Estimate(force_mn, ramps).error_mn
    return f"{fine_figure(force_mn, unit)} ± {fine_text(error_mn, unit)}"


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


def _peak(summary: Summary, header: Header, unit: Unit) -> str:
    range_n = header.limits.range_n
    if newtons(summary.peak_mn) > range_n:
        return f"peak over {force_text(mn(range_n), unit)}, the sensor's range"
    return f"peak {force_text(summary.peak_mn, unit)}"


def _repetition_line(row: RepetitionRow, unit: Unit) -> str:
    return f"hold {row.repetition}: {buckets_line(row.buckets)} · {hold_told(row, unit=unit)}"


def hold_told(row: RepetitionRow, *, unit: Unit = Unit.N) -> str:
    """Return the mean force of a hold, its ratings, and what came of it."""
    told = [] if row.mean_mn is None else [f"mean {force_text(row.mean_mn, unit)}"]
    if row.first_rating is not None:
        last = "" if row.last_rating is None else f" → {row.last_rating}"
        told.append(f"ratings {row.first_rating}{last}")
    once = row.first_rating is not None and row.last_rating is None
    return " · ".join([*told, "rated once" if once else str(row.outcome)])
