"""`tpdevice export`: files for their owner only, never over others; and what they are worth."""

import json
import stat
import sys
from pathlib import Path

import pytest
from running import tpdevice

TABLES = {f"{name}.csv" for name in ("sessions", "holds", "ratings", "marks", "follow-ups")}


def exported(log: Path, folder: Path, *options: str) -> None:
    said = tpdevice("--db", str(log), "export", str(folder), *options)
    assert (said.code, said.out) == (0, ""), said.err


def test_tables_and_json_are_written_for_their_owner_only(log_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    exported(log_file, folder, "--simulated")
    assert {file.name for file in folder.iterdir()} == {*TABLES, "sessions.json"}
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_file_that_is_there_stays_unless_forced(log_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "marks.csv").write_text("my own", encoding="utf-8")
    said = tpdevice("--db", str(log_file), "export", str(folder), "--simulated")
    assert (said.code, said.out) == (2, "")
    assert "--force" in said.err
    assert [file.name for file in folder.iterdir()] == ["marks.csv"]
    exported(log_file, folder, "--simulated", "--force")
    assert "my own" not in (folder / "marks.csv").read_text(encoding="utf-8")


def test_simulated_sessions_leave_only_when_asked(log_file: Path, tmp_path: Path) -> None:
    said = tpdevice("--db", str(log_file), "export", str(tmp_path / "real"))
    assert "no such sessions yet. Simulated ones: --simulated." in said.err
    assert json.loads((tmp_path / "real" / "sessions.json").read_text())["sessions"] == []


def test_a_name_that_is_not_there_replaces_nothing(log_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    exported(log_file, folder, "--simulated")
    before = (folder / "sessions.csv").read_bytes()
    said = tpdevice("--db", str(log_file), "export", str(folder), "--profile", "Eve", "--force")
    assert (said.code, said.out) == (1, "")
    assert "knows nobody called Eve." in said.err
    assert (folder / "sessions.csv").read_bytes() == before


def test_a_session_that_is_not_there_is_said(log_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    said = tpdevice("--db", str(log_file), "export", str(folder), "--session", "99")
    assert said.code == 1
    assert "has no session 99" in said.err


def test_parquet_without_pyarrow_is_one_clear_sentence(
    log_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    options = ("export", str(tmp_path / "mine"), "--format", "parquet")
    said = tpdevice("--db", str(log_file), *options)
    assert (said.code, said.out) == (2, "")
    assert "Parquet needs pyarrow" in said.err
    assert not (tmp_path / "mine").exists()


def test_an_exported_session_is_measured_as_the_session_was(tmp_path: Path) -> None:
    log, folder = tmp_path / "log.db", tmp_path / "mine"
    tpdevice("--db", str(log), "demo", "--fast", "--seed", "2")
    exported(log, folder, "--session", "1", "--format", "json", "--format", "trace")
    (session,) = json.loads((folder / "sessions.json").read_text())["sessions"]
    band = {
        row["name"]: row["value"] / 1000 for row in session["happenings"] if row["kind"] == "band"
    }
    said = tpdevice(
        "analyse",
        str(folder / "trace-1.csv"),
        f"--band={band['bottom']}:{band['top']}",
        f"--hold={session['header']['prescription']['hold_s']}",
        "--json",
    )
    holds = json.loads(said.out)["holds"]
    assert len(holds) == len(session["repetitions"]) == 3
    for hold, row in zip(holds, session["repetitions"], strict=True):
        for name in ("held", "settling", "below", "above", "no_data"):
            assert hold[f"{name}_s"] == pytest.approx(row["buckets"][f"{name}_ns"] / 1e9, abs=0.2)
        assert hold["mean_n"] == pytest.approx(row["mean_mn"] / 1000, abs=0.05)
        assert hold["peak_n"] == pytest.approx(row["peak_mn"] / 1000, abs=0.1)
        assert hold["impulse_n_s"] == pytest.approx(row["impulse_mn_ns"] / 1e12, rel=0.002)
