"""A session into the database: opened, grown batch by batch, closed."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

import msgspec

from tpdevice.core.record import (
    Happened,
    MarksRow,
    RatingRow,
    RepetitionRow,
    Row,
    Summary,
    ZeroRow,
)
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Header
from tpdevice.core.tapecodec import header_to_dict
from tpdevice.store import rows as columns
from tpdevice.store.chunks import Chunk, join_blocks, pack_tape, pack_trace
from tpdevice.store.database import Store
from tpdevice.store.finalform import final_tape, final_trace


@dataclass(frozen=True, slots=True)
class Start:
    """When a session began by the wall clock, and what tells it from every other."""

    at: datetime
    """With its offset from UTC."""
    uid: str
    """The same wherever the session is copied to."""
    imported: bool = False
    """Came from a file: it counts in no limit and no trend."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is stored in one go; the whole of it, or nothing."""

    tape: tuple[Chunk, ...]
    trace: tuple[Chunk, ...]
    rows: tuple[Row, ...]


def batch(entries: Sequence[Entry], blocks: Sequence[SampleBlock], rows: Iterable[Row]) -> Batch:
    """Return what was measured since the last batch, packed quickly."""
    tape = (pack_tape(entries),) if entries else ()
    return Batch(tape, tuple(pack_trace(join_blocks(blocks))), tuple(rows))


def finished(entries: Sequence[Entry], blocks: Sequence[SampleBlock], rows: Iterable[Row]) -> Batch:
    """Return a whole session, packed in its final form."""
    trace = final_trace(join_blocks(blocks))
    return Batch(tuple(final_tape(entries)), tuple(trace), tuple(rows))


def open_session(store: Store, header: Header, start: Start) -> int:
    """Add a session, or find it again by its uid; return its id."""
    with store.transaction():
        return enter_session(store, header, start)


def enter_session(store: Store, header: Header, start: Start) -> int:
    """Do what `open_session` does, inside a transaction."""
    found = store.row("SELECT id FROM session WHERE uid = :uid", {"uid": start.uid})
    if found:
        return int(found["id"])
    return store.insert("session", _session(store, header, start))


def stored_batches(store: Store, session_id: int) -> int:
    """Return how many batches of a session were stored."""
    sql = "SELECT batches FROM session WHERE id = :id"
    found = store.row(sql, {"id": session_id})
    return int(found["batches"]) if found else 0


def append(store: Store, session_id: int, batches: Sequence[Batch]) -> None:
    """Add batches at the end of a session, in one transaction."""
    with store.transaction():
        add_batches(store, session_id, batches)


def add_batches(store: Store, session_id: int, batches: Sequence[Batch]) -> None:
    """Do what `append` does, inside a transaction."""
    for part in batches:
        add_chunks(store, "tape_chunk", session_id, part.tape)
        add_chunks(store, "trace_chunk", session_id, part.trace)
        for row in part.rows:
            _add_row(store, session_id, row)
    sql = "UPDATE session SET batches = batches + :more WHERE id = :id"
    store.change(sql, {"more": len(batches), "id": session_id})


def close_session(store: Store, session_id: int, summary: Summary) -> None:
    """Write how a session ended; its repetitions are replaced by those of the summary."""
    with store.transaction():
        _close(store, session_id, summary)


def add_chunks(store: Store, table: str, session_id: int, chunks: Iterable[Chunk]) -> None:
    """Add chunks to the end of a session's tape or trace, inside a transaction."""
    sql = f"SELECT COALESCE(MAX(seq) + 1, 0) AS seq FROM {table} WHERE session_id = :id"  # noqa: S608
    found = store.row(sql, {"id": session_id})
    seq = int(found["seq"]) if found else 0
    counted = "entries" if table == "tape_chunk" else "samples"
    for offset, chunk in enumerate(chunks):
        store.insert(
            table,
            {
                "session_id": session_id,
                "seq": seq + offset,
                "format": chunk.format,
                "first_ns": chunk.first_ns,
                "last_ns": chunk.last_ns,
                counted: chunk.count,
                "crc32": chunk.crc32,
                "data": chunk.data,
            },
        )


