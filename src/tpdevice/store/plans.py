"""Plans that were opened, and why something of them was left out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tpdevice.store.database import Row, Store
from tpdevice.store.write import profile_id, utc_text

REASONS: Final = ("no time", "sore", "did not feel like it", "something else")
"""Why something of a plan was not done, as a person says it by one key."""


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan as it was opened."""

    number: int
    profile: str
    text: str
    digest: str
    first_day: date
    signer: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why one place was not done on a day."""

    local_date: date
    point: str
    side: str
    reason: str


def open_plan(
    store: Store, plan: OpenPlan, *, title: str, plan_id: str, issue: int, now: datetime
) -> int:
    """Keep a plan as the one of a person; what was open before is closed."""
    with store.transaction():
        profile = profile_id(store, plan.profile)
        _close(store, plan.profile, now)
        return store.insert(
            "plan",
            {
                "title": title,
                "profile_id": profile,
                "plan_id": plan_id,
                "issue": issue,
                "text": plan.text,
                "digest": plan.digest,
                "signer": plan.signer,
                "first_day": plan.first_day.isoformat(),
                "opened_utc": utc_text(now),
            },
        )


def close_plan(store: Store, profile: str, *, now: datetime) -> bool:
    """Close the plan of a person; return whether there was one."""
    with store.transaction():
        return _close(store, profile, now)


def plan_of(store: Store, profile: str) -> OpenPlan | None:
    """Return the plan that a person has open, or None."""
    sql = """
        SELECT n.*, p.name AS profile FROM plan n JOIN profile p ON p.id = n.profile_id
        WHERE p.name = :profile AND n.closed_utc IS NULL ORDER BY n.id DESC
    """
    row = store.row(sql, {"profile": profile})
    return None if row is None else _opened(row)


def keep_reason(store: Store, number: int, left: LeftOut, *, now: datetime) -> bool:
    """Keep why a place was left out on a day; return whether it was said for the first time."""
    sql = """
        INSERT INTO left_out (plan_id, local_date, point, side, reason, said_utc)
        VALUES (:plan, :local_date, :point, :side, :reason, :said)
        ON CONFLICT (plan_id, local_date, point, side) DO NOTHING
    """
    values = {
        "plan": number,
        "local_date": left.local_date.isoformat(),
        "point": left.point,
        "side": left.side,
        "reason": left.reason,
        "said": utc_text(now),
    }
    with store.transaction():
        return store.change(sql, values).rowcount == 1


def reasons_of(store: Store, number: int) -> tuple[LeftOut, ...]:
    """Return why places of a plan were left out, oldest day first."""
    sql = "SELECT * FROM left_out WHERE plan_id = :plan ORDER BY local_date, id"
    return tuple([_left_out(row) for row in store.rows(sql, {"plan": number})])


def _close(store: Store, profile: str, now: datetime) -> bool:
    sql = """
        UPDATE plan SET closed_utc = :now WHERE closed_utc IS NULL
            AND profile_id = (SELECT id FROM profile WHERE name = :profile)
    """
    return store.change(sql, {"now": utc_text(now), "profile": profile}).rowcount > 0


def _opened(row: Row) -> OpenPlan:
    return OpenPlan(
        number=row["id"],
        profile=row["profile"],
        text=row["text"],
        digest=row["digest"],
        first_day=date.fromisoformat(row["first_day"]),
        signer=row["signer"],
    )


def simulated_sessions(store: Store, profile: str, *, first: date, last: date) -> int:
    """Return how many simulated sessions of a person there are from one day to another."""
    sql = """
        SELECT COUNT(*) AS number FROM sessions
        WHERE profile = :profile AND simulated AND local_date BETWEEN :first AND :last
    """
    asked = {"profile": profile, "first": first.isoformat(), "last": last.isoformat()}
    found = store.row(sql, asked)
    return 0 if found is None else int(found["number"])


def _left_out(row: Row) -> LeftOut:
    return LeftOut(date.fromisoformat(row["local_date"]), row["point"], row["side"], row["reason"])
