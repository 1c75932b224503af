"""Whoever is deleted is gone, down to the bytes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from some_session import NOON, store_one
from two_people import ADAS_NOTE, KIMS_NOTE, OF_KIM, two_people

from tpdevice.core.errors import NotInStore, StoreError
from tpdevice.store import erase as erasing
from tpdevice.store.database import open_alone, open_for_reading, open_store
from tpdevice.store.erase import Traces, erase, erase_from, found_in, proved, traces_of
from tpdevice.store.owned import counted, profile_of
from tpdevice.store.remembered import add_note


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    two_people(path)
    return path


def all_of(log: Path, name: str) -> Traces:
    with open_for_reading(log) as store:
        return traces_of(store, name)


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def chunks_of(log: Path, name: str) -> list[bytes]:
    """Return every whole part of a person's tapes and traces."""
    sql = """
        SELECT data FROM {} WHERE session_id IN (SELECT id FROM sessions WHERE profile = ?)
    """
    with closing(sqlite3.connect(log)) as db:
        tables = ("tape_chunk", "trace_chunk")
        return [row[0] for table in tables for row in db.execute(sql.format(table), [name])]


def test_nothing_of_a_person_is_left_in_any_byte(log: Path) -> None:
    with open_store(log) as store:
        uids = [row["uid"].encode() for row in store.rows("SELECT uid FROM session WHERE id < 4")]
    middles = [data[9:40] for data in chunks_of(log, "Ada")]
    theirs = [b"Ada", ADAS_NOTE.encode(), *uids, *middles]
    # The sessions of Kim were made alike: their bytes are told apart by what is only Ada's.
    kims = b"".join(chunks_of(log, "Kim"))
    theirs = [each for each in theirs if each not in kims]
    assert len(theirs) > 4
    assert all(each in everything(log.parent) for each in theirs)
    erase(log, "Ada")
    assert [each for each in theirs if each in everything(log.parent)] == []


def test_what_was_left_in_free_room_before_is_gone_too(log: Path) -> None:
    with closing(sqlite3.connect(log)) as db, db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("DELETE FROM note WHERE text = ?", [ADAS_NOTE])
    assert ADAS_NOTE.encode()[12:] in everything(log.parent)
    erase(log, "Ada")
    assert ADAS_NOTE.encode()[12:] not in everything(log.parent)


def test_it_is_overwritten_where_it_stands_before_the_file_is_written_anew(log: Path) -> None:
    def look(sql: str) -> None:
        if sql == "VACUUM":
            found.append(ADAS_NOTE.encode() in everything(log.parent))

    found: list[bool] = []
    with open_alone(log) as store:
        store._db.conn.set_trace_callback(look)
        erase_from(store, "Ada")
    assert found == [False]


def test_what_others_have_stays(log: Path) -> None:
    before = chunks_of(log, "Kim")
    erase(log, "Ada")
    assert chunks_of(log, "Kim") == before
    with open_for_reading(log) as store:
        assert counted(store, profile_of(store, "Kim"))["session"] == 1
        assert [row["text"] for row in store.rows("SELECT text FROM note")] == [KIMS_NOTE]
        assert store.rows("PRAGMA foreign_key_check") == []
        assert store.pragma("journal_mode") == "wal"


def test_what_is_looked_for_was_all_there_before(log: Path) -> None:
    traces = all_of(log, "Ada")
    assert set(found_in(log, traces.all)) == set(traces.all)
    assert set(traces.name) == {b'"profile":"Ada"', b"Ada, UT left, ball", b"Ada, MID left, ball"}
    assert len(traces.own) > 4


def test_the_search_finds_what_lies_across_two_readings(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traces = all_of(log, "Ada")
    monkeypatch.setattr(erasing, "_WINDOW", 37)
    assert set(found_in(log, traces.all)) == set(traces.all)


@pytest.mark.parametrize("end", ["", "-wal"])
def test_a_byte_that_is_left_anywhere_is_told(end: str, log: Path) -> None:
    traces = all_of(log, "Ada")
    erase(log, "Ada")
    left = log.with_name(log.name + end)
    with left.open("ab") as file:
        file.write(bytes(64) + traces.own[0])
    with pytest.raises(StoreError, match="still holds 1 of"):
        proved(log, traces)


def test_a_name_that_others_wrote_down_is_told_and_stays(log: Path) -> None:
    with open_store(log) as store:
        with store.transaction():
            store.change("UPDATE profile SET name = 'Adalbert' WHERE name = :ada", {"ada": "Ada"})
        add_note(store, 4, "pressed with Adalbert", now=NOON)
    assert erase(log, "Adalbert").elsewhere
    with open_for_reading(log) as store:
        assert "pressed with Adalbert" in [
            row["text"] for row in store.rows("SELECT text FROM note")
        ]


def test_a_name_as_short_as_a_word_of_the_tables_can_be_deleted(log: Path) -> None:
    with open_store(log) as store, store.transaction():
        store.change("UPDATE profile SET name = 'text' WHERE name = :ada", {"ada": "Ada"})
    erase(log, "text")
    with pytest.raises(NotInStore):
        erase(log, "text")


def test_tapes_that_others_have_alike_are_no_name(log: Path) -> None:
    assert not erase(log, "Ada").elsewhere


def test_copies_beside_the_log_are_named(log: Path) -> None:
    copy = log.with_name("log-before-2026-01-01-120000.db")
    copy.write_bytes(log.read_bytes())
    log.with_name("letter.txt").write_bytes(log.read_bytes()[1:])
    store_one(log.with_name("of-kim.db"), OF_KIM)  # whose tapes were made alike
    assert erase(log, "Ada").copies == (copy,)


def test_an_index_for_searching_keeps_no_words_of_what_is_gone(log: Path) -> None:
    rare = b"zugzwang"  # an index keeps whole only what begins unlike the word before it
    with open_store(log) as store:
        add_note(store, 1, rare.decode(), now=NOON)
    with closing(sqlite3.connect(log)) as db, db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='note', content_rowid=id)")
        db.execute("INSERT INTO words(words) VALUES ('rebuild')")
    assert everything(log.parent).count(rare) > 1
    erase(log, "Ada")
    assert rare not in everything(log.parent)
    with open_for_reading(log) as store:
        assert len(store.rows("SELECT rowid FROM words WHERE words MATCH 'slept'")) == 1


def test_nobody_is_deleted_while_the_log_is_in_use(log: Path) -> None:
    with open_store(log), pytest.raises(StoreError, match="locked by another program"):
        erase(log, "Ada")
    with open_for_reading(log) as store:
        assert counted(store, profile_of(store, "Ada"))["session"] == 3
