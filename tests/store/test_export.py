"""What leaves the log: safe for spreadsheets, exact, and without names where that is wished."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from some_session import HEADER, ROWS, SUMMARY, on, some_trace, store_one

from tpdevice.core.record import Happened
from tpdevice.core.samples import SampleBlock
from tpdevice.replay.recording import read_recording
from tpdevice.replay.tables import Wish
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.export_names import Names
from tpdevice.store.export_sessions import write_sessions
from tpdevice.store.export_tables import TABLES, Which, columns_of, safe, write_table
from tpdevice.store.export_traces import PARQUET, write_parquet, write_trace

LINK = Happened(8, "link", "down", "HOLD", 1, "lost AA:BB")


def table(path: Path, name: str, which: Which = Which(), *, left_out: bool = False) -> list[dict]:  # noqa: B008
    with open_for_reading(path) as store:
        file = BytesIO()
        write_table(file, store, name, which=which, names=Names(store, left_out=left_out))
    return list(csv.DictReader(StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def document(path: Path, *, left_out: bool = False) -> tuple[str, dict, list[str]]:
    told: list[str] = []
    with open_for_reading(path) as store:
        file, names = BytesIO(), Names(store, left_out=left_out)
        write_sessions(file, store, which=Which(), names=names, tell=told.append)
    text = file.getvalue().decode()
    return text, json.loads(text), told


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    store_one(path, on(HEADER, profile="Ada", tool="=2+3"), rows=(*ROWS, LINK))
    store_one(path, on(HEADER, profile="@Bo", tool="ball"))
    store_one(path, replace(HEADER, simulated=True))
    with open_store(path) as store, store.transaction():
        said = {"text": "Ada's own words", "at": "2026-03-01T12:00:00Z"}
        store.change("INSERT INTO note VALUES (1, 1, 1, :at, :text)", said)
        answer = "INSERT INTO follow_up VALUES (1, 1, 24, :at, '2026-03-02', 3, 0, 0)"
        store.change(answer, {"at": said["at"]})
    return path


def test_text_that_may_be_a_formula_gets_an_apostrophe_and_numbers_stay_numbers(log: Path) -> None:
    first, second = table(log, "sessions")
    assert (first["tool"], second["profile"]) == ("'=2+3", "'@Bo")
    assert (first["profile"], first["held_s"], first["peak_n"]) == ("Ada", "54.125", "40.001")
    assert first["started"] == "2026-03-01T12:00:00+02:00"


@pytest.mark.parametrize("begin", [*"=+-@\t\r\n＝＋－＠", " =", "\u00a0@"])
def test_every_dangerous_beginning_is_known(begin: str) -> None:
    assert safe(f"{begin}1+1") == f"'{begin}1+1"
    assert safe(f"a{begin}") == f"a{begin}"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_columns_and_a_row_of_each_session_that_has_one(
    name: str, log: Path
) -> None:
    rows = table(log, name)
    assert rows
    assert tuple(rows[0]) == columns_of(name)
    assert len(set(columns_of(name))) == len(columns_of(name))
    assert {row["simulated"] for row in rows} == {"0"}
    assert all(row["simulated"] for row in table(log, name, Which(simulated=True)))


def test_one_person_or_one_session_may_leave_alone(log: Path) -> None:
    assert {row["profile"] for row in table(log, "holds", Which(profile="Ada"))} == {"Ada"}
    assert {row["session"] for row in table(log, "ratings", Which(session=2))} == {"2"}


def test_a_whole_session_leaves_as_json_but_for_its_tape(log: Path) -> None:
    text, found, told = document(log)
    assert (found["format"], found["version"], told) == ("tpdevice export", 1, [])
    first = found["sessions"][0]
    assert first["summary"]["peak_mn"] == SUMMARY.peak_mn
    assert first["repetitions"][0]["impulse_mn_ns"] == SUMMARY.repetitions[0].impulse_mn_ns
    assert first["trace"]["force_mn"] == some_trace(2).force_mn.tolist()
    assert first["notes"] == ["Ada's own words"]
    assert first["follow_ups"][0]["soreness"] == 3
    assert "tape_chunk" not in text


def test_without_names_nobody_and_no_sensor_is_named(log: Path) -> None:
    text, found, _ = document(log, left_out=True)
    rows = [str(row) for name in TABLES for row in table(log, name, left_out=True)]
    everything = text + "".join(rows)
    for name in ("Ada", "@Bo", "2+3", "AA:BB", "Progressor_1"):
        assert name not in everything
    assert [each["profile"] for each in found["sessions"]] == ["person 1", "person 2"]
    assert found["names"] is False


def test_a_damaged_trace_is_told_and_the_rest_leaves(log: Path) -> None:
    with open_store(log) as store, store.transaction():
        store.change("UPDATE trace_chunk SET crc32 = 1 WHERE session_id = 1", {})
    _, found, told = document(log)
    assert [each["trace"] is None for each in found["sessions"]] == [True, False]
    assert "session 1" in told[0]


def test_traces_leave_as_parquet(log: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with open_for_reading(log) as store:
        file = BytesIO()
        count = write_parquet(file, store, which=Which(), names=Names(store), tell=print)
    found = parquet.read_table(file)
    assert (count, found.column_names) == (2, list(PARQUET))
    one = found.filter(parquet.filters_to_expression([("session", "=", 1)]))
    assert one["t_ns"].to_pylist() == some_trace(2).t_ns.tolist()
    assert one["force_mn"].to_pylist() == some_trace(2).force_mn.tolist()


@given(
    st.lists(
        st.tuples(st.integers(1, 10**11), st.integers(-(10**7), 10**7)), min_size=2, max_size=300
    )
)
def test_a_trace_comes_back_within_a_quantum_of_force_and_time(
    samples: list[tuple[int, int]],
) -> None:
    t_ns, at_ns = [], 0
    for step_ns, _ in samples:
        at_ns += step_ns
        t_ns.append(at_ns)
    block = SampleBlock.of(t_ns, [force_mn for _, force_mn in samples])
    file = BytesIO()
    write_trace(file, block)
    back = read_recording(file.getvalue(), Wish()).block
    assert back.force_mn.tolist() == block.force_mn.tolist()
    assert abs(back.t_ns - (block.t_ns - block.t_ns[0])).max() <= 1
