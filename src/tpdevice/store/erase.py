"""One person out of a log for good: deleted, overwritten, and searched for afterwards."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from tpdevice.core.errors import StoreError
from tpdevice.store.database import Store, open_alone, open_as_it_is
from tpdevice.store.owned import owned_tables, profile_of

_WINDOW: Final = 16 << 20
"""Bytes of a file that are searched in one go. Chosen."""
_SHORTEST: Final = 4
"""Bytes: shorter ones stand in a large file by chance. Chosen."""
_SAMPLE: Final = 24
"""Bytes of a part that are looked for. Chosen: by chance they are nowhere else."""
_MIDDLE: Final = f"substr(data, length(data) / 2, {_SAMPLE})"
_MOST: Final = 40
"""Of each kind that are looked for; more are chosen from begin to end. Chosen."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What would tell that a person is still in a file."""

    name: tuple[bytes, ...]
    own: tuple[bytes, ...]
    """Uids, notes, and bytes of tapes and traces."""

    @property
    def all(self) -> tuple[bytes, ...]:
        """Everything that is looked for."""
        return self.name + self.own


@dataclass(frozen=True, slots=True)
class Proof:
    """What the search after deleting came to."""

    looked_for: int
    """Different things."""
    read_bytes: int
    elsewhere: bool
    """The name also stands in what others keep, such as a note."""
    copies: tuple[Path, ...]
    """Files beside the log that hold something of the person."""


def erase(log: Path, name: str) -> Proof:
    """Delete a person from a log, and see that the bytes are gone.

    Nobody else may have it open: then nothing is deleted.

    Raises
    ------
    NotInStore
        If nobody is called so.
    StoreError
        If the log is in use, or if something is left.
    """
    with open_alone(log) as store:
        traces = erase_from(store, name)
    return proved(log, traces)


def erase_from(store: Store, name: str) -> Traces:
    """Delete a person from a log that nobody else has open; return what to look for once closed."""
    traces = traces_of(store, name)
    store.pragma("secure_delete = ON")
    with store.transaction():
        _delete(store, profile_of(store, name))
    # The old pages are overwritten where they stand, before the file gets shorter.
    store.pragma("wal_checkpoint(TRUNCATE)")
    store.vacuum()
    store.pragma("wal_checkpoint(TRUNCATE)")
    return traces


def traces_of(store: Store, name: str) -> Traces:
    """Return what is looked for after a person was deleted."""
    profile = {"profile": profile_of(store, name)}
    whose = {each.table: each.whose for each in owned_tables(store)}

    def theirs(column: str, table: str) -> list[Any]:
        """Return a column of a person's rows; of many rows, some from begin to end."""
        sql = f"SELECT {column} AS found FROM {table} WHERE {whose[table]}"  # noqa: S608  our own
        rows = store.rows(sql, profile)
        return [row["found"] for row in rows[:: max(1, -(-len(rows) // _MOST))]]

    parts = theirs(_MIDDLE, "tape_chunk") + theirs(_MIDDLE, "trace_chunk")
    texts = theirs("uid", "session") + theirs("text", "note")
    as_json = '"profile":' + msgspec.json.encode(name).decode()
    named = [name, as_json, *theirs("title", "setup")]
    return Traces(
        _long_enough(text.encode() for text in named),
        _long_enough([*[text.encode() for text in texts], *parts]),
    )


def _long_enough(values: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(each for each in values if len(each) >= _SHORTEST))


def _delete(store: Store, profile: int) -> None:
    for each in reversed(owned_tables(store)):
        sql = f"DELETE FROM {each.table} WHERE {each.whose}"  # noqa: S608  our own names
        store.change(sql, {"profile": profile})
    sql = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    for row in store.rows(sql):  # an index for searching keeps words of what is gone
        store.change(f"INSERT INTO {row['name']}({row['name']}) VALUES ('rebuild')", {})  # noqa: S608


def proved(log: Path, traces: Traces) -> Proof:
    """Search the file, and what belongs to it; what stands there has to be somebody else's.

    Raises
    ------
    StoreError
        If something is left.
    """
    files = [log.with_name(log.name + end) for end in ("", "-wal", "-journal")]
    there = [file for file in files if file.exists()]
    left = {trace for file in there for trace in found_in(file, traces.all)}
    with open_as_it_is(log) as store:
        stale = [trace for trace in left if not _kept_by_others(store, trace)]
    if stale:
        hint = "It was deleted, but not overwritten everywhere. Do not pass this file on."
        raise StoreError(
            str(log), f"still holds {len(stale)} of {len(traces.all)} traces.", hint=hint
        )
    size = sum(file.stat().st_size for file in there)
    only_theirs = [trace for trace in traces.own if trace not in left]
    copies = tuple(file for file in _beside(log) if set(found_in(file, only_theirs)))
    return Proof(len(traces.all), size, not left.isdisjoint(traces.name), copies)


def found_in(file: Path, traces: Sequence[bytes]) -> Iterator[bytes]:
    """Yield those traces that stand anywhere in a file, some more than once."""
    overlap = max(map(len, traces), default=1) - 1
    tail = b""
    with file.open("rb") as opened:
        while read := opened.read(_WINDOW):
            window = tail + read
            yield from (trace for trace in traces if trace in window)
            tail = window[-overlap:] if overlap else b""


def _kept_by_others(store: Store, trace: bytes) -> bool:
    """Return whether some row that is left, or the form of the tables, has these bytes."""
    sql = """
        SELECT t.name AS "table", c.name AS "column"
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
        UNION ALL SELECT 'sqlite_schema', 'sql'
    """
    return any(
        store.rows(
            f"""SELECT 1 FROM "{row["table"]}"
                WHERE instr(CAST("{row["column"]}" AS BLOB), :trace) LIMIT 1""",  # noqa: S608
            {"trace": trace},
        )
        for row in store.rows(sql)
    )


def _beside(log: Path) -> list[Path]:
    """Return other databases in the same folder."""
    ours = {log.name + end for end in ("", "-wal", "-shm", "-journal")}
    files = [file for file in log.parent.iterdir() if file.name not in ours and file.is_file()]
    return sorted(file for file in files if os.access(file, os.R_OK) and _is_database(file))


def _is_database(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(15) == b"SQLite format 3"
