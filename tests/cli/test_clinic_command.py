"""`tpdevice clinic` as a therapist types it."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clinicfolder import Folder, on
from running import Said, tpdevice

from tpdevice.homework.result import Felt, Rated

UNTIL = ("--until", "2026-03-31", "--days", "31")
STRONG = Rated(1, 0.0, 9, matched=True, force_n=35.0)


class Clinic(Folder):
    """A folder, and the command that works on it."""

    def __call__(self, *words: str, stdin: str = "", typed: str | None = None) -> Said:
        said = ("--db", str(self.desk.path), "clinic", *words)
        return tpdevice(*said, stdin=stdin, typed=typed)

    def json(self, *words: str) -> Any:
        said = self(*words, "--json")
        assert said.code == 0, said.err
        return json.loads(said.out)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    made = Clinic(tmp_path)
    made.result(on(2), on(4, ratings=(STRONG,)), on(5))
    bea = made.plan("Bea", "bea-1", weeks=1)
    made.result(on(2, uid="b"), name="b", plan_id="bea-1", plan_digest=bea)
    return made


def test_before_the_first_import_each_command_says_what_to_do(clinic: Clinic) -> None:
    for words in ((), ("list",), ("report",), ("ask", "weeks"), ("forget", "Ada")):
        said = clinic(*words)
        assert said.code == 1
        assert "`tpdevice clinic import FOLDER`" in said.err
    assert not clinic.desk.path.exists()


def test_an_import_says_what_was_taken_and_the_next_that_it_is_known(clinic: Clinic) -> None:
    said = clinic("import", str(clinic.inbox))
    assert said.code == 0
    assert said.out == (
        "2 results taken with 4 sessions, 2 plans new, 0 files known already, 0 files not taken.\n"
    )
    assert "0 results taken with 0 sessions" in clinic("import", str(clinic.inbox)).out


def test_what_is_not_taken_is_told_with_a_next_step_and_fails_only_when_all_fail(
    clinic: Clinic,
) -> None:
    (clinic.inbox / "x.tpresult").write_bytes(b"x")
    said = clinic("import", str(clinic.inbox))
    assert said.code == 0
    assert "x.tpresult is no result file.\n  One ends in .tpresult" in said.out
    for path in clinic.inbox.iterdir():
        if path.name != "x.tpresult":
            path.unlink()
    assert clinic("import", str(clinic.inbox)).code == 1


def test_an_import_that_is_stopped_says_how_far_it_came_and_goes_on(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, calls = os.fsync, []

    def pressed_at_the_second(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise KeyboardInterrupt
        fsync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", pressed_at_the_second)
        said = clinic("import", str(clinic.inbox))
    assert said.code == 130
    assert "Stopped after 3 of 4 files. What was taken is kept." in said.err
    assert "Import the folder again to go on." in said.err
    said = clinic("import", str(clinic.inbox))
    assert "1 result taken with 1 session, 0 plans new, 3 files known already" in said.out
    assert len(list(clinic.desk.traces.rglob("*.parquet"))) == 2


def test_an_import_can_be_read_by_another_program(clinic: Clinic) -> None:
    found = clinic.json("import", str(clinic.inbox))
    assert [each["outcome"] for each in found] == ["plan", "plan", "taken", "taken"]


def test_the_list_begins_with_who_needs_a_look(clinic: Clinic) -> None:
    clinic("import", str(clinic.inbox))
    said = clinic("list", *UNTIL)
    assert said.out.startswith("2 clients, 2026-03-01 to 2026-03-31.\n")
    assert "  Ada: rated 7 or more in 1 session (4 Mar, UT left: rated 9 of 10)\n" in said.out
    rows = [line.split()[0] for line in said.out.splitlines() if line.startswith(("Ada", "Bea"))]
    assert rows == ["Ada", "Bea"]
    assert "Gone quiet: Ada (26 days)." not in said.out  # her plan was over on the 29th


def test_a_sign_leads_the_list_however_much_is_newer_and_milder(clinic: Clinic) -> None:
    sign = Felt("0", 24, date(2026, 3, 3), 3, bruise=False, warning=True)
    cleo = clinic.plan("Cleo", "cleo-1")
    named = {"name": "c", "plan_id": "cleo-1", "plan_digest": cleo}
    clinic.result(on(2, uid="0"), felt=(sign,), **named)
    clinic.result(*[on(4 + n, uid=f"{n}", ratings=(STRONG,)) for n in range(20)], name="a")
    clinic("import", str(clinic.inbox))
    lines = clinic("list", *UNTIL).out.splitlines()
    first = lines.index("To look at first:") + 1
    assert lines[first].startswith("  Cleo: 1 sign (3 Mar, UT left: ")
    assert lines[first + 1].startswith("  Ada: rated 7 or more in 20 sessions (last 23 Mar, ")


def test_without_the_extra_it_is_said_what_is_missing(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic("import", str(clinic.inbox), "--without-traces")
    assert "`tpdevice clinic import FOLDER --again`" in clinic("ask", "force").err
    for name in ("duckdb", "ibis", "pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    wanted = (("ask", "force"), ("ask", "weeks", "--sql", "trino"), ("tables", str(tmp_path / "t")))
    for words in wanted:
        said = clinic(*words)
        assert (said.code, "which is not installed.\n  Install the extra" in said.err) == (2, True)
        assert "tpdevice[clinic]'`.\n" in said.err
    assert clinic("list").code == clinic("report").code == clinic("ask", "weeks").code == 0


def test_without_a_terminal_the_clinic_itself_is_the_list(clinic: Clinic) -> None:
    clinic("import", str(clinic.inbox))
    assert clinic(*UNTIL).out == clinic("list", *UNTIL).out


def test_the_list_can_be_read_by_another_program(clinic: Clinic) -> None:
    clinic("import", str(clinic.inbox))
    found = clinic.json("list", *UNTIL)
    assert [each["client"] for each in found["clients"]] == ["Ada", "Bea"]
    assert found["clients"][0]["exceptions"]["rated high"] == 1
    assert found["clients"][0]["days_done"] == 3


def test_each_question_is_answered_and_others_are_told(clinic: Clinic) -> None:
    clinic("import", str(clinic.inbox))
    keys = [line.split()[0] for line in clinic("ask").out.splitlines()[1:]]
    assert len(keys) >= 5
    for key in keys:
        assert clinic.json("ask", key, *UNTIL), key
        assert clinic("ask", key, *UNTIL).out.count("\n") >= 2
    wrong = clinic("ask", "week")
    assert wrong.code == 2
    assert "Did you mean weeks?" in wrong.err
    assert clinic("ask", "weeks", "--days", "1").out == "Nothing is here of these days.\n"


def test_tables_are_written_once_and_a_question_is_printed_for_them(
    clinic: Clinic, tmp_path: Path
) -> None:
    clinic("import", str(clinic.inbox))
    out = tmp_path / "out"
    assert clinic("tables", str(out)).code == 0
    assert len(list(out.glob("*.parquet"))) == 9
    assert clinic("tables", str(out)).code == 2
    assert clinic("tables", str(out), "--force").code == 0
    assert 'FROM "asked_day"' in clinic("ask", "weeks", "--sql", "postgres").out


def test_a_report_is_a_page_or_text_and_takes_no_files_place(
    clinic: Clinic, tmp_path: Path
) -> None:
    clinic("import", str(clinic.inbox))
    page = clinic("report", *UNTIL)
    assert page.out.startswith("<!doctype html>")
    assert "Ada" in page.out
    assert "Ada" in clinic("report", "--markdown", *UNTIL).out
    path = tmp_path / "clinic.html"
    assert clinic("report", "-o", str(path), *UNTIL).code == 0
    assert path.read_text("utf-8") == page.out
    assert clinic("report", "-o", str(path)).code == 2
    assert clinic("report", "-o", str(clinic.desk.path), "--force").code == 2


def test_who_is_forgotten_is_asked_about_and_gone(clinic: Clinic) -> None:
    clinic("import", str(clinic.inbox))
    assert clinic("forget", "ada", stdin="n\n").code != 0
    assert len(clinic.json("list")["clients"]) == 2
    said = clinic("forget", "ada", "--yes")
    assert (said.code, "Deleted Ada with 3 sessions." in said.err) == (0, True)
    assert [each["client"] for each in clinic.json("list")["clients"]] == ["Bea"]
    assert "knows nobody called Ada" in clinic("forget", "Ada", "--yes").err


def test_a_log_is_no_clinic_and_a_clinic_no_log(clinic: Clinic, tmp_path: Path) -> None:
    clinic("import", str(clinic.inbox))
    said = tpdevice("--db", str(clinic.desk.path), "log")
    assert "is a database, but not a tpdevice log" in said.err
    log = tmp_path / "log.db"
    log.write_bytes(b"x" * 200)
    assert "is not a clinic's database" in tpdevice("--db", str(log), "clinic", "list").err


def test_a_name_cannot_command_the_terminal(clinic: Clinic) -> None:
    digest = clinic.plan("Eve", "eve-1")
    clinic.result(
        on(3, uid="e", ratings=(STRONG,), reason="\x1b[2J"),
        name="e",
        plan_id="eve-1",
        plan_digest=digest,
    )
    clinic("import", str(clinic.inbox))
    assert "\x1b" not in clinic("list", *UNTIL).out


def test_a_file_name_cannot_command_the_terminal_either(clinic: Clinic) -> None:
    (clinic.inbox / "x\x1b[2J\u202ey.tpresult").write_bytes(b"x")
    said = clinic("import", str(clinic.inbox)).out
    assert "x[2Jy.tpresult is no result file" in said


def test_what_was_taken_and_needs_a_look_all_the_same_is_told(clinic: Clinic) -> None:
    clinic.plan("Ada", "ada-2")
    said = clinic("import", str(clinic.inbox))
    assert said.code == 0
    assert "Taken, but see: Ada has another plan on the same days: ada-1.\n  If these" in said.out
    assert "counted again" not in said.out
    assert "2 results counted again.\n" in clinic("import", str(clinic.inbox), "--again").out
