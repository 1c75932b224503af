"""The whole log into one file while others write, and back without losing what was there."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from some_session import NOON, store_one

from tpdevice.core.errors import StoreError, StoreTooNew
from tpdevice.store.backup import back_up, restore
from tpdevice.store.check import Finding
from tpdevice.store.database import open_as_it_is, open_for_reading, open_store
from tpdevice.store.read import list_sessions
from tpdevice.store.schema import LOG


def backed_up(log: Path, file: Path) -> list[Finding]:
    return back_up(log, file, told=lambda _done, _total: None)


def restored(file: Path, log: Path, *, anyway: bool = False) -> Path | None:
    return restore(file, log, now=NOON, anyway=anyway, told=lambda _done, _total: None)


def days_in(path: Path) -> list[str]:
    with open_for_reading(path) as store:
        return [line.started.date().isoformat() for line in list_sessions(store)]


def damaged(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "log.db"
    store_one(path)
    return path


def test_a_backup_holds_what_the_log_holds_in_one_private_file(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "away" / "backup.db"
    assert backed_up(log, file) == []
    assert list(file.parent.iterdir()) == [file]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert days_in(file) == ["2026-03-01"]


def test_a_backup_is_made_while_a_session_writes(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    with open_store(log) as running:
        with running.transaction():
            running.insert("profile", {"name": "Kim"})
        with running.transaction():
            running.insert("profile", {"name": "half written"})
            assert backed_up(log, file) == []
    with open_for_reading(file) as store:
        names = [row["name"] for row in store.rows("SELECT name FROM profile ORDER BY id")]
    assert names == ["Ada", "Kim"]


def test_what_is_written_while_it_is_copied_is_not_half_in_it(log: Path, tmp_path: Path) -> None:
    store_one(log, at=NOON + timedelta(days=1))

    def meanwhile(_done: int, _total: int) -> None:
        store_one(log, at=NOON + timedelta(days=2))

    file = tmp_path / "backup.db"
    assert back_up(log, file, told=meanwhile) == []
    assert days_in(file) == ["2026-03-02", "2026-03-01"]
    assert len(days_in(log)) == 3


@pytest.mark.parametrize("what", ["a diary", "a link to nowhere", "the log"])
def test_a_backup_is_written_over_nothing(what: str, log: Path, tmp_path: Path) -> None:
    file = log if what == "the log" else tmp_path / "taken"
    if what == "a diary":
        file.write_text("dear diary")
    elif what == "a link to nowhere":
        file.symlink_to(tmp_path / "nowhere")
    before = log.read_bytes()
    with pytest.raises(StoreError, match="is there already"):
        backed_up(log, file)
    assert log.read_bytes() == before
    assert what != "a diary" or file.read_text() == "dear diary"
    assert list(tmp_path.rglob(".tpdevice-*")) == []


def test_a_true_copy_of_a_log_that_is_not_whole_is_kept_and_says_so(
    log: Path, tmp_path: Path
) -> None:
    damaged(log, "UPDATE trace_chunk SET crc32 = 0")
    [found] = backed_up(log, tmp_path / "backup.db")
    assert "trace part 0" in found.problem


def test_a_copy_that_is_not_what_was_read_is_not_kept(log: Path, tmp_path: Path) -> None:
    def flip(_done: int, _total: int) -> None:
        [fresh] = tmp_path.glob(".tpdevice-*")
        wide = fresh.read_bytes()
        fresh.write_bytes(wide[:-9000] + bytes(4096) + wide[-4904:])

    with pytest.raises(StoreError):
        back_up(log, tmp_path / "backup.db", told=flip)
    assert list(tmp_path.iterdir()) == [log.parent]


def test_restoring_puts_the_present_log_aside_and_names_it(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    store_one(log, at=NOON + timedelta(days=1))
    aside = restored(file, log)
    assert aside == log.with_name("log-before-2026-03-01-120000.db")
    assert days_in(log) == ["2026-03-01"]
    assert days_in(aside) == ["2026-03-02", "2026-03-01"]
    assert file.exists()
    second = restored(file, log)
    assert second is not None
    assert second != aside
    assert days_in(aside) == ["2026-03-02", "2026-03-01"]
    if os.name == "posix":
        assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_backup_is_restored_where_no_log_is_yet(log: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "new" / "log.db"
    assert restored(log, fresh) is None
    assert days_in(fresh) == ["2026-03-01"]


def test_a_log_that_cannot_be_read_any_more_is_put_aside_as_it_is(
    log: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    log.write_bytes(b"scrambled")
    log.with_name("log.db-wal").write_bytes(b"its log")
    aside = restored(file, log)
    assert aside is not None
    assert aside.read_bytes() == b"scrambled"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"
    assert days_in(log) == ["2026-03-01"]


def test_a_log_in_use_is_not_put_aside(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    with open_store(log), pytest.raises(StoreError, match="locked by another program"):
        restored(file, log)
    assert sorted(each.name for each in log.parent.iterdir()) == ["log.db"]


@pytest.mark.parametrize(
    ("statement", "anyway", "said"),
    [
        ("UPDATE trace_chunk SET crc32 = 0", False, "checksum is wrong"),
        ("INSERT INTO zero VALUES (NULL, 99, 0.0, 1.0)", True, "belong to no session"),
    ],
)
def test_a_backup_that_is_not_whole_leaves_the_log_as_it_is(
    statement: str, said: str, log: Path, tmp_path: Path, *, anyway: bool
) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    damaged(file, statement)
    before = log.read_bytes()
    with pytest.raises(StoreError, match=said):
        restored(file, log, anyway=anyway)
    assert log.read_bytes() == before
    assert list(log.parent.iterdir()) == [log]


def test_damaged_parts_can_be_restored_anyway(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    damaged(file, "UPDATE trace_chunk SET crc32 = 0")
    assert restored(file, log, anyway=True) is not None


def test_a_backup_of_a_newer_program_is_refused(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    damaged(file, f"PRAGMA user_version = {LOG.version + 1}")
    with pytest.raises(StoreTooNew):
        restored(file, log)
    assert days_in(log) == ["2026-03-01"]


def test_a_backup_of_an_older_format_is_brought_to_this_one(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    backed_up(log, file)
    damaged(file, "ALTER TABLE calibration DROP COLUMN comfort_ramps")
    damaged(file, "DELETE FROM _sqlite_migrations WHERE name = 'm002_comfort_ramps'")
    damaged(file, "PRAGMA user_version = 1")
    restored(file, log)
    with open_as_it_is(log) as store:
        assert store.pragma("user_version") == LOG.version
    with open_as_it_is(file) as store:
        assert store.pragma("user_version") == 1


def test_the_log_is_no_backup_of_itself(log: Path) -> None:
    with pytest.raises(StoreError, match="is the log itself"):
        restored(log, log)


def test_what_is_no_log_is_not_restored(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear Ada, " * 50)
    with pytest.raises(StoreError, match="is not a tpdevice log"):
        restored(file, log)
    assert days_in(log) == ["2026-03-01"]
