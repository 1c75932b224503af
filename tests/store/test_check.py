"""A log is looked through, and each trouble has a next step."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from some_session import NOON, store_one

from tpdevice.store.check import Wrong, look_at_all, look_at_file, look_at_privacy, look_for_open
from tpdevice.store.database import open_as_it_is, open_store


def damaged(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def problems(path: Path) -> list[str]:
    with open_as_it_is(path) as store:
        found = look_at_all(store)
    assert all(each.next_step for each in found)
    return [each.problem for each in found]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    store_one(path)
    store_one(path, at=NOON + timedelta(days=1))
    return path


def test_a_whole_log_has_nothing_wrong(log: Path) -> None:
    assert problems(log) == []


@pytest.mark.parametrize("what", ["tape", "trace"])
def test_one_flipped_bit_in_any_part_is_found(log: Path, what: str) -> None:
    with closing(sqlite3.connect(log)) as db, db:
        [data] = db.execute(f"SELECT data FROM {what}_chunk WHERE session_id = 2").fetchone()
        flipped = data[:9] + bytes([data[9] ^ 1]) + data[10:]
        db.execute(f"UPDATE {what}_chunk SET data = ? WHERE session_id = 2", [flipped])
    [said] = problems(log)
    assert said.startswith(f"session 2, {what} part 0: its checksum is wrong")


def test_a_part_that_is_missing_is_found(log: Path) -> None:
    damaged(log, "UPDATE trace_chunk SET seq = 1 WHERE session_id = 1")
    assert problems(log) == ["session 1, trace: something is missing before part 1."]


def test_a_part_in_a_form_that_nobody_knows_is_found(log: Path) -> None:
    damaged(log, "UPDATE tape_chunk SET format = 'wax' WHERE session_id = 1")
    assert problems(log) == ["session 1, tape part 0: there is no way here to read 'wax'."]


def test_a_damaged_header_is_found(log: Path) -> None:
    damaged(log, "UPDATE session SET header_json = '{}' WHERE id = 1")
    [said] = problems(log)
    assert said.startswith("session 1: its header is damaged.")


def test_a_damaged_summary_is_found(log: Path) -> None:
    damaged(log, "UPDATE session SET summary_json = '{' WHERE id = 1")
    [said] = problems(log)
    assert said.startswith("session 1: its summary makes no sense")


def test_a_damaged_header_hides_no_other_damage_of_its_session(log: Path) -> None:
    damaged(log, "UPDATE session SET header_json = '{}' WHERE id = 1")
    damaged(log, "UPDATE trace_chunk SET seq = 1 WHERE session_id = 1")
    assert problems(log)[1:] == ["session 1, trace: something is missing before part 1."]


def test_rows_that_belong_to_nothing_are_found(log: Path) -> None:
    damaged(log, "INSERT INTO zero VALUES (NULL, 99, 0.0, 1.0)")
    with open_as_it_is(log) as store:
        [found] = look_at_file(store)
    assert (found.kind, found.problem) == (
        Wrong.FILE,
        "Rows of zero that belong to no session: 1.",
    )


def test_pages_that_were_overwritten_are_found(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[-8000:-4000] = b"\xff" * 4000
    log.write_bytes(content)
    assert problems(log) != []


def test_a_session_that_was_cut_off_is_found_once_nobody_writes_it_any_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    store_one(path, summary=None)
    with open_as_it_is(path) as store:
        assert look_for_open(store, now=NOON + timedelta(seconds=5)) == []
        [found] = look_for_open(store, now=NOON + timedelta(minutes=1))
    assert (found.kind, found.problem) == (Wrong.OPEN, "session 1 was never closed.")


def test_looking_changes_nothing_and_leaves_nothing_beside_the_file(log: Path) -> None:
    damaged(log, "PRAGMA user_version = 4")
    before = {file.name: file.read_bytes() for file in log.parent.iterdir()}
    problems(log)
    assert {file.name: file.read_bytes() for file in log.parent.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_a_file_or_a_folder_that_others_may_read_is_found(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "log.db"
    with open_store(path):
        pass
    assert look_at_privacy(path, folder=True) == []
    path.chmod(0o640)
    path.parent.chmod(0o701)
    steps = [each.next_step for each in look_at_privacy(path, folder=True) or ()]
    assert steps == [
        f"Make it yours alone: `chmod 600 '{path}'`.",
        f"Make it yours alone: `chmod 700 '{path.parent}'`.",
    ]
    assert len(look_at_privacy(path, folder=False) or ()) == 1


def test_where_modes_say_nothing_it_is_not_called_private(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert look_at_privacy(log, folder=True) is None
