"""A folder becomes a clinic: each thing once, the newest word last, and nothing lost silently."""

import os
from datetime import date
from pathlib import Path

import pytest
from clinicfolder import NOW, Folder, on

from tpdevice.clinic.asking import Days, ask
from tpdevice.clinic.taking import Desk, Outcome, take
from tpdevice.core.errors import UsageError
from tpdevice.homework.result import Rated
from tpdevice.homework.resultfile import packed
from tpdevice.runtime.keyfile import make_keys
from tpdevice.runtime.sealing import seal
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.database import Row, open_for_reading

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
