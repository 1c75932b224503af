"""Each question is written once, and every engine answers it alike."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pytest
from clinicfolder import PLAN, Folder, on
from hypothesis import given, settings
from hypothesis import strategies as st
from some_result import HOLD

from tpdevice.clinic.asking import (
    Days,
    ask,
    ask_duckdb,
    ask_traces,
    open_engine,
    printed,
    sql_for,
)
from tpdevice.clinic.catalogue import CATALOGUE
from tpdevice.clinic.overview import clients
from tpdevice.clinic.questions import BUILT
from tpdevice.clinic.tables import COLUMNS
from tpdevice.homework.adherence import adherence
from tpdevice.homework.result import Hold, Rated
from tpdevice.runtime.plans import understood
from tpdevice.runtime.received import usual_doses
from tpdevice.store.clinic.schema import CLINIC, TABLES
from tpdevice.store.database import open_for_reading, open_store

SUMMARIES = [key for key, question in CATALOGUE.items() if not question.raw]
SQL = Path(__file__).parents[2] / "src" / "tpdevice" / "clinic" / "sql"
MARCH = Days(date(2026, 3, 31), 31)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    made.result(on(2), on(4, ratings=(Rated(1, 0.0, 8, matched=True, force_n=30.0),)), on(5))
    bea = made.plan("Bea", "bea-1", weeks=1)
    made.result(on(2, uid="b", ending="stopped by you"), name="b", plan_id="bea-1", plan_digest=bea)
    made.plan("Cleo", "cleo-1")
    made.take()
    return made


def test_the_catalogue_and_the_questions_are_the_same() -> None:
    assert list(BUILT) == list(CATALOGUE)


@pytest.mark.parametrize("key", SUMMARIES)
def test_what_is_printed_for_sqlite_is_the_question_itself(
    key: str, *, update_goldens: bool
) -> None:
    said = f"{ibis.to_sql(BUILT[key](), dialect='sqlite')}\n"
    if update_goldens:
        (SQL / f"{key}.sql").write_text(said, encoding="utf-8", newline="\n")
    assert printed(key) == said


@pytest.mark.parametrize("key", SUMMARIES)
def test_duckdb_answers_as_sqlite_does(folder: Folder, key: str) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        here, there = ask(store, key, MARCH), ask_duckdb(store, key, MARCH)
    assert here == there
    assert here


@pytest.mark.parametrize("engine", ["postgres", "databricks", "bigquery", "snowflake", "trino"])
@pytest.mark.parametrize("key", CATALOGUE)
def test_every_question_can_be_said_to_other_engines(key: str, engine: str) -> None:
    assert sql_for(key, engine).startswith(("SELECT", "WITH"))


def test_the_columns_of_the_questions_are_those_of_the_database(tmp_path: Path) -> None:
    kinds = {"INTEGER": "int64", "REAL": "float64", "TEXT": "string"}
    kept_back = {"sha256_hex", "trace_file_id"}
    assert list(COLUMNS) == [name for name in TABLES if name not in ("plan_text", "result")]
    with open_store(tmp_path / "clinic.db", schema=CLINIC) as store:
        for table, columns in COLUMNS.items():
            found = store.rows(f"PRAGMA table_xinfo({table})")
            there = {row["name"]: kinds[row["type"]] for row in found}
            assert {n: k for n, k in there.items() if n not in kept_back} == columns, table


def test_force_and_time_come_from_the_samples_themselves(folder: Folder) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        force = ask_traces(store, folder.desk.traces, "force", MARCH)
        above = ask_traces(store, folder.desk.traces, "above", MARCH)
    ada = force[0]
    # Each session has samples of 0, 31 and 41 N, 0.2 s each, and one that nobody saw.
    assert (ada["name"], ada["month"], ada["sessions"]) == ("Ada", "2026-03", 3)
    assert (ada["mean_n"], ada["peak_n"]) == (36.0, 41.0)
    assert ada["pressed_s"] == pytest.approx(3 * 2 * 0.2)
    assert [(row["name"], round(row["above_s"], 3)) for row in above] == [
        ("Ada", 0.6),
        ("Bea", 0.2),
    ]
    assert above[0]["in_band_s"] == pytest.approx(0.6)


HELD = st.floats(0, 90).map(lambda held_s: Hold(60, held_s, 3, 2, 1, 5, 0, 31, 40, 100, 6, 4, ""))
SESSIONS = st.lists(
    st.builds(
        on,
        st.integers(2, 29),
        uid=st.uuids().map(str),
        holds=st.lists(st.just(HOLD) | HELD, max_size=3).map(tuple),
        asked=st.booleans(),
        trace=st.none(),
        ending=st.sampled_from(["finished", "read", "stopped by you"]),
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None)
@given(sessions=SESSIONS, until=st.integers(2, 31))
def test_the_clinic_counts_as_a_single_report_does(sessions: list[Any], until: int) -> None:
    last = date(2026, 3, until)
    there = [each for each in sessions if each.local_date <= last]
    with TemporaryDirectory() as path:
        folder = Folder(Path(path))
        made = folder.result(*there, until=last)
        assert folder.take(with_traces=False)[-1].why == ""
        with open_for_reading(folder.desk.path, schema=CLINIC) as store:
            [ada] = clients(store, Days(date(2026, 12, 31), 366))
        plan = understood((folder.inbox / "ada-1.toml").read_bytes()).plan
    alone = adherence(plan, made, usual=usual_doses())
    assert (ada.days.done, ada.days.asked) == (alone.days.done, alone.days.asked)
    assert ada.held.done == pytest.approx(alone.held.done)
    assert ada.held.asked == alone.held.asked
    assert sum(ada.counts.values()) >= len(alone.missed)


def test_a_week_begins_on_monday_and_tells_what_was_done_beside(folder: Folder) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        weeks = ask(store, "weeks", MARCH)
    monday = (date(2026, 3, 2) - date(1970, 1, 1)).days
    assert weeks[0] == {
        "week_day": monday,
        "plans": 2,
        "days_asked": 6,
        "days_done": 3,
        "days_beside": 1,
    }


def test_only_the_days_that_are_asked_about_count(folder: Folder) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        found = {c.name: c for c in clients(store, Days(date(2026, 3, 4), 1))}
    assert (found["Ada"].sessions, found["Ada"].days.done, found["Ada"].days.asked) == (1, 1, 1)
    assert found["Bea"].sessions == 0
    assert found["Bea"].pressed == date(2026, 3, 2)
    assert found["Cleo"].until is None


def quiet(folder: Folder, day: date) -> dict[str, int | None]:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        return {client.name: client.quiet_days for client in clients(store, Days(day))}


def test_who_has_not_pressed_for_long_while_a_plan_runs_is_quiet(folder: Folder) -> None:
    late = date(2026, 3, 5) + timedelta(days=10)
    # Bea's plan was over after a week; of Cleo, whose plan began on the 2nd, nothing came.
    assert quiet(folder, late) == {"Ada": 10, "Bea": None, "Cleo": 13}
    assert quiet(folder, late - timedelta(days=1))["Ada"] is None
    assert quiet(folder, date(2026, 3, 30))["Ada"] is None


def test_who_sends_nothing_of_a_second_plan_is_quiet_too(folder: Folder) -> None:
    text = PLAN.format(plan_id="bea-2", person="Bea", weeks=4)
    later = text.replace("2026-03-02", "2026-04-06")
    (folder.inbox / "bea-2.toml").write_text(later, "utf-8")
    folder.take()
    assert quiet(folder, date(2026, 4, 5))["Bea"] is None
    assert quiet(folder, date(2026, 4, 6))["Bea"] == 35


def test_a_rehearsal_counts_only_as_long_as_nothing_else_is_known(folder: Folder) -> None:
    digest = folder.plan("Cleo", "cleo-0")
    folder.result(on(3, uid="r", simulated=True), name="r", plan_id="cleo-0", plan_digest=digest)
    folder.take()
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        before = {c.name: c for c in clients(store, MARCH)}["Cleo"]
    assert (before.simulated, before.sessions, before.days.done) == (True, 1, 1)
    digest = folder.plan("Cleo", "cleo-1")
    folder.result(on(4, uid="c"), name="c", plan_id="cleo-1", plan_digest=digest)
    folder.take()
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        after = {c.name: c for c in clients(store, MARCH)}["Cleo"]
    assert (after.simulated, after.sessions, after.pressed) == (False, 1, date(2026, 3, 4))
    assert after.days.done == 1


def test_who_needs_a_look_comes_first(folder: Folder) -> None:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        assert [c.name for c in clients(store, MARCH)] == ["Ada", "Bea", "Cleo"]
        assert [c.name for c in clients(store, Days(date(2026, 3, 3)))] == ["Bea", "Ada", "Cleo"]


def test_the_engine_is_told_to_fetch_nothing() -> None:
    with open_engine() as engine:
        said = dict(engine.con.sql("SELECT name, value FROM duckdb_settings()").fetchall())
    assert said["autoinstall_known_extensions"] == "false"
    assert said["autoload_known_extensions"] == "false"
