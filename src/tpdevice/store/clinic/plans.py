"""Clients and their plans, each version as it was sent, and the files that were taken."""

from dataclasses import dataclass
from datetime import date

from tpdevice.homework.plan import Plan
from tpdevice.store.clinic.daynumbers import day_number
from tpdevice.store.database import Store


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """One version of a plan, as it is known here."""

    number: int
    """Of the plan, whatever its version."""
    client: int
    text: str


def plan_key(plan_id: str, digest: str) -> str:
    """Return what a plan is known by; one that was never sent has only its text."""
    return plan_id or f"text {digest[:32]}"


def keep_plan(store: Store, plan: Plan, *, text: str, digest: str) -> bool:
    """Keep a version of a plan; return whether it was new. Its first version names the client."""
    if store.row("SELECT 1 FROM plan_text WHERE digest = :digest", {"digest": digest}):
        return False
    key = plan_key(plan.plan_id, digest)
    known = store.row("SELECT id FROM plan WHERE plan_id = :key", {"key": key})
    if known is None:
        values = {"client_id": _client(store, plan.person), "plan_id": key, "title": plan.title}
        number = store.insert("plan", {**values, **plan_days(plan, plan.first_day)})
    else:
        number = int(known["id"])
    store.insert(
        "plan_text", {"digest": digest, "plan_id": number, "issue": plan.issue, "text": text}
    )
    return True


def plan_days(plan: Plan, first: date | None) -> dict[str, object]:
    """Return from when until when a plan lasts, as columns; nothing where nobody knows yet."""
    if first is None:
        return {}
    last = plan.last_day(first)
    return {
        "first_date": first.isoformat(),
        "first_day": day_number(first),
        "last_date": last.isoformat(),
        "last_day": day_number(last),
    }


def plan_version(store: Store, plan_id: str, digest: str) -> KeptPlan | None:
    """Return the very version of a plan that a result answers, or None."""
    sql = """
        SELECT plan.id, plan.client_id, plan_text.text FROM plan_text
        JOIN plan ON plan.id = plan_text.plan_id
        WHERE plan_text.digest = :digest AND plan.plan_id = :key
    """
    row = store.row(sql, {"digest": digest, "key": plan_key(plan_id, digest)})
    return None if row is None else KeptPlan(row["id"], row["client_id"], row["text"])


def is_known(store: Store, plan_id: str, digest: str) -> bool:
    """Say whether any version of a plan is here."""
    sql = "SELECT 1 FROM plan WHERE plan_id = :key"
    return store.row(sql, {"key": plan_key(plan_id, digest)}) is not None


def plans_beside(store: Store, number: int) -> list[str]:
    """Return the client's other plans that ask for something on the same days."""
    sql = """
        SELECT other.plan_id FROM plan JOIN plan other ON other.client_id = plan.client_id
        WHERE plan.id = :number AND other.id <> plan.id
            AND other.first_day <= plan.last_day AND other.last_day >= plan.first_day
        ORDER BY other.id
    """
    return [row["plan_id"] for row in store.rows(sql, {"number": number})]


def taken_files(store: Store) -> dict[str, tuple[int, int]]:
    """Return every file that was taken: its size, and when it had last been changed, ns."""
    rows = store.rows("SELECT path, byte_count, modified_ns FROM taken_file")
    return {row["path"]: (row["byte_count"], row["modified_ns"]) for row in rows}


def note_taken(store: Store, path: str, mark: tuple[int, int], *, plan_number: int) -> None:
    """Keep that a file was taken, so that it is not read again."""
    sql = """
        INSERT OR REPLACE INTO taken_file (path, byte_count, modified_ns, plan_id)
        VALUES (:path, :byte_count, :modified_ns, :plan_number)
    """
    asked = {"path": path, "byte_count": mark[0], "modified_ns": mark[1]}
    store.change(sql, {**asked, "plan_number": plan_number})


def _client(store: Store, name: str) -> int:
    known = store.row("SELECT id FROM client WHERE name = :name", {"name": name})
    return store.insert("client", {"name": name}) if known is None else int(known["id"])
