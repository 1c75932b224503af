"""Sessions out of the database: lists, one whole, its tape and its trace."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import msgspec
from msgspec.structs import replace

from tpdevice.core.errors import NotInStore, StoreError, TapeError
from tpdevice.core.record import (
    Happened,
    MarksRow,
    RatingRow,
    RepetitionRow,
    Summary,
    ZeroRow,
    all_matched,
)
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Header
from tpdevice.core.tapecodec import header_from_dict
from tpdevice.core.units import seconds
from tpdevice.store import rows as columns
from tpdevice.store.chunks import Chunk, join_blocks, unpack_tape, unpack_trace
from tpdevice.store.database import Row, Store

QUIET_S: Final = 10.0
"""A session without an ending is over when it was silent for this long. Chosen: it is stored
twice a second while it runs."""

_REST_IS_WHOLE: Final = "The rest of the log is not affected; a backup may hold this session whole."

MOST_SESSIONS: Final = (1 << 63) - 1
"""The greatest number of a row. Source: sqlite.org/autoinc.html."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in a list."""

    id: int
    started: datetime
    """Local time where it was, with its offset."""
    local_date: str
    profile: str
    point: str
    side: str
    tool: str
    simulated: bool
    imported: bool
    ending: str
    """An `Ending`; "interrupted" also where the program was killed."""
    closed: bool
    """False: killed or still running; the figures are what was stored until then."""
    held_s: float
    pressed_s: float
    peak_n: float
    repetitions: int
    first_rating: int | None
    last_rating: int | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One whole session, without tape and trace."""

    line: SessionLine
    header: Header
    summary: Summary | None
    """None when it was never closed."""
    repetitions: tuple[RepetitionRow, ...]
    ratings: tuple[RatingRow, ...]
    marks: tuple[MarksRow, ...]
    zeros: tuple[ZeroRow, ...]
    happenings: tuple[Happened, ...]
    notes: tuple[str, ...]


def list_sessions(
    store: Store,
    *,
    profile: str | None = None,
    include_simulated: bool = False,
    limit: int | None = None,
) -> tuple[SessionLine, ...]:
    """Return sessions, newest first; simulated ones only when asked for."""
    sql = """
        SELECT * FROM sessions
        WHERE (:simulated OR NOT simulated) AND (:profile IS NULL OR profile = :profile)
        ORDER BY started_utc DESC, id DESC LIMIT :limit
    """
    asked = {
        "simulated": int(include_simulated),
        "profile": profile,
        "limit": -1 if limit is None else limit,
    }
    return tuple(_line(row) for row in store.rows(sql, asked))


def session_numbers(
    store: Store,
    *,
    profile: str | None = None,
    since: str = "",
    include_simulated: bool = False,
) -> tuple[int, ...]:
    """Return the numbers of sessions, oldest first; `since` is a local date in ISO 8601."""
    sql = """
        SELECT id FROM sessions
        WHERE (:simulated OR NOT simulated) AND (:profile IS NULL OR profile = :profile)
            AND local_date >= :since
        ORDER BY started_utc, id
    """
    asked = {"simulated": int(include_simulated), "profile": profile, "since": since}
    return tuple(row["id"] for row in store.rows(sql, asked))


def open_sessions(store: Store) -> tuple[SessionLine, ...]:
    """Return sessions without an ending, oldest first: cut off, or still running somewhere."""
    return tuple(line for line, _ in _open(store))


def unfinished_sessions(store: Store, *, now: datetime) -> tuple[SessionLine, ...]:
    """Return sessions without an ending that nobody writes any more, oldest first."""
    newest = now - timedelta(seconds=QUIET_S)
    return tuple(
        line for line, last_s in _open(store) if line.started + timedelta(seconds=last_s) <= newest
    )


def _open(store: Store) -> Iterator[tuple[SessionLine, float]]:
    """Yield open sessions, each with how far its tape goes, s."""
    sql = """
        SELECT v.*, (SELECT MAX(last_ns) FROM tape_chunk t WHERE t.session_id = v.id) AS last_ns
        FROM sessions v
        WHERE v.id IN (SELECT id FROM session WHERE ending IS NULL) AND NOT v.imported
        ORDER BY v.id
    """
    for row in store.rows(sql):
        line = _line({name: value for name, value in row.items() if name != "last_ns"})
        yield line, seconds(row["last_ns"] or 0)


def show_session(store: Store, session_id: int) -> SessionPage:
    """Return one session.

    Raises
    ------
    NotInStore
        If there is none of this number.
    """
    view = _one(store, "SELECT * FROM sessions WHERE id = :id", session_id)
    ratings = tuple(map(columns.rating, _of(store, "rating", session_id)))
    repetitions = map(columns.repetition, _of(store, "repetition", session_id))
    summary = read_summary(store, session_id)
    if summary is not None:
        summary = replace(summary, repetitions=_with_matched(summary.repetitions, ratings))
    return SessionPage(
        line=_line(view),
        header=read_header(store, session_id),
        summary=summary,
        repetitions=_with_matched(repetitions, ratings),
        ratings=ratings,
        marks=tuple(map(columns.marks, _of(store, "calibration", session_id))),
        zeros=tuple(map(columns.zero, _of(store, "zero", session_id))),
        happenings=tuple(map(columns.happening, _of(store, "happening", session_id))),
        notes=tuple(row["text"] for row in _of(store, "note", session_id)),
    )


def _with_matched(
    repetitions: Iterable[RepetitionRow], ratings: Sequence[RatingRow]
) -> tuple[RepetitionRow, ...]:
    """Return repetitions with what their ratings say of the force at which they were given."""
    return tuple(
        replace(row, matched=all_matched(r for r in ratings if r.repetition == row.repetition))
        for row in repetitions
    )


def read_header(store: Store, session_id: int) -> Header:
    """Return the header of a session's tape."""
    sql = "SELECT header_json FROM session WHERE id = :id"
    found = _one(store, sql, session_id)
    try:
        return header_from_dict(msgspec.json.decode(found["header_json"]))
    except (TapeError, msgspec.DecodeError) as error:
        problem = f"session {session_id}: its header is damaged. {error}"
        raise StoreError(str(store.path), problem, hint=_REST_IS_WHOLE) from error


