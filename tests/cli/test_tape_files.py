"""`tape export` writes whole files, and destroys nothing that is there."""

import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from running import Said, in_its_own_process, tpdevice

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and descriptors of POSIX")


def exported(log_file: Path, file: Path, *more: str) -> Said:
    return tpdevice("--db", str(log_file), "tape", "export", "1", "-o", str(file), *more)


def test_a_file_that_is_there_is_replaced_only_by_force(log_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text("dear diary")
    said = exported(log_file, file)
    assert said.code == 2
    assert said.err.splitlines()[0] == f"tpdevice: {file} is there already."
    assert "--force" in said.err
    assert file.read_text() == "dear diary"
    assert exported(log_file, file, "--force").code == 0
    assert file.read_text().startswith('{"format":"tpdevice tape"')


def test_a_tape_that_cannot_be_read_whole_replaces_nothing(log_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "old" / "tape.jsonl"
    file.parent.mkdir()
    file.write_text("an older tape")
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE tape_chunk SET crc32 = crc32 + 1 WHERE session_id = 1")
    assert exported(log_file, file, "--force").code == 1
    assert file.read_text() == "an older tape"
    assert list(file.parent.iterdir()) == [file]


@POSIX
@pytest.mark.parametrize("kind", ["itself", "symbolic", "hard", "its write-ahead log"])
def test_the_log_itself_is_never_written_over(kind: str, log_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    match kind:
        case "itself":
            other = log_file
        case "symbolic":
            other.symlink_to(log_file)
        case "hard":
            other.hardlink_to(log_file)
        case _:
            other = log_file.with_name(log_file.name + "-wal")
    before = log_file.read_bytes()
    said = exported(log_file, other, "--force")
    assert said.code == 2
    assert f"{other} belongs to the log itself." in said.err
    assert log_file.read_bytes() == before


def test_a_file_without_a_name_is_none(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "tape", "export", "1", "-o", "")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[0] == "tpdevice: -o is blank."


@POSIX
def test_a_link_to_a_file_stays_a_link(log_file: Path, tmp_path: Path) -> None:
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to(file)
    assert exported(log_file, link).code == 0
    assert link.is_symlink()
    assert file.read_text().startswith('{"format"')


def test_a_session_from_a_file_is_shown_as_imported(log_file: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "tape", tmp_path / "other.db"
    exported(log_file, file)
    tpdevice("--db", str(other), "tape", "import", str(file))
    assert tpdevice("--db", str(other), "show", "1").out.splitlines()[0].endswith(" · imported")
    assert "imported" not in tpdevice("--db", str(log_file), "show", "1").out


@pytest.mark.parametrize("started", [True, False], ids=["with its start", "without a start"])
def test_the_same_tape_once_more_is_taken_with_a_word(
    log_file: Path, tmp_path: Path, *, started: bool
) -> None:
    file, other = tmp_path / "tape", tmp_path / "other.db"
    exported(log_file, file)
    if not started:
        file.write_text(re.sub('"started":"[^"]*"', '"started":null', file.read_text(), count=1))
    imported = ("--db", str(other), "tape", "import", str(file))
    assert tpdevice(*imported).err.splitlines() == [kept(1, other)]
    word = "The same tape is here already, as session 1; now it is here once more."
    assert tpdevice(*imported).err.splitlines() == [word, kept(2, other)]
    # So is one that was measured here.
    assert word in tpdevice("--db", str(log_file), "tape", "import", str(file)).err


def kept(number: int, log: Path) -> str:
    return f"Kept as session {number}: `tpdevice --db {log} show {number}`."


def _one_more(rating: re.Match[str]) -> str:
    return f'"action":"rate","value":{int(rating[1]) + 1}'


@pytest.mark.parametrize("change", ["a key", "the start", "whose"])
def test_another_tape_is_not_taken_for_the_same(
    change: str, log_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "tape"
    exported(log_file, file)
    text = file.read_text()
    match change:
        case "a key":
            text = re.sub('"action":"rate","value":([0-9])', _one_more, text, count=1)
        case "the start":
            text = re.sub('"started":"[^"]*"', '"started":"2026-01-01T00:00:00+00:00"', text)
        case _:
            text = text.replace('"profile":"demo"', '"profile":"ann"')
    assert text != file.read_text()
    file.write_text(text)
    said = tpdevice("--db", str(log_file), "tape", "import", str(file))
    assert (said.code, said.err.splitlines()) == (0, [kept(3, log_file)])


@POSIX
def test_a_device_is_written_as_it_is(log_file: Path) -> None:
    assert exported(log_file, Path(os.devnull)).code == 0
    assert not Path(os.devnull).is_file()


@POSIX
@pytest.mark.process
def test_a_tape_without_stdout_is_refused_with_a_sentence(log_file: Path) -> None:
    said = in_its_own_process(
        *("--db", str(log_file), "tape", "export", "1"),
        stdout=None,
        preexec_fn=lambda: os.close(1),
    )
    assert said.code == 2
    assert said.err.startswith("tpdevice: stdout is closed")
    assert "-o" in said.err
    assert "Traceback" not in said.err
