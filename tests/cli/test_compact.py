"""`tpdevice compact`, as it is typed, on a log as older versions kept it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import Said, tpdevice

from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.store.chunks import pack_tape, pack_trace
from tpdevice.store.compact import not_compact
from tpdevice.store.database import Store, open_store
from tpdevice.store.read import read_tape, read_trace
from tpdevice.store.write import add_chunks


def on(log_file: Path, *words: str) -> Said:
    return tpdevice("--db", str(log_file), *words)


def kept(store: Store, number: int) -> tuple[list[Entry], list[int], list[int]]:
    trace: SampleBlock = read_trace(store, number)
    return list(read_tape(store, number)[1]), trace.t_ns.tolist(), trace.force_mn.tolist()


@pytest.fixture
def older(log_file: Path) -> Path:
    """Return the log with both sessions as a kill leaves them: in small and quick parts."""
    with open_store(log_file) as store, store.transaction():
        for number in (1, 2):
            entries = list(read_tape(store, number)[1])
            trace = read_trace(store, number)
            for table in ("tape_chunk", "trace_chunk"):
                store.change(f"DELETE FROM {table} WHERE session_id = :n", {"n": number})
            parts = [pack_tape(entries[i : i + 50]) for i in range(0, len(entries), 50)]
            add_chunks(store, "tape_chunk", number, parts)
            add_chunks(store, "trace_chunk", number, pack_trace(trace))
    return log_file


def test_older_sessions_get_smaller_and_stay_the_same(older: Path) -> None:
    with open_store(older) as store:
        before = [kept(store, number) for number in (1, 2)]
        assert not_compact(store) == (1, 2)
    size = older.stat().st_size
    said = on(older, "compact")
    assert said.code == 0
    assert said.out.startswith("2 sessions are smaller now.\nThe log had ")
    assert older.stat().st_size < size
    with open_store(older) as store:
        assert [kept(store, number) for number in (1, 2)] == before
        assert not_compact(store) == ()
    assert on(older, "compact").out == "Every session is small already.\n"


def test_a_damaged_session_stays_as_it_is_and_the_others_get_smaller(older: Path) -> None:
    with closing(sqlite3.connect(older)) as db, db:
        db.execute("UPDATE tape_chunk SET crc32 = crc32 + 1 WHERE session_id = 1 AND seq = 2")
        parts = db.execute("SELECT * FROM tape_chunk WHERE session_id = 1").fetchall()
    said = on(older, "compact")
    assert said.code == 1
    assert said.out.startswith("session 1, tape part 2 is damaged.")
    assert "1 session is smaller now." in said.out
    with closing(sqlite3.connect(older)) as db:
        assert db.execute("SELECT * FROM tape_chunk WHERE session_id = 1").fetchall() == parts


def test_a_session_that_was_never_closed_is_left_to_the_next_one(older: Path) -> None:
    with closing(sqlite3.connect(older)) as db, db:
        db.execute("UPDATE session SET ending = NULL WHERE id = 2")
    assert on(older, "compact").out.startswith("1 session is smaller now.")
    with open_store(older) as store, store.transaction():
        store.change("UPDATE session SET ending = 'finished' WHERE id = 2", {})
        assert not_compact(store) == (2,)


def test_a_log_in_use_is_left_alone(older: Path) -> None:
    with closing(sqlite3.connect(older, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        said = on(older, "compact")
    assert said.code == 1
    with open_store(older) as store:
        assert not_compact(store) == (1, 2)


def test_without_a_log_there_is_nothing_to_make_smaller(tmp_path: Path) -> None:
    said = on(tmp_path / "none.db", "compact")
    assert (said.code, said.out) == (1, "")