def read_tape(store: Store, session_id: int) -> tuple[Header, Iterator[Entry]]:
    """Return a session's header and its entries, read as they are asked for.

    Raises
    ------
    NotInStore
        If there is no such session.
    StoreError
        If a part is damaged; the session and the part are named.
    """
    return read_header(store, session_id), _entries(store, session_id)


def read_trace(store: Store, session_id: int) -> SampleBlock:
    """Return the derived samples of a session, session time and force after tare."""
    return join_blocks(tuple(trace_blocks(store, session_id)))


def trace_blocks(store: Store, session_id: int) -> Iterator[SampleBlock]:
    """Yield the derived samples of a session as they were packed.

    Raises
    ------
    StoreError
        If a part is damaged; the session and the part are named.
    """
    for seq, chunk in trace_chunks(store, session_id):
        try:
            yield unpack_trace(chunk)
        except TapeError as error:
            raise _damaged(store, session_id, seq, "trace", error) from error


def tape_chunks(store: Store, session_id: int) -> Iterator[tuple[int, Chunk]]:
    """Yield the numbered chunks of a tape, unread."""
    for row in _chunk_rows(store, "tape_chunk", session_id):
        yield row["seq"], _chunk(row, row["entries"])


def trace_chunks(store: Store, session_id: int) -> Iterator[tuple[int, Chunk]]:
    """Yield the numbered chunks of a trace, unread."""
    for row in _chunk_rows(store, "trace_chunk", session_id):
        yield row["seq"], _chunk(row, row["samples"])


def started_at(store: Store, session_id: int) -> datetime:
    """Return when a session began, in the local time of the place."""
    sql = "SELECT started_utc, utc_offset_min FROM session WHERE id = :id"
    return _local(_one(store, sql, session_id))


def _entries(store: Store, session_id: int) -> Iterator[Entry]:
    for seq, chunk in tape_chunks(store, session_id):
        try:
            yield from unpack_tape(chunk)
        except TapeError as error:
            raise _damaged(store, session_id, seq, "tape", error) from error


def _chunk_rows(store: Store, table: str, session_id: int) -> list[Row]:
    sql = f"SELECT * FROM {table} WHERE session_id = :id ORDER BY seq"  # noqa: S608  our own names
    return store.rows(sql, {"id": session_id})


def _of(store: Store, table: str, session_id: int) -> list[Row]:
    sql = f"SELECT * FROM {table} WHERE session_id = :id ORDER BY id"  # noqa: S608  our own names
    return store.rows(sql, {"id": session_id})


def _chunk(row: Row, count: int) -> Chunk:
    return Chunk(
        row["format"], row["first_ns"], row["last_ns"], count, row["crc32"], bytes(row["data"])
    )


def read_summary(store: Store, session_id: int) -> Summary | None:
    """Return what a session came to, or None where it was never closed."""
    sql = "SELECT summary_json FROM session WHERE id = :id"
    found = store.row(sql, {"id": session_id})
    if found is None or found["summary_json"] is None:
        return None
    try:
        return msgspec.json.decode(found["summary_json"], type=Summary)
    except msgspec.DecodeError as error:
        problem = f"session {session_id}: its summary makes no sense: {error}."
        raise StoreError(str(store.path), problem, hint=_REST_IS_WHOLE) from error


def _line(row: Row) -> SessionLine:
    values = {name: value for name, value in row.items() if name not in _NOT_IN_LINE}
    for flag in ("simulated", "imported", "closed"):
        values[flag] = bool(values[flag])
    return SessionLine(started=_local(row), **values)


_NOT_IN_LINE = ("started_utc", "utc_offset_min")


def _local(row: Row) -> datetime:
    zone = timezone(timedelta(minutes=row["utc_offset_min"]))
    return datetime.fromisoformat(row["started_utc"]).replace(tzinfo=UTC).astimezone(zone)


def _one(store: Store, sql: str, session_id: int) -> Row:
    """Return the row of a session, or raise `NotInStore`."""
    # A number that SQLite cannot even hold is as much not there as any other.
    found = store.row(sql, {"id": session_id}) if abs(session_id) <= MOST_SESSIONS else None
    if found is None:
        hint = "`tpdevice log` lists what there is; simulated sessions with --simulated."
        raise NotInStore(str(store.path), f"has no session {session_id}.", hint=hint)
    return found


def _damaged(store: Store, session_id: int, seq: int, what: str, error: TapeError) -> StoreError:
    problem = f"session {session_id}, {what} part {seq} is damaged. {error}"
    return StoreError(str(store.path), problem, hint=_REST_IS_WHOLE)
