"""`tpdevice check`, `backup` and `restore`, as they are typed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from running import Said, tpdevice

from tpdevice.store.schema import LOG


def on(log_file: Path, *words: str) -> Said:
    return tpdevice("--db", str(log_file), *words)


def damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE trace_chunk SET crc32 = crc32 + 1 WHERE session_id = 1 AND seq = 0")


def test_a_whole_log_is_told_to_be_whole(log_file: Path) -> None:
    log_file.chmod(0o600)
    said = on(log_file, "check")
    assert said.code == 0
    assert said.out.strip().endswith(f"2 sessions, format {LOG.version}, nothing is wrong.")


def test_what_is_wrong_has_a_next_step_and_exit_code_1(log_file: Path) -> None:
    log_file.chmod(0o600)
    damage(log_file)
    said = on(log_file, "check")
    lines = said.out.splitlines()
    assert said.code == 1
    assert lines[0].startswith("session 1, trace part 0: its checksum is wrong")
    assert lines[1].startswith("  All else can be read.")
    said = on(log_file, "check", "--json")
    found = json.loads(said.out)
    assert said.code == 1
    assert (found["sessions"], found["private"]) == (2, True)
    assert [each["kind"] for each in found["wrong"]] == ["part"]
    assert all(each["next_step"] for each in found["wrong"])


def test_a_backup_can_be_checked_and_comes_back(log_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "away" / "backup.db"
    said = on(log_file, "backup", str(file))
    assert (said.code, said.out) == (0, "")
    assert on(log_file, "check", str(file)).code == 0
    damage(log_file)
    said = on(log_file, "restore", str(file))
    assert said.code == 0
    [aside] = tmp_path.glob("log-before-*.db")
    assert str(aside) in said.err
    log_file.chmod(0o600)
    assert on(log_file, "check").code == 0
    assert on(aside, "check").code == 1


def test_a_backup_of_a_damaged_log_says_so(log_file: Path, tmp_path: Path) -> None:
    damage(log_file)
    said = on(log_file, "backup", str(tmp_path / "backup.db"))
    assert said.code == 1
    assert "Something is wrong with the log itself" in said.err


def test_without_a_log_there_is_nothing_to_check_and_nothing_to_copy(tmp_path: Path) -> None:
    for words in (["check"], ["backup", str(tmp_path / "b.db")]):
        said = on(tmp_path / "none.db", *words)
        assert (said.code, said.out) == (1, "")
        assert "does not exist." in said.err
    assert list(tmp_path.iterdir()) == []
