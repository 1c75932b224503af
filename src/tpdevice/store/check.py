"""What is wrong with a log, each with a next step; looking changes nothing."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from tpdevice.core.errors import StoreError, TapeError
from tpdevice.store.chunks import FORMS, Chunk
from tpdevice.store.database import Store
from tpdevice.store.read import (
    read_header,
    read_summary,
    tape_chunks,
    trace_chunks,
    unfinished_sessions,
)

_RECOVER: Final = "Keep it, and `tpdevice restore` a backup. Without one: `sqlite3 FILE .recover`."
_OTHERS: Final = "All else can be read. If a backup has this session whole, restore that."


class Wrong(StrEnum):
    """What kind of trouble it is."""

    FILE = "file"
    """The database itself: nothing in it can be relied on."""
    PART = "part"
    """Some of one session."""
    OPEN = "open"
    """A session that was never closed."""
    PRIVACY = "privacy"
    """Others may read the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    kind: Wrong
    problem: str
    next_step: str


def look_at_file(store: Store) -> Iterator[Finding]:
    """Yield what SQLite itself finds wrong, and rows that belong to nothing."""
    try:
        for row in store.rows("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                problem = f"SQLite finds the file damaged: {row['integrity_check']}."
                yield Finding(Wrong.FILE, problem, _RECOVER)
        yield from _orphans(store)
    except StoreError as error:
        yield Finding(Wrong.FILE, f"It cannot be read to its end: it {error.problem}", _RECOVER)


def _orphans(store: Store) -> Iterator[Finding]:
    sql = """
        SELECT "table" AS child, parent, COUNT(*) AS rows FROM pragma_foreign_key_check
        GROUP BY child, parent ORDER BY child, parent
    """
    for row in store.rows(sql):
        problem = f"Rows of {row['child']} that belong to no {row['parent']}: {row['rows']}."
        yield Finding(Wrong.FILE, problem, _RECOVER)


def all_sessions(store: Store) -> tuple[int, ...]:
    """Return the numbers of every session there is; none where the file cannot tell."""
    try:
        return tuple(row["id"] for row in store.rows("SELECT id FROM session ORDER BY id"))
    except StoreError:
        return ()


def look_at_all(store: Store) -> list[Finding]:
    """Return what is wrong with the file and with every session in it."""
    found = list(look_at_file(store))
    for number in all_sessions(store):
        found += look_at_session(store, number)
    return found


def look_at_session(store: Store, session_id: int) -> list[Finding]:
    """Return what is wrong with a session: header and summary, and every part by its checksum."""
    problems = _problems(store, session_id)
    return [Finding(Wrong.PART, problem, _OTHERS) for problem in problems]


def _problems(store: Store, session_id: int) -> Iterator[str]:
    for read in (read_header, read_summary):
        try:
            read(store, session_id)
        except StoreError as error:
            yield error.problem
    try:
        yield from _bad_parts(session_id, "tape", tape_chunks(store, session_id))
        yield from _bad_parts(session_id, "trace", trace_chunks(store, session_id))
    except StoreError as error:
        yield error.problem


def _bad_parts(session_id: int, what: str, chunks: Iterable[tuple[int, Chunk]]) -> Iterator[str]:
    where = f"session {session_id}, {what}"
    due = 0
    for seq, chunk in chunks:
        if seq != due:
            yield f"{where}: something is missing before part {seq}."
        due = seq + 1
        if not chunk.whole:
            yield f"{where} part {seq}: its checksum is wrong, the bytes changed after writing."
        elif chunk.format not in FORMS:
            yield f"{where} part {seq}: there is no way here to read {chunk.format!r}."


def look_for_open(store: Store, *, now: datetime) -> list[Finding]:
    """Return sessions that were never closed and that nobody writes any more."""
    try:
        lines = unfinished_sessions(store, now=now)
    except (StoreError, TapeError):
        return []
    step = "It is closed by what its tape says when the next session begins; nothing is lost."
    return [Finding(Wrong.OPEN, f"session {line.id} was never closed.", step) for line in lines]


def look_at_privacy(path: Path, *, folder: bool) -> list[Finding] | None:
    """Return what others may read; None where the system does not tell. Windows: not verified."""
    if os.name != "posix":
        return None
    found = [_readable(path, "600")]  # what SQLite makes beside it has the same mode
    if folder:
        found.append(_readable(path.parent, "700"))
    return [each for each in found if each is not None]


def _readable(path: Path, mode: str) -> Finding | None:
    if not stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return None
    problem = f"Others on this computer may read {path}."
    return Finding(Wrong.PRIVACY, problem, f"Make it yours alone: `chmod {mode} '{path}'`.")
