"""Traces come back as they came, in few files, and after a crash none counts twice."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from clinicfolder import TRACE, Folder, on
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.clinic.asking import Days, ask_traces
from tpdevice.homework.result import Trace
from tpdevice.store.clinic.erase import erase_client
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.clinic.traces import COLUMNS, FILES_MOST, samples, trace_paths
from tpdevice.store.database import open_for_reading, open_store

MARCH = Days(date(2026, 3, 31), 31)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def day_by_day(folder: Folder, days: int) -> None:
    """Send a result each evening, with everything since the first day."""
    for day in range(days):
        until = date(2026, 3, 2) + timedelta(days=day)
        sessions = [on(2 + n) for n in range(day + 1)]
        made = f"{until}T20:00:00.000Z"
        folder.result(*sessions, name=f"r{day:02}", until=until, made_utc=made)
        assert folder.take()[-1].sessions == 1


def peak_n(folder: Folder) -> list[tuple[int, float]]:
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        found = ask_traces(store, folder.desk.traces, "force", MARCH)
    return [(row["sessions"], round(row["pressed_s"], 3)) for row in found]


@given(force=st.lists(st.none() | st.integers(-9_999_999, 9_999_999)), step_ms=st.integers(1, 1000))
def test_samples_are_those_of_the_trace_where_data_came(
    force: list[int | None], step_ms: int
) -> None:
    t_us, force_mn = samples(Trace(step_ms / 1000, tuple(force)))
    known = [(n * step_ms * 1000, value) for n, value in enumerate(force) if value is not None]
    assert list(zip(t_us.tolist(), force_mn.tolist(), strict=True)) == known


def test_many_small_files_become_one_and_each_sample_stays(folder: Folder) -> None:
    day_by_day(folder, FILES_MOST)
    files = list(folder.desk.traces.rglob("*.parquet"))
    assert len(files) == FILES_MOST
    assert peak_n(folder) == [(FILES_MOST, round(FILES_MOST * 0.4, 3))]
    until = date(2026, 3, 20)
    folder.result(*[on(2 + n) for n in range(FILES_MOST + 1)], name="last", until=until,
                  made_utc="2026-03-20T20:00:00.000Z")  # fmt: skip
    folder.take()
    [file] = folder.desk.traces.rglob("*.parquet")
    assert peak_n(folder) == [(FILES_MOST + 1, round((FILES_MOST + 1) * 0.4, 3))]
    with open_for_reading(folder.desk.path, schema=CLINIC) as store:
        assert trace_paths(store, folder.desk.traces) == [str(file)]


def test_a_file_that_a_crash_left_behind_counts_in_nothing_and_goes(folder: Folder) -> None:
    folder.result(on(2))
    folder.take()
    [file] = folder.desk.traces.rglob("*.parquet")
    left = file.with_name("left.parquet")
    left.write_bytes(file.read_bytes())
    assert peak_n(folder) == [(1, 0.4)]
    folder.take()
    assert not left.exists()
    assert file.exists()


def test_traces_left_out_at_first_are_kept_when_asked_again(folder: Folder) -> None:
    folder.result(on(2))
    folder.take(with_traces=False)
    assert not folder.desk.traces.exists()
    folder.take()
    assert not list(folder.desk.traces.rglob("*.parquet"))
    folder.take(again=True)
    assert peak_n(folder) == [(1, 0.4)]
    folder.take(again=True)
    assert peak_n(folder) == [(1, 0.4)]


def test_a_session_without_a_trace_has_none(folder: Folder) -> None:
    folder.result(on(2, trace=None), on(4))
    folder.take()
    assert peak_n(folder) == [(1, 0.4)]


def test_the_files_are_of_a_form_that_older_engines_read(folder: Folder) -> None:
    folder.result(on(2))
    folder.take()
    [file] = folder.desk.traces.rglob("*.parquet")
    assert file.relative_to(folder.desk.traces).parts[:2] == ("client=1", "month=2026-03")
    about = pq.ParquetFile(file)
    assert dict(zip(about.schema_arrow.names, map(str, about.schema_arrow.types), strict=True)) == (
        COLUMNS
    )
    used = {name for n in range(3) for name in about.metadata.row_group(0).column(n).encodings}
    assert "BYTE_STREAM_SPLIT" not in used
    assert "DELTA_BINARY_PACKED" in used


def test_who_is_forgotten_leaves_neither_rows_nor_bytes(folder: Folder) -> None:
    folder.result(on(2, tool="a very own tool"))
    bea = folder.plan("Bea", "bea-1")
    folder.result(on(2, uid="b"), name="b", plan_id="bea-1", plan_digest=bea)
    folder.take()
    with open_store(folder.desk.path, schema=CLINIC) as store:
        assert erase_client(store, folder.desk.traces, 1) == 1
        assert [row["name"] for row in store.rows("SELECT name FROM client")] == ["Bea"]
        for table in ("session", "asked_day", "asked_place", "exception", "result", "plan_text"):
            rows = store.rows(f"SELECT DISTINCT plan_id FROM {table}")
            assert [row["plan_id"] for row in rows] == [2], table
        assert len(store.rows("SELECT * FROM hold")) == 3
    assert b"a very own tool" not in folder.desk.path.read_bytes()
    assert [path.name for path in folder.desk.traces.iterdir()] == ["client=2"]


def test_a_trace_without_any_data_is_no_trouble(folder: Folder) -> None:
    folder.result(on(2, trace=Trace(0.2, (None, None))), on(4, trace=TRACE))
    folder.take()
    assert peak_n(folder) == [(1, 0.4)]
