"""`tpdevice import`: recordings of other programs, marked for good, and counted in nothing."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import Said, tpdevice

HERE = ("--point", "UT", "--side", "left", "--profile", "Ada")


def recorded(tmp_path: Path, *, name: str = "pull.csv", head: str = "time_s,force_n") -> str:
    path = tmp_path / name
    rows = [f"{7 + i / 80:.4f},{40 if 80 <= i < 800 else 0}" for i in range(960)]
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    return str(path)


def kept(tmp_path: Path, *arguments: str) -> Said:
    return tpdevice("--db", str(tmp_path / "log.db"), *arguments)


def test_a_recording_is_kept_as_a_session_marked_as_imported(tmp_path: Path) -> None:
    said = kept(tmp_path, "import", recorded(tmp_path), *HERE, "--began", "2026-03-01T12:00")
    assert (said.code, said.out) == (0, "")
    assert "Kept as session 1 of Ada, marked as imported" in said.err
    (line,) = json.loads(kept(tmp_path, "log", "--json").out)
    assert (line["imported"], line["simulated"], line["ending"]) == (True, False, "only read")
    assert (line["local_date"], line["held_s"], line["peak_n"]) == ("2026-03-01", 0.0, 40.0)
    assert line["pressed_s"] == pytest.approx(9.0, abs=0.1)
    shown = kept(tmp_path, "show", "1", "--force-pattern")
    assert (shown.code, "imported" in shown.out) == (0, True)
    assert "read for 12 s" in shown.out
    assert "it came from another program" in shown.out


def test_it_counts_in_no_limit_and_is_no_sensor_to_look_for(tmp_path: Path) -> None:
    from tpdevice.store.database import open_for_reading
    from tpdevice.store.remembered import last_place, remembered_sensors

    kept(tmp_path, "import", recorded(tmp_path), *HERE)
    with closing(sqlite3.connect(tmp_path / "log.db")) as db:
        assert db.execute("SELECT COUNT(*) FROM counted_sessions").fetchone() == (0,)
        assert db.execute("SELECT COUNT(*) FROM daily_use").fetchone() == (0,)
    with open_for_reading(tmp_path / "log.db") as store:
        assert remembered_sensors(store) == ()
        assert last_place(store, "Ada") is None


def test_the_same_recording_twice_is_noticed_under_any_name(tmp_path: Path) -> None:
    kept(tmp_path, "import", recorded(tmp_path), *HERE)
    other = recorded(tmp_path, name="copy.csv", head="t (s),N")
    again = kept(tmp_path, "import", other, *HERE)
    assert (again.code, "here already, as session 1" in again.err) == (0, True)
    assert len(json.loads(kept(tmp_path, "log", "--json").out)) == 1
    somebody = kept(tmp_path, "import", other, *HERE[:-1], "Bo")
    assert "Kept as session 2 of Bo" in somebody.err


def test_without_dates_the_date_of_the_file_is_taken_and_told(tmp_path: Path) -> None:
    said = kept(tmp_path, "import", recorded(tmp_path), *HERE)
    assert "It has no dates: taken to end when the file was written, 2027-01-1" in said.err


def test_dates_in_the_file_say_when_it_was(tmp_path: Path) -> None:
    path = tmp_path / "dated.csv"
    path.write_text("time,kg\n2026-03-01T23:59:59Z,1\n2026-03-02T00:00:00Z,2\n", encoding="utf-8")
    kept(tmp_path, "import", str(path), *HERE)
    (line,) = json.loads(kept(tmp_path, "log", "--json").out)
    assert (line["started"][:19], line["local_date"]) == ("2026-03-01T23:59:59", "2026-03-01")


def test_its_trace_leaves_the_log_as_it_came(tmp_path: Path) -> None:
    kept(tmp_path, "import", recorded(tmp_path), *HERE)
    folder = tmp_path / "mine"
    assert kept(tmp_path, "export", str(folder), "--format", "trace").code == 0
    again = kept(tmp_path, "import", str(folder / "trace-1.csv"), *HERE)
    assert "here already, as session 1" in again.err


def test_it_can_be_looked_at_anew_and_has_no_tape_to_run(tmp_path: Path) -> None:
    kept(tmp_path, "import", recorded(tmp_path), *HERE)
    for exact in ((), ("--exact",)):
        said = kept(tmp_path, "reanalyse", *exact)
        assert (said.code, "all as they are stored" in said.err) == (0, True)
    said = kept(tmp_path, "replay", "1")
    assert (said.code, said.out) == (1, "")
    assert "there is no tape to run" in said.err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--point", "UT", "--profile", "Ada"), "--side is missing"),
        (("--point", "UT", "--side", "middle", "--profile", "Ada"), "no side 'middle'"),
        (("--point", "UT", "--side", "left"), "nobody was here yet"),
        (("--point", "nowhere at all", "--side", "left"), "nowhere at all"),
        ((*HERE, "--force", "kilos"), "No column is called 'kilos'"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    options: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    said = kept(tmp_path, "import", recorded(tmp_path), *options)
    assert (said.code, said.out) == (2, "")
    assert reason in said.err
    assert not (tmp_path / "log.db").exists()


def test_a_hostile_file_leaves_the_log_alone(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"time_s,force_n\n0,1\n1,2\n0.5,3\n")
    said = kept(tmp_path, "import", str(path), *HERE)
    assert (said.code, "bad.csv, line 4: time goes back" in said.err) == (1, True)
    assert not (tmp_path / "log.db").exists()
