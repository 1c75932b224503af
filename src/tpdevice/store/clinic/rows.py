"""What a result says, as the rows of a clinic's tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgspec.structs import asdict

from tpdevice.homework.bydays import OneDay
from tpdevice.homework.plan import Plan
from tpdevice.homework.report.counted import highest
from tpdevice.homework.result import Delivered, Felt, Hold, Result
from tpdevice.homework.standout import Exceptional
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class Filed:
    """A result, and what it was found to mean."""

    result: Result
    sha256_hex: str
    plan_number: int
    client: int
    plan: Plan
    simulated: bool
    """Whether nothing in it came from a person."""
    days: tuple[OneDay, ...]
    exceptions: tuple[Exceptional, ...]


def day_row(plan: int, day: OneDay) -> dict[str, object]:
    """Return a day of a plan as a row."""
    return {
        "plan_id": plan,
        "local_date": day.local_date.isoformat(),
        "asked": int(day.asked),
        "done": int(day.done),
    }


def place_row(plan: int, day: OneDay) -> dict[str, object]:
    """Return a day at one place as a row."""
    assert day.place is not None
    place = {"point": day.place.point, "side": str(day.place.side)}
    return {**day_row(plan, day), **place, "asked_s": day.asked_s, "held_s": day.held_s}


def exception_row(
    plan: int, known: Mapping[str, tuple[int, str]], each: Exceptional
) -> dict[str, object]:
    """Return what is to be looked at first as a row."""
    number, _ = known.get(each.uid, (None, ""))
    return {
        "plan_id": plan,
        "session_id": number,
        "kind": str(each.kind),
        "local_date": each.day.isoformat(),
        "point": "" if each.place is None else each.place.point,
        "side": "" if each.place is None else str(each.place.side),
        "words": each.words,
        "simulated": int(each.simulated),
    }


def result_row(filed: Filed, now: datetime) -> dict[str, object]:
    """Return that a result was taken as a row."""
    return {
        "uid": filed.result.uid,
        "plan_id": filed.plan_number,
        "sha256_hex": filed.sha256_hex,
        "made_utc": filed.result.made_utc,
        "until_date": filed.result.until.isoformat(),
        "taken_utc": utc_text(now),
    }


def felt_row(session: int, felt: Felt) -> dict[str, object]:
    """Return what was said later as a row."""
    return {
        "session_id": session,
        "after_h": felt.after_h,
        "local_date": felt.local_date.isoformat(),
        "soreness": felt.soreness,
        "bruise": int(felt.bruise),
        "warning": int(felt.warning),
    }


def hold_row(session: int, number: int, hold: Hold) -> dict[str, object]:
    """Return one repetition as a row."""
    return {"session_id": session, "number": number, **asdict(hold)}


def session_row(filed: Filed, session: Delivered, digest: str) -> dict[str, object]:
    """Return one session as a row."""
    bottom_n, top_n = session.band_n or (None, None)
    return {
        "plan_id": filed.plan_number,
        "client_id": filed.client,
        "result_uid": filed.result.uid,
        "uid": session.uid,
        "sha256_hex": digest,
        "local_date": session.local_date.isoformat(),
        "started_utc": session.started_utc,
        "point": session.point,
        "side": session.side,
        "tool": session.tool,
        "asked": int(session.asked),
        "simulated": int(session.simulated),
        "counts": 0,  # told once all of a client is known
        "band_bottom_n": bottom_n,
        "band_top_n": top_n,
        "tender_n": session.tender_n,
        "comfort_n": session.comfort_n,
        **_sums(session.holds),
        **_said(session),
        "sensor": session.sensor.kind,
        "sensor_checked_date": _iso(session.sensor.checked_date),
    }


def _sums(holds: Sequence[Hold]) -> dict[str, object]:
    names = ("asked_s", "held_s", "below_s", "above_s", "no_data_s", "impulse_n_s")
    sums: dict[str, object] = {name: sum(getattr(hold, name) for hold in holds) for name in names}
    return {**sums, "peak_n": max((hold.peak_n for hold in holds), default=0.0)}


def _said(session: Delivered) -> dict[str, object]:
    return {
        "first_rating": session.first_rating,
        "last_rating": session.last_rating,
        "highest_rating": highest(session),
        "outcome": session.outcome,
        "ending": session.ending,
        "reason": session.reason,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
