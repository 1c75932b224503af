"""Ten years of sessions in one file: each a copy of one that the program itself kept.

Summaries, marks, ratings, happenings and tapes are those of a simulated session. Traces are of
simulated sessions, too, made as long as 36 000 samples; a few of them stand for all.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from msgspec.structs import replace

from benchmarks.kernel import virtual_session
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header
from tpdevice.store.chunks import Chunk, join_blocks, trace_minutes
from tpdevice.store.database import Store, open_store
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, add_chunks, finished, utc_text

SESSIONS: Final = 7_300
"""Two a day for ten years."""
SAMPLES: Final = 36_000
"""Of one session: seven and a half minutes at 80 Hz."""
_PLACES: Final = ("UT", "LS", "IS", "RH", "GM", "QL")
_RECORDINGS: Final = 4
_LAST: Final = datetime(2026, 6, 1, 18, tzinfo=UTC)
_COPIED: Final = ("repetition", "rating", "calibration", "zero", "happening")
_PAIRS: Final = 50
"""Sessions in one transaction."""


def ten_years(path: Path, sessions: int, *, traced: int = 1) -> None:
    """Make a log of so many sessions, two a day; one in `traced` keeps its trace and tape."""
    originals = _originals(path)
    recordings = [tuple(trace_minutes(recording(seed))) for seed in range(_RECORDINGS)]
    with open_store(path) as store:
        columns = {table: _columns(store, table) for table in ("session", *_COPIED, "tape_chunk")}
        numbers = range(len(originals), sessions)
        for first in range(0, len(numbers), _PAIRS):
            with store.transaction():
                for number in numbers[first : first + _PAIRS]:
                    kept = recordings[number % _RECORDINGS] if number % traced == 0 else ()
                    _copy(store, columns, number, sessions, trace=kept)


def recording(seed: int) -> SampleBlock:
    """Return the samples of a simulated session; what is missing to `SAMPLES` begins anew."""
    block = join_blocks(virtual_session(1 + seed)[1].blocks)
    period_ns = int(block.t_ns[-1] - block.t_ns[0]) + 12_500_000
    rounds = range(-(-SAMPLES // len(block)))
    t_ns = np.concatenate([block.t_ns + number * period_ns for number in rounds])
    force_mn = np.concatenate([block.force_mn for _ in rounds])
    return SampleBlock.own(t_ns[:SAMPLES], force_mn[:SAMPLES])


def _originals(path: Path) -> list[int]:
    kept = virtual_session(1)[1]
    whole = finished(kept.entries, (), kept.rows)
    found = []
    for number, header in enumerate(_headers(kept.header)):
        keep_session(path, header, start=Start(_LAST, f"original {number}"), whole=whole)
        found.append(number)
    return found


def _headers(header: Header) -> Iterator[Header]:
    for point in _PLACES:
        identity = replace(header.identity, profile="Ada", point=point)
        yield replace(header, identity=identity, simulated=False, local_date="2026-06-01")


def _columns(store: Store, table: str) -> str:
    names = [row["name"] for row in store.rows(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in names if name not in ("id", "session_id"))


def _copy(
    store: Store, columns: dict[str, str], number: int, of: int, *, trace: tuple[Chunk, ...]
) -> None:
    original = 1 + number % len(_PLACES)
    began = _LAST - timedelta(hours=12 * (of - number))
    names = columns["session"]
    new = {
        "uid": f"copy {number}",
        "started_utc": utc_text(began),
        "local_date": began.date().isoformat(),
    }
    taken = ", ".join(f":{name}" if name in new else name for name in names.split(", "))
    sql = f"INSERT INTO session ({names}) SELECT {taken} FROM session WHERE id = :original"
    asked = {"original": original, **new}
    asked["id"] = store.change(sql, asked).lastrowid
    for table in (*_COPIED, *(("tape_chunk",) if trace else ())):
        sql = (
            f"INSERT INTO {table} (session_id, {columns[table]}) "
            f"SELECT :id, {columns[table]} FROM {table} WHERE session_id = :original"
        )
        store.change(sql, asked)
    add_chunks(store, "trace_chunk", int(str(asked["id"])), trace)
    _said(store, int(str(asked["id"])), number, began)


def _said(store: Store, session: int, number: int, began: datetime) -> None:
    later = began + timedelta(days=1)
    store.insert(
        "follow_up",
        {
            "session_id": session,
            "after_h": 24,
            "answered_utc": utc_text(later),
            "local_date": later.date().isoformat(),
            "soreness": number % 4,
            "bruise": 0,
            "warning": 0,
        },
    )
    if number % 10 == 0:
        note = {"profile_id": 1, "session_id": session, "written_utc": utc_text(began)}
        store.insert("note", {**note, "text": f"After a long day at the desk, number {number}."})
