"""What a result says, as rows: sessions once, whichever result told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from tpdevice.homework.result import Delivered, Result
from tpdevice.store.clinic.daynumbers import day_number
from tpdevice.store.clinic.plans import plan_days
from tpdevice.store.clinic.rows import (
    Filed,
    day_row,
    exception_row,
    felt_row,
    hold_row,
    place_row,
    result_row,
    session_row,
)
from tpdevice.store.database import Store


@dataclass(frozen=True, slots=True)
class Added:
    """What a result changed in a clinic."""

    sessions: int
    """That were not here, or said something else."""
    disputed: int
    """That one result of a plan tells of, and another that should know them does not."""


def seen_before(store: Store, uid: str) -> str | None:
    """Return the digest of a result that was taken under this number, or None."""
    row = store.row("SELECT sha256_hex FROM result WHERE uid = :uid", {"uid": uid})
    return None if row is None else str(row["sha256_hex"])


def is_newest(store: Store, plan_number: int, made_utc: str) -> bool:
    """Say whether nothing newer was taken of a plan."""
    row = store.row("SELECT made_utc FROM plan WHERE id = :number", {"number": plan_number})
    return row is None or row["made_utc"] is None or str(row["made_utc"]) <= made_utc


def keep_result(store: Store, filed: Filed, *, now: datetime) -> Added:
    """Keep what a result says, also where it is known and counted anew.

    The newest result of a plan has the word; an older one, come late, only adds what it lacks.
    """
    result, plan = filed.result, filed.plan_number
    newest = is_newest(store, plan, result.made_utc)
    known = _known(store, plan)
    if seen_before(store, result.uid) is not None:
        known = {uid: (number, "") for uid, (number, _) in known.items()}
    left_out = _told_last(store, plan) - set(_uids(result)) if newest else set()
    if newest:
        _keep_plan(store, filed)
    else:
        result = replace(
            result, sessions=tuple([each for each in result.sessions if each.uid not in known])
        )
    fresh = _keep_sessions(store, filed, result, known)
    _keep_felt(store, plan, result)
    if newest:
        _keep_found(store, filed)
    _keep_counts(store, filed.client)
    store.change("DELETE FROM result WHERE uid = :uid", {"uid": result.uid})
    store.insert("result", result_row(filed, now))
    late = [each for each in fresh if not (newest or each.simulated)]
    return Added(len(fresh), len(left_out) + len(late))


def _told_last(store: Store, plan: int) -> set[str]:
    """Return what a person did by the newest result so far."""
    sql = """
        SELECT session.uid FROM session JOIN plan ON plan.id = session.plan_id
        WHERE plan.id = :plan AND session.result_uid = plan.result_uid
            AND NOT session.simulated
    """
    return {row["uid"] for row in store.rows(sql, {"plan": plan})}


def _keep_counts(store: Store, client: int) -> None:
    """Say what counts: what a person did, or everything where no person did anything."""
    asked = {"client": client}
    sql = """
        UPDATE plan SET counts = simulated <= (
            SELECT MIN(simulated) FROM plan WHERE client_id = :client AND result_uid IS NOT NULL
        ) WHERE client_id = :client
    """
    store.change(sql, asked)
    sql = """
        UPDATE session SET counts = (
            SELECT plan.counts AND plan.simulated = session.simulated
            FROM plan WHERE plan.id = session.plan_id
        ) WHERE client_id = :client
    """
    store.change(sql, asked)


def session_ids(store: Store, plan_number: int, *, without_trace: bool) -> dict[str, int]:
    """Return the sessions of a plan here, by the number that the person's log gave them."""
    sql = """
        SELECT uid, id FROM session
        WHERE plan_id = :plan AND (NOT :without OR trace_file_id IS NULL)
    """
    rows = store.rows(sql, {"plan": plan_number, "without": int(without_trace)})
    return {row["uid"]: row["id"] for row in rows}


def _known(store: Store, plan: int) -> dict[str, tuple[int, str]]:
    sql = "SELECT uid, id, sha256_hex FROM session WHERE plan_id = :plan"
    return {row["uid"]: (row["id"], row["sha256_hex"]) for row in store.rows(sql, {"plan": plan})}


def _keep_plan(store: Store, filed: Filed) -> None:
    result = filed.result
    values: dict[str, object] = {
        **plan_days(filed.plan, result.first_day),
        "until_date": result.until.isoformat(),
        "until_day": day_number(result.until),
        "made_utc": result.made_utc,
        "result_uid": result.uid,
        "program": result.program,
        "simulated": int(filed.simulated),
    }
    named = ", ".join(f"{name} = :{name}" for name in values)
    sql = f"UPDATE plan SET {named} WHERE id = :id"  # noqa: S608  our own names
    store.change(sql, {**values, "id": filed.plan_number})


def _keep_sessions(
    store: Store, filed: Filed, result: Result, known: Mapping[str, tuple[int, str]]
) -> tuple[Delivered, ...]:
    fresh = []
    for session in result.sessions:
        digest = sha256(msgspec.json.encode(replace(session, trace=None))).hexdigest()
        number, before = known.get(session.uid, (None, ""))
        if before == digest:
            continue
        _keep_session(store, session_row(filed, session, digest), number)
        fresh.append(session)
    told = [{"id": known[uid][0]} for uid in _uids(result) if uid in known]
    sql = "UPDATE session SET result_uid = :result WHERE id = :id"
    store.change_all(sql, [{"result": result.uid, **each} for each in told])
    _keep_holds(store, filed.plan_number, fresh)
    return tuple(fresh)


def _keep_session(store: Store, row: Mapping[str, object], number: int | None) -> None:
    if number is None:
        store.insert("session", row)
        return
    named = ", ".join(f"{name} = :{name}" for name in row)
    sql = f"UPDATE session SET {named} WHERE id = :id"  # noqa: S608  our own names
    store.change(sql, {**row, "id": number})
    store.change("DELETE FROM hold WHERE session_id = :id", {"id": number})


def _keep_holds(store: Store, plan: int, sessions: Iterable[Delivered]) -> None:
    known = _known(store, plan)
    rows = [
        hold_row(known[session.uid][0], number, hold)
        for session in sessions
        for number, hold in enumerate(session.holds, 1)
    ]
    store.add("hold", rows)


def _keep_felt(store: Store, plan: int, result: Result) -> None:
    known = _known(store, plan)
    here = {uid: known[uid][0] for uid in _uids(result)}
    sql = "DELETE FROM follow_up WHERE session_id = :id"
    store.change_all(sql, [{"id": number} for number in here.values()])
    told = [felt_row(here[each.uid], each) for each in result.felt if each.uid in here]
    store.add("follow_up", told)


def _uids(result: Result) -> list[str]:
    return [session.uid for session in result.sessions]


def _keep_found(store: Store, filed: Filed) -> None:
    plan = filed.plan_number
    for table in ("asked_day", "asked_place", "exception"):
        sql = f"DELETE FROM {table} WHERE plan_id = :plan"  # noqa: S608  our own names
        store.change(sql, {"plan": plan})
    known = _known(store, plan)
    store.add("asked_day", [day_row(plan, each) for each in filed.days if each.place is None])
    store.add("asked_place", [place_row(plan, each) for each in filed.days if each.place])
    store.add("exception", [exception_row(plan, known, each) for each in filed.exceptions])
