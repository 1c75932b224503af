"""What was delivered of a plan, out of the log: session by session, as a result tells it."""

from dataclasses import dataclass
from datetime import date

from tpdevice.core.band import Thresholds
from tpdevice.core.errors import StoreError
from tpdevice.core.record import RatingRow, RepetitionRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header
from tpdevice.core.units import newtons, ns, seconds
from tpdevice.homework.plan import Plan, PlanPoint
from tpdevice.homework.result import (
    TRACE_HZ,
    Delivered,
    Felt,
    Hold,
    Rated,
    Trace,
)
from tpdevice.signal.thinned import means
from tpdevice.store.database import Row, Store
from tpdevice.store.inforce import band_of, conversion_of, marks_in_force, over_cap, sensor_of
from tpdevice.store.read import SessionPage, read_trace, show_session

_STEP_S = 1 / TRACE_HZ
_NOTE_MAX = 2_000
"""Characters of a note that are sent. Chosen: what a result file may hold."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a log a result tells of."""

    profile: str
    plan: Plan
    first: date
    until: date
    simulated: bool = False
    traces: bool = True
    digest: str = ""
    """Of the plan's text; what was said of it goes by that, or by its number."""

    def asked(self, point: str, side: str) -> PlanPoint | None:
        """Return what the plan asks for at a place, or None."""
        here = (each for each in self.plan.points if each.point.upper() == point.upper())
        return next((each for each in here if each.side == side), None)

    @property
    def sql(self) -> dict[str, object]:
        """The same for a query."""
        return {
            "profile": self.profile,
            "first": self.first.isoformat(),
            "until": self.until.isoformat(),
            "simulated": int(self.simulated),
        }


def delivered(store: Store, wanted: Wanted) -> tuple[Delivered, ...]:
    """Return every session of these days, oldest first; imported ones count in nothing."""
    sql = """
        SELECT s.id, s.uid, s.started_utc, s.support FROM sessions v JOIN session s ON s.id = v.id
        WHERE v.profile = :profile AND v.local_date BETWEEN :first AND :until
            AND NOT v.imported AND (:simulated OR NOT v.simulated)
        ORDER BY s.started_utc, s.id
    """
    found = store.rows(sql, wanted.sql)
    return tuple([_session(store, row, wanted) for row in found])


def felt(store: Store, wanted: Wanted) -> tuple[Felt, ...]:
    """Return what was said later of these sessions, in the order in which it was said."""
    sql = """
        SELECT f.*, s.uid FROM follow_up f
        JOIN sessions v ON v.id = f.session_id JOIN session s ON s.id = v.id
        WHERE v.profile = :profile AND v.local_date BETWEEN :first AND :until
            AND f.local_date <= :until
            AND NOT v.imported AND (:simulated OR NOT v.simulated)
        ORDER BY f.answered_utc, f.id
    """
    return tuple([_felt(row) for row in store.rows(sql, wanted.sql)])


def _felt(row: Row) -> Felt:
    return Felt(
        uid=row["uid"],
        after_h=row["after_h"],
        local_date=date.fromisoformat(row["local_date"]),
        soreness=row["soreness"],
        bruise=bool(row["bruise"]),
        warning=bool(row["warning"]),
    )


def _session(store: Store, row: Row, wanted: Wanted) -> Delivered:
    page = show_session(store, row["id"])
    line, header = page.line, page.header
    asked = wanted.asked(line.point, line.side)
    trace, damaged = _trace(store, row["id"])
    marks = marks_in_force(page)
    tender, comfort = marks[-1][1:]
    band = band_of(header, Thresholds(tender, comfort))
    own = page.marks[-1] if page.marks else None
    return Delivered(
        uid=row["uid"],
        started_utc=row["started_utc"],
        local_date=date.fromisoformat(line.local_date),
        point=line.point,
        side=line.side,
        tool=line.tool,
        support=row["support"],
        asked=asked is not None,
        repetitions_asked=header.prescription.repetitions,
        band_n=None if band is None else (newtons(band.bottom_mn), newtons(band.top_mn)),
        tender_n=_n(tender),
        comfort_n=_n(comfort),
        sensor=sensor_of(store, header),
        holds=tuple([_hold(each, header) for each in page.repetitions]),
        ratings=tuple([_rated(each) for each in page.ratings]),
        over_cap=over_cap(trace, header, marks, cap_n=None if asked is None else asked.cap_n),
        first_rating=line.first_rating,
        last_rating=line.last_rating,
        outcome=line.outcome or "",
        ending=line.ending,
        reason="" if page.summary is None else page.summary.reason,
        simulated=line.simulated,
        notes=(*_notes(page, asked), *damaged),
        trace=_thin(trace) if wanted.traces else None,
        tender_ramps=0 if own is None else own.ramps,
        comfort_ramps=0 if own is None else own.comfort_marks,
        conversion=conversion_of(header),
    )


def _trace(store: Store, number: int) -> tuple[SampleBlock, tuple[str, ...]]:
    """Return the samples of a session; where they are damaged, none, and a note of that."""
    try:
        return read_trace(store, number), ()
    except StoreError:
        return SampleBlock.of([], []), ("Its trace in the log is damaged.",)


def _thin(trace: SampleBlock) -> Trace | None:
    return Trace(_STEP_S, means(trace, step_ns=ns(_STEP_S))) if len(trace) else None


def _hold(row: RepetitionRow, header: Header) -> Hold:
    spent = row.buckets
    return Hold(
        asked_s=header.prescription.hold_s,
        held_s=seconds(spent.held_ns),
        settling_s=seconds(spent.settling_ns),
        below_s=seconds(spent.below_ns),
        above_s=seconds(spent.above_ns),
        no_data_s=seconds(spent.no_data_ns),
        paused_s=seconds(spent.paused_ns),
        mean_n=_n(row.mean_mn),
        peak_n=newtons(row.peak_mn),
        impulse_n_s=newtons(seconds(row.impulse_mn_ns)),
        first_rating=row.first_rating,
        last_rating=row.last_rating,
        outcome=row.outcome,
    )


def _rated(row: RatingRow) -> Rated:
    return Rated(
        repetition=row.repetition,
        held_s=seconds(row.held_ns),
        rating=row.value,
        matched=row.matched,
        force_n=newtons(row.force_mn),
    )


def _notes(page: SessionPage, asked: PlanPoint | None) -> tuple[str, ...]:
    notes = [note[:_NOTE_MAX] for note in page.notes]
    if asked is not None and asked.tool.casefold() != page.line.tool.casefold():
        notes.append(f"Pressed with {page.line.tool}; the plan asks for {asked.tool}.")
    return tuple(notes)


def _n(force_mn: int | None) -> float | None:
    return None if force_mn is None else newtons(force_mn)
