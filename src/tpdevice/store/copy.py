"""A session from one file into another, chunk by chunk as it is."""

from typing import Final

from tpdevice.store.database import Row, Store
from tpdevice.store.read import read_header, started_at
from tpdevice.store.write import Start, enter_session, profile_id, stored_batches

_PARTS: Final = (
    "tape_chunk",
    "trace_chunk",
    "happening",
    "rating",
    "calibration",
    "zero",
    "repetition",
    "note",
)
_OWN: Final = ("id", "title", "uid", "setup_id", "sensor_id")
"""Columns of a session that the other file has its own values for, or already has."""


def copy_session(source: Store, target: Store, session_id: int) -> int:
    """Copy a session, unless the target has as much of it; return its id there.

    Raises
    ------
    NotInStore
        If the source has no such session.
    """
    header = read_header(source, session_id)
    row = source.rows("SELECT * FROM session WHERE id = :id", {"id": session_id})[0]
    start = Start(started_at(source, session_id), row["uid"], bool(row["imported"]))
    with target.transaction():
        copied = enter_session(target, header, start)
        if stored_batches(target, copied) < row["batches"]:
            _replace_parts(source, target, session_id, copied)
            _replace_ending(target, copied, row)
    return copied


def _replace_parts(source: Store, target: Store, session_id: int, copied: int) -> None:
    profile = profile_id(target, read_header(source, session_id).identity.profile)
    for table in _PARTS:
        sql = f"DELETE FROM {table} WHERE session_id = :id"  # noqa: S608  our own names
        target.change(sql, {"id": copied})
        for part in _parts(source, table, session_id):
            own = {"profile_id": profile} if table == "note" else {}
            target.insert(table, {**part, **own, "session_id": copied})


def _replace_ending(target: Store, copied: int, row: Row) -> None:
    values = {name: value for name, value in row.items() if name not in _OWN}
    changes = ", ".join(f"{name} = :{name}" for name in values)
    sql = f"UPDATE session SET {changes} WHERE id = :id"  # noqa: S608  our own names
    target.change(sql, {**values, "id": copied})


def _parts(source: Store, table: str, session_id: int) -> list[Row]:
    sql = f"SELECT * FROM {table} WHERE session_id = :id"  # noqa: S608  our own names
    found = source.rows(sql, {"id": session_id})
    return [{name: value for name, value in row.items() if name != "id"} for row in found]
