import dataclasses
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from some_session import (
    HEADER,
    NOON,
    REPETITION,
    ROWS,
    SUMMARY,
    some_tape,
    some_trace,
    store_one,
)

from tpdevice.core.errors import NotInStore, StoreError
from tpdevice.core.record import Ending, Happened, MarksRow, RatingRow, ZeroRow
from tpdevice.store.compact import compact_session
from tpdevice.store.copy import copy_session
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.read import (
    list_sessions,
    read_tape,
    read_trace,
    show_session,
    started_at,
    tape_chunks,
    trace_chunks,
    unfinished_sessions,
)
from tpdevice.store.remembered import add_note
from tpdevice.store.write import Start, append, batch, close_session, open_session


def live(path: Path, seconds: int = 150) -> int:
    """Store a session in half seconds, without an end."""
    with open_store(path) as store:
        session_id = open_session(store, HEADER, Start(NOON, "live"))
        tape, trace = some_tape(seconds), some_trace(seconds)
        for i in range(2 * seconds):
            part = batch(tape[10 * i : 10 * i + 10], [trace.part(40 * i, 40 * i + 40)], ())
            append(store, session_id, [part])
    return session_id


def test_a_session_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = store_one(path)
    with open_for_reading(path) as store:
        page = show_session(store, number)
        header, entries = read_tape(store, number)
        assert list(entries) == some_tape(2)
        trace = read_trace(store, number)
        assert started_at(store, number) == NOON
    assert header == page.header == HEADER
    assert trace.t_ns.tolist() == some_trace(2).t_ns.tolist()
    assert trace.force_mn.tolist() == some_trace(2).force_mn.tolist()
    assert page.summary == SUMMARY
    assert page.repetitions == (REPETITION,)
    assert page.happenings == tuple(row for row in ROWS if isinstance(row, Happened))
    assert page.ratings == tuple(row for row in ROWS if isinstance(row, RatingRow))
    assert page.marks == tuple(row for row in ROWS if isinstance(row, MarksRow))
    assert page.zeros == tuple(row for row in ROWS if isinstance(row, ZeroRow))


def test_a_list_shows_local_time_and_figures(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_for_reading(path) as store:
        (line,) = list_sessions(store)
    assert line.started == NOON
    assert line.started.utcoffset() == timedelta(hours=2)
    assert (line.profile, line.point, line.side, line.tool) == ("Ada", "UT", "left", "ball")
    assert (line.ending, line.closed, line.outcome) == ("finished", True, "eased")
    assert (line.held_s, line.pressed_s, line.peak_n) == (54.125, 66.5, 40.001)
    assert (line.first_rating, line.last_rating, line.repetitions) == (6, 4, 1)


def test_newest_sessions_come_first_and_simulated_ones_only_when_asked_for(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    first = store_one(path)
    second = store_one(path, at=NOON + timedelta(hours=1))
    simulated = store_one(path, replace(HEADER, simulated=True))
    with open_for_reading(path) as store:
        shown = [line.id for line in list_sessions(store)]
        everything = {line.id for line in list_sessions(store, include_simulated=True)}
        newest = [line.id for line in list_sessions(store, limit=1)]
        others = list_sessions(store, profile="Bob")
    assert shown == [second, first]
    assert everything == {first, second, simulated}
    assert newest == [second]
    assert others == ()


def test_a_session_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with open_store(path) as store:
        for ask in (show_session, read_tape, started_at):
            with pytest.raises(NotInStore, match="session 7"):
                ask(store, 7)
        with pytest.raises(NotInStore):
            add_note(store, 7, "x", now=NOON)


def test_a_killed_session_is_shown_as_interrupted_with_what_was_held(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = store_one(path, rows=(*ROWS, REPETITION), summary=None)
    with open_for_reading(path) as store:
        page = show_session(store, number)
    assert page.summary is None
    assert (page.line.ending, page.line.closed, page.line.held_s) == ("interrupted", False, 54.125)


def test_a_session_is_unfinished_only_when_nobody_writes_it_any_more(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = live(path, 20)
    with open_store(path) as store:
        running = unfinished_sessions(store, now=NOON + timedelta(seconds=25))
        left = unfinished_sessions(store, now=NOON + timedelta(seconds=31))
        close_session(store, number, replace(SUMMARY, ending=Ending.INTERRUPTED))
        closed = unfinished_sessions(store, now=NOON + timedelta(seconds=31))
    assert running == ()
    assert [line.id for line in left] == [number]
    assert closed == ()


def test_closing_again_replaces_the_repetitions(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = store_one(path)
    with open_store(path) as store:
        close_session(store, number, SUMMARY)
        assert show_session(store, number).repetitions == (REPETITION,)


def test_compaction_changes_nothing_but_the_size(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = live(path)
    with open_store(path) as store:
        before = sum(len(chunk.data) for _, chunk in trace_chunks(store, number))
        compact_session(store, number)
        tape = [chunk for _, chunk in tape_chunks(store, number)]
        trace = [chunk for _, chunk in trace_chunks(store, number)]
        _, entries = read_tape(store, number)
        read = read_trace(store, number)
        assert list(entries) == some_tape()
    assert read.t_ns.tolist() == some_trace().t_ns.tolist()
    assert read.force_mn.tolist() == some_trace().force_mn.tolist()
    assert [len(tape), len(trace)] == [1, 1]
    assert sum(len(chunk.data) for chunk in trace) < before / 2


def test_a_bit_that_flipped_on_the_disk_is_found_and_its_part_named(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    number = live(path, 3)
    with sqlite3.connect(path) as raw:
        sql = "SELECT data FROM tape_chunk WHERE seq = 2"
        data = bytearray(raw.execute(sql).fetchone()[0])
        data[len(data) // 2] ^= 8
        raw.execute("UPDATE tape_chunk SET data = ? WHERE seq = 2", [bytes(data)])
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    with open_store(path) as store:
        _, entries = read_tape(store, number)
        with pytest.raises(StoreError, match=f"session {number}, tape part 2"):
            list(entries)
        with pytest.raises(StoreError, match="tape part 2"):
            compact_session(store, number)
        assert len(list(tape_chunks(store, number))) == 6


def test_a_copy_in_another_file_is_the_same_session(tmp_path: Path) -> None:
    path, other = tmp_path / "log.db", tmp_path / "other.db"
    number = store_one(path)
    store_one(other, at=NOON + timedelta(days=1))
    with open_store(path) as source, open_store(other) as target:
        add_note(source, number, "left side first", now=NOON)
        copied = copy_session(source, target, number)
        assert copy_session(source, target, number) == copied
        was, now = show_session(source, number), show_session(target, copied)
        assert dataclasses.replace(was, line=now.line) == now
        assert dataclasses.replace(was.line, id=copied) == now.line
        assert now.notes == ("left side first",)
        assert list(read_tape(target, copied)[1]) == some_tape(2)


def test_an_odd_name_is_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    odd = "\x1b[31m[b]\u202e\0\ud800'; DROP TABLE session"
    header = replace(HEADER, device_name=odd, identity=replace(HEADER.identity, profile=odd))
    number = store_one(path, header)
    with open_for_reading(path) as store:
        assert show_session(store, number).line.profile == odd.replace("\ud800", "?")
