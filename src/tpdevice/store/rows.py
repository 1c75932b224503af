"""Rows of the log as columns in newtons and seconds, and back without loss."""

from typing import Final

from tpdevice.core.record import (
    Buckets,
    Happened,
    MarksRow,
    Outcome,
    RatingRow,
    RepetitionRow,
    Summary,
    ZeroRow,
)
from tpdevice.core.units import mn, newtons, ns, seconds
from tpdevice.store.database import Row

Columns = dict[str, object]

MADE: Final = """CASE WHEN json_valid(s.header_json)
    THEN json_extract(s.header_json, '$.conversion') ELSE 'damaged' END AS made"""
"""Of a session `s`: the known weight or map of the ball that its newtons were made by."""


def happening_columns(row: Happened) -> Columns:
    """Return a line of the log as columns."""
    return {
        "at_s": seconds(row.at_ns),
        "kind": row.kind,
        "name": row.name,
        "phase": row.phase,
        "repetition": row.repetition,
        "cause": row.cause,
        "value": row.value,
        "unit": row.unit,
    }


def happening(row: Row) -> Happened:
    """Return a line of the log."""
    return Happened(
        at_ns=ns(row["at_s"]),
        kind=row["kind"],
        name=row["name"],
        phase=row["phase"],
        repetition=row["repetition"],
        cause=row["cause"],
        value=row["value"],
        unit=row["unit"],
    )


def rating_columns(row: RatingRow) -> Columns:
    """Return an answer as columns."""
    return {
        "at_s": seconds(row.at_ns),
        "repetition": row.repetition,
        "due_s": float(row.due_s),
        "held_s": seconds(row.held_ns),
        "rating": row.value,
        "matched": int(row.matched),
        "force_n": newtons(row.force_mn),
        "reference_n": _newtons_or_none(row.reference_mn),
    }


def rating(row: Row) -> RatingRow:
    """Return an answer."""
    return RatingRow(
        at_ns=ns(row["at_s"]),
        repetition=row["repetition"],
        due_s=row["due_s"],
        held_ns=ns(row["held_s"]),
        value=row["rating"],
        matched=bool(row["matched"]),
        force_mn=mn(row["force_n"]),
        reference_mn=_mn_or_none(row["reference_n"]),
    )


def marks_columns(row: MarksRow) -> Columns:
    """Return thresholds as columns."""
    return {
        "at_s": seconds(row.at_ns),
        "tender_n": newtons(row.tender_mn),
        "comfort_n": _newtons_or_none(row.comfort_mn),
        "ramps": row.ramps,
        "comfort_ramps": row.comfort_ramps,
    }


def marks(row: Row) -> MarksRow:
    """Return thresholds."""
    return MarksRow(
        at_ns=ns(row["at_s"]),
        tender_mn=mn(row["tender_n"]),
        comfort_mn=_mn_or_none(row["comfort_n"]),
        ramps=row["ramps"],
        comfort_ramps=row["comfort_ramps"],
    )


def zero_columns(row: ZeroRow) -> Columns:
    """Return a zero as columns."""
    return {"at_s": seconds(row.at_ns), "zero_n": newtons(row.zero_mn)}


def zero(row: Row) -> ZeroRow:
    """Return a zero."""
    return ZeroRow(at_ns=ns(row["at_s"]), zero_mn=mn(row["zero_n"]))


def repetition_columns(row: RepetitionRow) -> Columns:
    """Return a repetition as columns."""
    return {
        "number": row.repetition,
        "start_s": seconds(row.start_ns),
        "end_s": seconds(row.end_ns),
        **bucket_columns(row.buckets),
        "mean_n": _newtons_or_none(row.mean_mn),
        "peak_n": newtons(row.peak_mn),
        "impulse_n_s": newtons(seconds(row.impulse_mn_ns)),
        "impulse_mn_ns": row.impulse_mn_ns,
        "first_rating": row.first_rating,
        "last_rating": row.last_rating,
        "outcome": row.outcome.value,
        "let_go": int(row.let_go),
        "cues": row.cues,
    }


def repetition(row: Row) -> RepetitionRow:
    """Return a repetition."""
    return RepetitionRow(
        repetition=row["number"],
        start_ns=ns(row["start_s"]),
        end_ns=ns(row["end_s"]),
        buckets=buckets(row),
        mean_mn=_mn_or_none(row["mean_n"]),
        peak_mn=mn(row["peak_n"]),
        impulse_mn_ns=row["impulse_mn_ns"],
        first_rating=row["first_rating"],
        last_rating=row["last_rating"],
        outcome=Outcome(row["outcome"]),
        let_go=bool(row["let_go"]),
        cues=row["cues"],
    )


def summary_columns(row: Summary) -> Columns:
    """Return what is asked of a whole session; the summary itself is kept beside it."""
    return {
        "ending": row.ending.value,
        "reason": row.reason,
        "exit_code": row.exit_code,
        "duration_s": seconds(row.end_ns),
        **bucket_columns(row.buckets),
        "pressed_s": seconds(row.pressed_ns),
        "peak_n": newtons(row.peak_mn),
        "first_rating": row.first_rating,
        "last_rating": row.last_rating,
        "outcome": row.outcome.value,
        "let_go": int(row.let_go),
        "cues": row.cues,
        "bad_frames": row.bad_frames,
    }


def bucket_columns(row: Buckets) -> Columns:
    """Return where the time of a hold went as columns."""
    return {
        "held_s": seconds(row.held_ns),
        "settling_s": seconds(row.settling_ns),
        "below_s": seconds(row.below_ns),
        "above_s": seconds(row.above_ns),
        "no_data_s": seconds(row.no_data_ns),
        "paused_s": seconds(row.paused_ns),
    }


def buckets(row: Row) -> Buckets:
    """Return where the time of a hold went."""
    return Buckets(
        held_ns=ns(row["held_s"]),
        settling_ns=ns(row["settling_s"]),
        below_ns=ns(row["below_s"]),
        above_ns=ns(row["above_s"]),
        no_data_ns=ns(row["no_data_s"]),
        paused_ns=ns(row["paused_s"]),
    )


def _newtons_or_none(force_mn: int | None) -> float | None:
    return None if force_mn is None else newtons(force_mn)


def _mn_or_none(force_n: float | None) -> int | None:
    return None if force_n is None else mn(force_n)
