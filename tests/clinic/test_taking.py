"""A folder becomes a clinic: each thing once, the newest word last, and nothing lost silently."""

import os
import zlib
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from clinicfolder import NOW, PLAN, Folder, on

from tpdevice.clinic.asking import Days, ask
from tpdevice.clinic.taking import Desk, Outcome, take
from tpdevice.core.errors import UsageError
from tpdevice.homework.result import Rated
from tpdevice.homework.resultfile import packed
from tpdevice.runtime.keyfile import make_keys
from tpdevice.runtime.sealing import seal
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.database import Row, open_for_reading, open_store

RATED_8 = Rated(1, 0.0, 8, matched=True, force_n=35.0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def rows(folder: Folder, sql: str) -> list[Row]:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        return store.rows(sql)


def outcomes(folder: Folder) -> list[Outcome]:
    return [each.outcome for each in folder.take()]


def test_a_plan_and_its_result_are_taken_and_then_known(folder: Folder) -> None:
    folder.result(on(2), on(4))
    assert outcomes(folder) == [Outcome.PLAN, Outcome.NEW]
    [client] = rows(folder, "SELECT name FROM client")
    assert client["name"] == "Ada"
    assert len(rows(folder, "SELECT * FROM session")) == 2
    assert outcomes(folder) == [Outcome.KNOWN, Outcome.KNOWN]
    assert len(rows(folder, "SELECT * FROM hold")) == 6


def test_a_later_result_adds_what_is_new_and_corrects_what_changed(folder: Folder) -> None:
    folder.result(on(2), on(4))
    folder.take()
    changed = on(4, last_rating=1)
    folder.result(on(2), changed, on(6), name="b", made_utc="2026-03-09T18:00:00.000Z")
    *_, looked = folder.take()
    assert (looked.outcome, looked.sessions) == (Outcome.NEW, 2)
    found = rows(folder, "SELECT local_date, last_rating FROM session ORDER BY local_date")
    assert [row["last_rating"] for row in found] == [4, 1, 4]
    assert len(rows(folder, "SELECT * FROM hold")) == 9


def test_counting_again_makes_anew_what_was_counted_otherwise(folder: Folder) -> None:
    folder.result(on(2), on(4), name="old", made_utc="2026-03-04T18:00:00.000Z")
    folder.result(on(2), on(4, ratings=(RATED_8,)), on(6))
    folder.take()
    counted = "SELECT * FROM exception", "SELECT * FROM asked_day", "SELECT * FROM asked_place"
    before = [rows(folder, sql) for sql in (*counted, "SELECT * FROM hold")]
    with open_store(folder.desk.path, schema=CLINIC) as store, store.transaction():
        for change in ("asked_day SET done = 0", "asked_place SET held_s = 0", "hold SET held_s=0"):
            store.change(f"UPDATE {change}", {})
        store.change("DELETE FROM exception", {})
        store.change("UPDATE session SET highest_rating = NULL, peak_n = 0", {})
    assert outcomes(folder) == [Outcome.KNOWN] * 3
    again = [each.outcome for each in folder.take(again=True)]
    assert again == [Outcome.KNOWN, Outcome.AGAIN, Outcome.AGAIN]
    after = [rows(folder, sql) for sql in (*counted, "SELECT * FROM hold")]
    assert [[{**row, "id": 0} for row in found] for found in after] == [
        [{**row, "id": 0} for row in found] for found in before
    ]
    found = rows(folder, "SELECT highest_rating, peak_n FROM session ORDER BY local_date")
    assert [row["highest_rating"] for row in found][1] == 8
    assert all(row["peak_n"] for row in found)
    assert len(rows(folder, "SELECT * FROM session WHERE trace_file_id IS NOT NULL")) == 3


def test_a_result_is_known_by_its_bytes_whatever_a_later_program_reads_in_them(
    folder: Folder,
) -> None:
    made = folder.result(on(2))
    path = folder.inbox / "a.tpresult"
    fewer = msgspec.json.decode(msgspec.json.encode(made))
    del fewer["left_out"]  # as a program wrote it that did not know of it
    path.write_bytes(b"tpdevice result 1\n" + zlib.compress(msgspec.json.encode(fewer)))
    folder.take()
    [kept] = rows(folder, "SELECT sha256_hex FROM result")
    assert kept["sha256_hex"] == sha256(path.read_bytes()).hexdigest()


def test_a_result_without_sessions_that_another_told_of_is_told(folder: Folder) -> None:
    folder.result(on(2), on(4))
    folder.take()
    other = [on(2, uid="x"), on(5, uid="y")]
    folder.result(*other, name="b", made_utc="2026-03-10T00:00:00.000Z")
    *_, looked = folder.take()
    assert looked.outcome is Outcome.NEW
    assert "2 sessions that one result tells of and a newer one does not" in looked.note
    assert "two people do this plan" in looked.hint
    late = folder.result(on(3, uid="z"), name="c", made_utc="2026-03-09T00:00:00.000Z")
    assert "1 session that one result" in folder.take()[-1].note
    folder.result(*other, on(6), name="d", made_utc="2026-03-11T00:00:00.000Z")
    assert [each.note for each in folder.take()] == [""] * 5
    assert late.sessions


def test_a_rehearsal_that_the_real_result_leaves_out_is_no_matter(folder: Folder) -> None:
    folder.result(on(2, simulated=True))
    folder.take()
    folder.result(on(4), name="b", made_utc="2026-03-10T00:00:00.000Z")
    assert [each.note for each in folder.take()] == [""] * 3


def test_two_plans_on_the_same_days_under_one_name_are_told_once(folder: Folder) -> None:
    folder.plan()
    folder.plan(person="ada", plan_id="ada-2")
    _, looked = folder.take()
    assert looked.outcome is Outcome.PLAN
    assert looked.note == "ada has another plan on the same days: ada-1."
    assert "give each a name of their own" in looked.hint
    assert [each.note for each in folder.take()] == ["", ""]


def test_a_plan_that_follows_another_is_the_same_persons(folder: Folder) -> None:
    folder.plan(weeks=1)
    text = PLAN.format(plan_id="ada-2", person="Ada", weeks=1).replace("2026-03-02", "2026-03-09")
    (folder.inbox / "ada-2.toml").write_text(text, "utf-8")
    assert [each.note for each in folder.take()] == ["", ""]


def test_an_older_result_that_comes_late_changes_nothing_that_is_known(folder: Folder) -> None:
    folder.result(on(2, last_rating=1), name="new", made_utc="2026-03-20T18:00:00.000Z")
    folder.take()
    before = rows(folder, "SELECT * FROM asked_day")
    folder.result(on(2), on(4), name="old", until=date(2026, 3, 5))
    *_, looked = folder.take()
    assert looked.sessions == 1
    found = rows(folder, "SELECT last_rating FROM session ORDER BY local_date")
    assert [row["last_rating"] for row in found] == [1, 4]
    assert rows(folder, "SELECT * FROM asked_day") == before


def test_a_result_whose_plan_is_not_here_waits_for_it(folder: Folder) -> None:
    digest = folder.plan()
    (folder.inbox / "ada-1.toml").unlink()
    folder.result(on(2), plan_digest=digest)
    [looked] = folder.take()
    assert "answers the plan ada-1, which is not here" in looked.why
    folder.plan()
    assert outcomes(folder) == [Outcome.PLAN, Outcome.NEW]


def test_a_result_of_a_version_that_is_not_here_is_not_counted_by_another(folder: Folder) -> None:
    folder.plan()
    folder.result(on(2), plan_digest="f" * 64)
    *_, looked = folder.take()
    assert "another version of the plan ada-1" in looked.why


def test_a_changed_result_under_a_known_number_is_refused(folder: Folder) -> None:
    folder.result(on(2))
    folder.take()
    folder.result(on(2, last_rating=0), name="b", uid="result a")
    *_, looked = folder.take()
    assert "bears the number of another result" in looked.why
    assert [row["last_rating"] for row in rows(folder, "SELECT last_rating FROM session")] == [4]


def test_a_result_of_the_future_has_not_the_last_word_for_good(folder: Folder) -> None:
    folder.result(on(2), made_utc="2999-01-01T00:00:00.000Z")
    *_, looked = folder.take()
    assert "in the future" in looked.why


@pytest.mark.parametrize("data", [b"", b"x", b"tpdevice result 1\nx", b"tpdevice result 9\n"])
def test_a_file_that_is_no_result_is_told_and_stops_nothing(folder: Folder, data: bytes) -> None:
    (folder.inbox / "0.tpresult").write_bytes(data)
    folder.result(on(2))
    assert outcomes(folder) == [Outcome.PLAN, Outcome.REFUSED, Outcome.NEW]


def test_a_file_that_cannot_be_read_stops_nothing(folder: Folder) -> None:
    folder.result(on(2))
    made = [
        folder.inbox / "gone.tpresult",
        folder.inbox / "ada-1.toml",
        folder.inbox / "a.tpresult",
    ]
    looked = list(take(folder.desk, made))
    assert [each.outcome for each in looked] == [Outcome.REFUSED, Outcome.PLAN, Outcome.NEW]


def test_a_folder_that_cannot_be_looked_into_is_told_and_stops_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.result(on(2))
    locked = folder.inbox / "locked"
    locked.mkdir()
    listed = os.scandir

    def refused(path: str) -> Any:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    looked = folder.take()
    assert [each.outcome for each in looked] == [Outcome.PLAN, Outcome.NEW, Outcome.REFUSED]
    assert looked[-1].why.startswith(f"{locked}: ")


def test_what_was_encrypted_is_opened_with_the_clinics_own_key(
    folder: Folder, tmp_path: Path
) -> None:
    keys = make_keys(tmp_path / "keys.toml")
    made = folder.result(on(2))
    (folder.inbox / "a.tpresult").write_bytes(seal(packed(made), keys.results_to))
    assert outcomes(folder) == [Outcome.PLAN, Outcome.REFUSED]
    folder.desk = Desk(folder.desk.path, keys, NOW)
    assert outcomes(folder) == [Outcome.KNOWN, Outcome.NEW]


def test_the_same_result_under_two_names_is_taken_once(folder: Folder) -> None:
    made = folder.result(on(2))
    (folder.inbox / "copy.tpresult").write_bytes(packed(made))
    assert outcomes(folder) == [Outcome.PLAN, Outcome.NEW, Outcome.KNOWN]
    assert len(rows(folder, "SELECT * FROM result")) == 1


def test_two_plans_of_one_person_are_one_client(folder: Folder) -> None:
    folder.result(on(2))
    folder.plan(plan_id="ada-2")
    folder.take()
    assert len(rows(folder, "SELECT * FROM client")) == 1
    assert len(rows(folder, "SELECT * FROM plan")) == 2


def test_simulated_sessions_count_only_where_nothing_else_is(folder: Folder) -> None:
    folder.result(on(2, simulated=True), on(4))
    folder.take()
    found = rows(folder, "SELECT counts FROM session ORDER BY local_date")
    assert [row["counts"] for row in found] == [0, 1]
    folder.result(on(2, simulated=True), name="all", made_utc="2026-03-10T00:00:00.000Z", uid="all")
    folder.take()
    found = rows(folder, "SELECT counts FROM session ORDER BY local_date")
    assert [row["counts"] for row in found] == [1, 0]


def test_a_session_that_the_newest_result_left_out_is_still_known_as_such(folder: Folder) -> None:
    folder.result(on(2), on(4))
    folder.take()
    folder.result(on(4), name="b", made_utc="2026-03-10T00:00:00.000Z")
    folder.take()
    found = rows(folder, "SELECT local_date, result_uid FROM session ORDER BY local_date")
    assert [row["result_uid"] for row in found] == ["result a", "result b"]


def test_exceptions_stand_in_the_answer_with_their_days(folder: Folder) -> None:
    folder.result(on(2, ending="stopped by you", ratings=()), on(4, ratings=(RATED_8,)))
    folder.take()
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        found = ask(store, "exceptions", Days(date(2026, 3, 8)))
    assert [(row["kind"], row["local_date"]) for row in found] == [
        ("missed day", "2026-03-06"),
        ("rated high", "2026-03-04"),
        ("stopped early", "2026-03-02"),
    ]


def test_an_empty_folder_says_what_belongs_into_it(folder: Folder) -> None:
    with pytest.raises(UsageError, match="no plan and no result"):
        folder.take()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is of POSIX")
def test_what_is_no_regular_file_is_not_waited_for(folder: Folder) -> None:
    os.mkfifo(folder.inbox / "pipe.tpresult")
    folder.result(on(2))
    assert outcomes(folder) == [Outcome.PLAN, Outcome.NEW]


def test_only_the_owner_can_read_what_is_kept(folder: Folder) -> None:
    folder.result(on(2))
    folder.take()
    kept = [folder.desk.path, folder.desk.traces, *folder.desk.traces.rglob("*")]
    assert len(kept) == 5
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_a_name_from_a_result_goes_nowhere_into_a_path(folder: Folder) -> None:
    folder.result(on(2, uid="../../x"), person="../../y")
    folder.take()
    names = [row["name"] for row in rows(folder, "SELECT name FROM trace_file")]
    assert [name.split("/")[0] for name in names] == ["client=1"]
    assert ".." not in names[0]


def test_a_session_twice_under_two_plans_is_told_of_by_both(folder: Folder) -> None:
    folder.result(on(2))
    other = folder.plan(plan_id="ada-2")
    folder.result(on(2), name="b", plan_id="ada-2", plan_digest=other)
    folder.take()
    assert len(rows(folder, "SELECT * FROM session")) == 2
