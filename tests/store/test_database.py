import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from some_session import NOON, store_one

from tpdevice.core.errors import NotInStore, StoreError, StoreTooNew
from tpdevice.core.record import MarksRow
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.read import list_sessions, show_session
from tpdevice.store.remembered import add_note
from tpdevice.store.schema import LOG
from tpdevice.store.trouble import translated


def everything_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def make(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_empty_file_becomes_a_durable_database(tmp_path: Path) -> None:
    with open_store(tmp_path / "new" / "log.db") as store:
        assert store.pragma("journal_mode") == "wal"
        assert store.pragma("synchronous") == 2
        assert store.pragma("foreign_keys") == 1
        assert store.pragma("fullfsync") == 1
        assert store.pragma("user_version") == LOG.version
        assert store.pragma("application_id") == LOG.application_id
        steps = store.rows("SELECT name FROM _sqlite_migrations ORDER BY id")
    assert len(steps) == LOG.version


def test_a_file_of_the_first_step_gets_the_others_and_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, rows=(MarksRow(3, 30_000, 40_000, 3), MarksRow(3, 30_000, None, 2)))
    make(
        path,
        "ALTER TABLE calibration DROP COLUMN comfort_ramps",
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_comfort_ramps'",
        "PRAGMA user_version = 1",
    )
    with open_store(path) as store:
        assert store.pragma("user_version") == LOG.version
        kept = show_session(store, 1).marks
    assert [(each.tender_mn, each.comfort_mn) for each in kept] == [
        (30_000, 40_000),
        (30_000, None),
    ]
    assert [each.comfort_ramps for each in kept] == [None, None]
    assert [each.comfort_marks for each in kept] == [3, 2]


def test_opening_again_is_still_durable_and_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        assert store.pragma("journal_mode") == "wal"
        assert store.pragma("synchronous") == 2
        assert store.pragma("foreign_keys") == 1
        assert len(list_sessions(store)) == 1


@pytest.mark.parametrize("opening", [open_store, open_for_reading])
def test_a_file_that_was_taken_out_of_the_write_ahead_log_goes_back(
    tmp_path: Path, opening: Callable[[Path], Store]
) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    make(path, "PRAGMA journal_mode = DELETE")
    with opening(path) as store:
        assert store.pragma("journal_mode") == "wal"
        assert len(list_sessions(store)) == 1


def test_a_file_in_use_stays_out_of_the_write_ahead_log_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    make(path, "PRAGMA journal_mode = DELETE")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path, patience_s=0.0) as store:
        assert store.pragma("journal_mode") == "delete"
        assert store.pragma("synchronous") == 2
        assert len(list_sessions(store)) == 1
    other.close()
    with open_store(path) as store:
        assert store.pragma("journal_mode") == "wal"


