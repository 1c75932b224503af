"""A person goes to another file whole, and nothing is there twice."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from some_session import NOON, ROWS, store_one
from two_people import ADAS_NOTE, two_people

from tpdevice.core.errors import StoreError
from tpdevice.core.settings import Settings, Theme
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.moving import copy_person, move_person
from tpdevice.store.owned import counted, owned_tables, profile_of, rows_of_person
from tpdevice.store.people import keep_settings, settings_of
from tpdevice.store.read import list_sessions, read_tape, read_trace, show_session
from tpdevice.store.remembered import add_note


def copied(log: Path, file: Path, name: str = "Ada") -> None:
    with open_store(log) as store:
        copy_person(store, file, name, told=lambda _done, _total: None)


def moved(log: Path, file: Path, name: str = "Ada") -> None:
    move_person(log, file, name, told=lambda _done, _total: None)


def content(path: Path, name: str) -> dict[str, list[list[object]]]:
    """Return all that is kept of a person, without the numbers of rows."""
    with open_for_reading(path) as store:
        profile = profile_of(store, name)
        return {
            each.table: [
                [v for k, v in row.items() if k not in {"id", *each.parents, "sensor_id"}]
                for row in rows_of_person(store, each, profile)
            ]
            for each in owned_tables(store)
        }


def whole_sessions(store: Store) -> list[object]:
    return [
        (show_session(store, line.id).ratings, list(read_tape(store, line.id)[1]), line.started)
        for line in list_sessions(store, profile="Ada", include_simulated=True)
    ]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    two_people(path)
    return path


def test_everything_of_a_person_moves_and_everything_of_others_stays(
    log: Path, tmp_path: Path
) -> None:
    file = tmp_path / "away" / "ada.db"
    before, kim = content(log, "Ada"), content(log, "Kim")
    assert all(before[table] for table in before if table not in {"plan", "left_out"})
    moved(log, file)
    assert content(file, "Ada") == before
    assert content(log, "Kim") == kim
    with open_for_reading(log) as store:
        assert [row["name"] for row in store.rows("SELECT name FROM profile")] == ["Kim"]
    with open_for_reading(file) as store:
        assert [row["name"] for row in store.rows("SELECT name FROM profile")] == ["Ada"]
        assert settings_of(store, "Ada").theme == Theme.LIGHT
        assert [row["name"] for row in store.rows("SELECT name FROM sensor_setup")] == [
            "the grey one"
        ]
        assert len(read_trace(store, 1)) == 160


def test_moved_sessions_read_as_they_did(log: Path, tmp_path: Path) -> None:
    with open_for_reading(log) as store:
        before = whole_sessions(store)
    moved(log, tmp_path / "ada.db")
    with open_for_reading(tmp_path / "ada.db") as store:
        assert whole_sessions(store) == before


def test_nothing_is_there_twice_however_often_it_is_copied(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    store_one(file, at=NOON - timedelta(days=9))
    copied(log, file)
    once = content(file, "Ada")
    copied(log, file)
    assert content(file, "Ada") == once
    assert len(once["session"]) == 4


def test_what_is_new_in_either_file_is_kept(log: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(log, tmp_path / "copy.db"))
    with open_store(file) as store:
        add_note(store, 1, "written there", now=NOON)
        keep_settings(store, "Ada", Settings(theme=Theme.DARK))
    with open_store(log) as store:
        add_note(store, 1, "written here", now=NOON)
    moved(log, file)
    with open_for_reading(file) as store:
        notes = {row["text"] for row in store.rows("SELECT text FROM note WHERE session_id = 1")}
        assert notes == {ADAS_NOTE, "written there", "written here"}
        assert settings_of(store, "Ada").theme == Theme.DARK


@pytest.mark.parametrize("fuller", ["there", "here"])
def test_of_a_session_in_both_files_the_longer_one_is_kept(
    fuller: str, log: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(log, tmp_path / "copy.db"))
    shorter = log if fuller == "there" else file
    with closing(sqlite3.connect(shorter)) as db, db:
        db.execute("DELETE FROM rating WHERE session_id = 1")
        db.execute("UPDATE session SET batches = 0, peak_n = NULL WHERE id = 1")
    moved(log, file)
    with open_for_reading(file) as store:
        page = show_session(store, 1)
    assert len(page.ratings) == sum("RatingRow" in repr(type(row)) for row in ROWS)
    assert page.line.peak_n > 0
    assert page.notes == (ADAS_NOTE,)


def test_what_the_other_file_does_not_take_stays(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "full.db"
    with open_store(file):
        pass
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON rating BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    before = content(log, "Ada")
    with pytest.raises(StoreError, match="full"):
        moved(log, file)
    assert content(log, "Ada") == before
    with open_for_reading(file) as store:
        assert store.rows("SELECT * FROM profile") == []


def test_what_comes_out_otherwise_is_not_deleted_here(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "liar.db"
    with open_store(file):
        pass
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(
            "CREATE TRIGGER lie AFTER INSERT ON trace_chunk BEGIN "
            "UPDATE trace_chunk SET crc32 = 0 WHERE rowid = new.rowid; END"
        )
    with pytest.raises(StoreError, match="did not come out right"):
        moved(log, file)
    with open_for_reading(log) as store:
        assert counted(store, profile_of(store, "Ada"))["session"] == 3


def test_nobody_moves_while_the_log_is_in_use(log: Path, tmp_path: Path) -> None:
    with open_store(log), pytest.raises(StoreError, match="locked by another program"):
        moved(log, tmp_path / "ada.db")
    assert not (tmp_path / "ada.db").exists()


def test_a_log_is_not_moved_into_itself(log: Path) -> None:
    with pytest.raises(StoreError, match="is the log itself"):
        moved(log, log)
