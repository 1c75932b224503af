"""Whose key signed the plans that were opened here, and which results were read."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tpdevice.store.database import Row, Store
from tpdevice.store.write import utc_text


@dataclass(frozen=True, slots=True)
class Pinned:
    """A key that was once compared and taken."""

    therapist: str
    key: bytes
    at: datetime


def pinned(store: Store) -> tuple[Pinned, ...]:
    """Return every key that plans are compared with, by name."""
    rows = store.rows("SELECT * FROM pinned_key ORDER BY therapist")
    return tuple([_pinned(row) for row in rows])


def pinned_for(store: Store, therapist: str) -> Pinned | None:
    """Return the key of one therapist, or None; large and small letters are one."""
    sql = "SELECT * FROM pinned_key WHERE therapist = :name"
    row = store.row(sql, {"name": _name(therapist)})
    return None if row is None else _pinned(row)


def pin(store: Store, therapist: str, key: bytes, *, now: datetime) -> bool:
    """Take a key for a therapist; return whether there was none before. None is ever replaced."""
    sql = """
        INSERT INTO pinned_key (therapist, key_hex, pinned_utc) VALUES (:name, :key, :at)
        ON CONFLICT (therapist) DO NOTHING
    """
    asked = {"name": _name(therapist), "key": key.hex(), "at": utc_text(now)}
    with store.transaction():
        return store.change(sql, asked).rowcount == 1


def forget(store: Store, therapist: str) -> bool:
    """Let go of a key, so that the next one is asked about; return whether there was one."""
    sql = "DELETE FROM pinned_key WHERE therapist = :name"
    with store.transaction():
        return store.change(sql, {"name": _name(therapist)}).rowcount == 1


@dataclass(frozen=True, slots=True)
class Seen:
    """A result that was read before."""

    sha256_hex: str
    at: datetime


def seen(store: Store, uid: str) -> Seen | None:
    """Return when a result was read first, or None."""
    row = store.row("SELECT * FROM read_result WHERE uid = :uid", {"uid": uid})
    return None if row is None else Seen(row["sha256_hex"], _moment(row["read_utc"]))


def note_read(store: Store, uid: str, sha256_hex: str, *, plan_id: str, now: datetime) -> None:
    """Keep that a result was read; the first time stays."""
    sql = """
        INSERT INTO read_result (uid, sha256_hex, plan_id, read_utc)
        VALUES (:uid, :sha256, :plan, :at) ON CONFLICT (uid) DO NOTHING
    """
    asked = {"uid": uid, "sha256": sha256_hex, "plan": plan_id, "at": utc_text(now)}
    with store.transaction():
        store.change(sql, asked)


def _name(therapist: str) -> str:
    return " ".join(therapist.split())


def _pinned(row: Row) -> Pinned:
    return Pinned(row["therapist"], bytes.fromhex(row["key_hex"]), _moment(row["pinned_utc"]))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