def test_every_table_is_strict(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        tables = store.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        kinds = {row["name"]: row["strict"] for row in tables}
        assert {name for name, strict in kinds.items() if not strict} <= {
            "sqlite_schema",
            "sqlite_temp_schema",
            "sqlite_sequence",
        }
        with store.transaction(), pytest.raises(StoreError):
            store.insert("zero", {"session_id": 1, "at_s": "soon", "zero_n": 1.0})


def test_a_row_without_its_session_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    row = {"session_id": 1, "at_s": 0.0, "zero_n": 1.0}
    refused = pytest.raises(StoreError, match="FOREIGN KEY")
    with open_store(path) as store, store.transaction(), refused:
        store.insert("zero", row)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        refused = pytest.raises(StoreError, match="UNIQUE")
        with refused, store.transaction():
            _insert_twice(store)
        assert store.rows("SELECT * FROM profile") == []
        with pytest.raises(StoreError, match="transaction"):
            store.insert("profile", {"name": "Ada"})


def _insert_twice(store: Store) -> None:
    for _ in range(2):
        store.insert("profile", {"name": "Ada"})


def test_every_view_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        with store.transaction():
            said = {"session_id": 1, "after_h": 24, "soreness": 3, "bruise": 0, "warning": 0}
            store.insert("follow_up", {**said, "answered_utc": "", "local_date": "2026-03-02"})
        add_note(store, 1, "tired", now=NOON)
        names = [r["name"] for r in store.rows("SELECT name FROM sqlite_schema WHERE type='view'")]
        assert len(names) >= 6
        assert all(store.rows(f"SELECT * FROM {name}") for name in names)


def test_what_a_foreign_key_points_to_has_a_readable_label(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        tables = [r["name"] for r in store.rows("SELECT name FROM pragma_table_list")]
        for table in tables:
            for key in store.rows(f"SELECT * FROM pragma_foreign_key_list('{table}')"):
                found = store.rows(f"SELECT name FROM pragma_table_info('{key['table']}')")
                assert {"name", "title"} & {row["name"] for row in found}


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_newer_file_is_refused_untouched(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    make(path, f"PRAGMA journal_mode = {journal}", f"PRAGMA user_version = {LOG.version + 1}")
    before = everything_in(tmp_path)
    for opening in (open_store, open_for_reading):
        with pytest.raises(StoreTooNew, match="newer") as caught:
            opening(path)
        assert (caught.value.found, caught.value.known) == (LOG.version + 1, LOG.version)
    assert everything_in(tmp_path) == before


def test_a_newer_version_that_waits_in_the_write_ahead_log_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {LOG.version + 1}")
    other.execute("CREATE TABLE newer (x)")
    other.commit()
    left = tmp_path / "left by a crash"
    left.mkdir()
    for name in ("log.db", "log.db-wal"):
        (left / name).write_bytes((tmp_path / name).read_bytes())
    other.close()
    before = everything_in(left)
    with pytest.raises(StoreTooNew):
        open_store(left / "log.db")
    after = everything_in(left)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0", b"\0" * 4096])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a tpdevice log"):
        open_store(path)
    assert everything_in(tmp_path) == {"letter.txt": content}


@pytest.mark.parametrize(
    "mark", ["CREATE TABLE t (x)", "PRAGMA user_version = 9", "PRAGMA application_id = 9"]
)
def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "other.db"
    make(path, mark)
    before = everything_in(tmp_path)
    with pytest.raises(StoreError, match="a database, but not a tpdevice log"):
        open_store(path)
    assert everything_in(tmp_path) == before


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        open_store(path)


def test_a_file_whose_names_have_rotted_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    with open_store(path) as store:
        store.pragma("wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"started_utc", b"started_\xcetc"))

    with pytest.raises(StoreError, match="damaged"), open_store(path) as store:
        store.rows("SELECT * FROM session")


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "log.db"
    with open_store(path):
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_reading_does_not_make_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotInStore):
        open_for_reading(tmp_path / "log.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_store(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("opened", [open_store, open_for_reading])
def test_a_pipe_is_refused_and_not_waited_for(
    opened: Callable[[Path], Store], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "log.db")
    with pytest.raises(StoreError, match="is a pipe"):
        opened(tmp_path / "log.db")


def test_a_lock_of_another_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path, patience_s=0.0) as store:
        with pytest.raises(StoreError, match="locked by another program"), store.transaction():
            pass
        assert len(list_sessions(store)) == 1
        other.execute("ROLLBACK")
        with store.transaction():
            store.insert("profile", {"name": "Bob"})
    other.close()


def test_a_number_that_does_not_fit_is_an_error_of_the_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store, pytest.raises(StoreError, match="number"):
        store.rows("SELECT :n", {"n": 2**70})


def test_an_error_without_a_sentence_still_names_the_file() -> None:
    with pytest.raises(StoreError, match=r"log\.db: did not take .*odd"), translated("log.db"):
        raise sqlite3.Error("odd")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that other users may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


_AS_OTHER = """
import os, sys
from pathlib import Path
from tpdevice.core.errors import StoreError
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.read import list_sessions
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
with open_for_reading(path) as store:
    print(len(list_sessions(store)), "sessions")
try:
    with open_store(path) as store, store.transaction():
        store.insert("profile", {"name": "Bob"})
except StoreError as error:
    print(error)
    print(error.hint)
"""


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
@pytest.mark.parametrize("sealed", ["file", "folder", "both"])
def test_a_read_only_log_can_be_read_and_says_why_it_cannot_be_written(
    open_folder: Path, sealed: str, journal: str
) -> None:
    path = open_folder / "log.db"
    store_one(path)
    make(path, f"PRAGMA journal_mode = {journal}")
    path.chmod(0o444 if sealed != "folder" else 0o666)
    open_folder.chmod(0o555 if sealed != "file" else 0o777)
    run = subprocess.run(
        [sys.executable, "-c", _AS_OTHER, str(path)], capture_output=True, text=True, check=False
    )
    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stderr
    assert lines[0] == "1 sessions"
    assert lines[1].startswith(str(path))
    assert "read-only" in lines[1]
    assert "--db" in lines[2]


_FIRST = """
import sys
from pathlib import Path
from tpdevice.store.database import open_store
path = Path(sys.argv[1])
print("ready", flush=True)
for number in range(20):
    sys.stdin.readline()
    with open_store(path.with_name(f"{number}.db")) as store, store.transaction():
        store.insert("profile", {"name": sys.argv[2]})
    print("done", flush=True)
"""


@pytest.mark.process
def test_programs_that_open_a_new_file_in_the_same_moment_both_succeed(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _FIRST, str(tmp_path / "log.db"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Ada", "Bob", "Cid")
    ]
    said = [_line(program) for program in programs]
    for _ in range(20):
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("\n")
            program.stdin.flush()
        said = [_line(program) for program in programs]
        assert said == ["done"] * 3
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    for number in range(20):
        with open_store(tmp_path / f"{number}.db") as store:
            names = {row["name"] for row in store.rows("SELECT name FROM profile")}
            assert names == {"Ada", "Bob", "Cid"}
            assert len(store.rows("SELECT * FROM _sqlite_migrations")) == LOG.version


def _line(program: "subprocess.Popen[str]") -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()