def utc_text(at: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, ms."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def header_text(header: Header) -> str:
    """Return the first entry of a tape as it is stored."""
    return msgspec.json.encode(header_to_dict(header)).decode()


def profile_id(store: Store, name: str) -> int:
    """Return the id of a profile, made if there is none, inside a transaction."""
    return _id(store, "profile", {"name": name})


def _session(store: Store, header: Header, start: Start) -> columns.Columns:
    identity = header.identity
    offset = start.at.utcoffset()
    return {
        "title": f"{header.local_date} {identity.profile}, {identity.point} {identity.side.value}",
        "uid": start.uid,
        "setup_id": _setup_id(store, header),
        "sensor_id": _sensor_id(store, header, start),
        "simulated": int(header.simulated),
        "imported": int(start.imported),
        "started_utc": utc_text(start.at),
        "utc_offset_min": round(offset.total_seconds() / 60) if offset else 0,
        "local_date": header.local_date,
        "program": header.program,
        "support": identity.support.value,
        "rig_multiplier": float(header.rig_multiplier),
        "header_json": header_text(header),
    }


def _setup_id(store: Store, header: Header) -> int:
    identity = header.identity
    where = {
        "profile_id": profile_id(store, identity.profile),
        "point": identity.point,
        "side": identity.side.value,
        "tool": identity.tool,
    }
    title = f"{identity.profile}, {identity.point} {identity.side.value}, {identity.tool}"
    return _id(store, "setup", where, title=title)


def _sensor_id(store: Store, header: Header, start: Start) -> int:
    where = {
        "kind": header.device_key,
        "address": header.device_address,
        "simulated": int(header.simulated),
    }
    used = {"name": header.device_name, "last_used_utc": utc_text(start.at)}
    found = _id(store, "sensor", where, **used)
    if not start.imported:
        sql = "UPDATE sensor SET name = :name, last_used_utc = :last_used_utc WHERE id = :id"
        store.change(sql, {**used, "id": found})
    return found


def _id(store: Store, table: str, where: columns.Columns, **more: object) -> int:
    test = " AND ".join(f"{name} = :{name}" for name in where)
    found = store.row(f"SELECT id FROM {table} WHERE {test}", where)  # noqa: S608  our own names
    return int(found["id"]) if found else store.insert(table, {**where, **more})


def _add_row(store: Store, session_id: int, row: Row) -> None:
    match row:
        case Happened():
            _insert(store, "happening", session_id, columns.happening_columns(row))
        case RatingRow():
            _insert(store, "rating", session_id, columns.rating_columns(row))
        case MarksRow():
            _insert(store, "calibration", session_id, columns.marks_columns(row))
        case ZeroRow():
            _insert(store, "zero", session_id, columns.zero_columns(row))
        case RepetitionRow():
            _insert(store, "repetition", session_id, columns.repetition_columns(row))
        case Summary():
            _close(store, session_id, row)
        case _:
            assert_never(row)


def _insert(store: Store, table: str, session_id: int, values: columns.Columns) -> None:
    store.insert(table, {"session_id": session_id, **values})


def _close(store: Store, session_id: int, summary: Summary) -> sqlite3.Cursor:
    store.change("DELETE FROM repetition WHERE session_id = :id", {"id": session_id})
    for row in summary.repetitions:
        _insert(store, "repetition", session_id, columns.repetition_columns(row))
    values = columns.summary_columns(summary)
    values["summary_json"] = msgspec.json.encode(summary).decode()
    changes = ", ".join(f"{name} = :{name}" for name in values)
    sql = f"UPDATE session SET {changes} WHERE id = :id"  # noqa: S608  our own names
    return store.change(sql, {**values, "id": session_id})
