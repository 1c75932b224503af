"""`thresholds`: marks over time, each with its error, and a change only where there is one."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import tpdevice


def later_marks(path: Path, *, times: float) -> None:
    """Add the first session's marks once more, that many times as high, to the second."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO calibration (session_id, at_s, tender_n, comfort_n, ramps) "
            "SELECT 2, at_s, tender_n * ?, comfort_n, 2 FROM calibration WHERE session_id = 1",
            [times],
        )
        db.execute("UPDATE session SET setup_id = 1, sensor_id = 1, local_date = '2999-01-01'")
        db.execute("UPDATE session SET local_date = '2026-01-01' WHERE id = 1")
        db.execute("UPDATE calibration SET ramps = 2")


def test_a_mark_is_shown_with_its_error(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("DELETE FROM calibration WHERE session_id = 2")
    said = tpdevice("--db", str(log_file), "thresholds", "--simulated")
    assert (said.code, said.err) == (0, "")
    whose, head, row, *sentences = said.out.splitlines()[:5]
    assert whose.startswith("demo · UT right · hook cane · ")
    assert whose.endswith("· SIMULATED")
    assert " ".join(head.split()) == "session when threshold N ± comfort mark N ± ramps"
    force, error = (float(word) for word in row.split()[2:4])
    assert error == pytest.approx(0.29 * force, abs=0.2), "of one ramp, in a short session"
    assert sentences == [
        "threshold: nothing to compare yet",
        "comfort mark: nothing to compare yet",
    ]


def test_a_comfort_ceiling_of_one_ramp_of_two_has_the_error_of_one(log_file: Path) -> None:
    later_marks(log_file, times=1.0)
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE calibration SET comfort_ramps = 1")
    lines = tpdevice("--db", str(log_file), "thresholds", "--simulated").out.splitlines()
    cells = lines[2].split()
    threshold, its_error, comfort, error = (float(word) for word in cells[2:6])
    assert its_error == pytest.approx(0.208 * threshold, abs=0.1)
    assert error == pytest.approx(0.294 * comfort, abs=0.1)
    assert cells[6:] == ["2", "and", "1"]
    shown = tpdevice("--db", str(log_file), "show", "1").out
    assert f"{comfort:.1f} ± {error:.1f} N · mean of 2 and 1" in shown


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1.2, "threshold: no change since 2026-01-01 that one can tell from chance"),
        (1.5, "threshold: about 50 % higher than on 2026-01-01"),
        (0.6, "threshold: about 40 % lower than on 2026-01-01"),
    ],
)
def test_a_change_is_told_only_where_chance_would_not_make_it(
    log_file: Path, times: float, words: str
) -> None:
    later_marks(log_file, times=times)
    lines = tpdevice("--db", str(log_file), "thresholds", "--simulated").out.splitlines()
    assert words in lines
    assert "comfort mark: no change since 2026-01-01 that one can tell from chance" in lines


def test_what_made_the_newtons_stands_with_its_date_and_error(log_file: Path) -> None:
    note = {"kind": "lever", "checked_date": "2026-11-02", "error_n": 1.5, "heaviest_n": 98.0}
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute(
            "UPDATE session SET rig_multiplier = 2, header_json = json_set(header_json, "
            "'$.rig_multiplier', 2, '$.rig', json(?))",
            [json.dumps(note)],
        )
    said = tpdevice("--db", str(log_file), "thresholds", "--simulated")
    assert said.out.splitlines()[1] == (
        "rig: lever, 1 N at the sensor counts as 2 N on the body, checked on 2026-11-02, "
        "off by 1.5 N at most, up to 98 N"
    )
    (series, *_) = json.loads(
        tpdevice("--db", str(log_file), "thresholds", "--simulated", "--json").out
    )
    assert series["rig"] == note


def test_a_damaged_header_takes_no_mark_away(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET header_json = '{'")
    said = tpdevice("--db", str(log_file), "thresholds", "--simulated")
    assert said.code == 0
    assert "threshold N" in said.out
    assert "its header is damaged" in said.err


def test_json_has_every_mark_its_error_and_the_change(log_file: Path) -> None:
    later_marks(log_file, times=1.5)
    said = tpdevice("--db", str(log_file), "thresholds", "--simulated", "--json")
    (series,) = json.loads(said.out)
    assert [each["session"] for each in series["marked"]] == [1, 2]
    assert {"threshold_n", "threshold_error_n", "ramps"} <= series["marked"][0].keys()
    since = series["since_the_first"]
    assert since["threshold"]["about_percent"] == 50
    assert since["comfort_mark"]["about_percent"] is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), "No marks yet; a session with a calibration makes them. Simulated ones"),
        (("--simulated", "--profile", "Ada"), "No marks yet"),
        (("--simulated", "--point", "gluteus medius"), "No marks yet"),
    ],
)
def test_where_there_is_no_mark_it_says_what_makes_one(
    log_file: Path, asked: tuple[str, ...], words: str
) -> None:
    said = tpdevice("--db", str(log_file), "thresholds", *asked)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith(words)


def test_a_place_that_is_not_in_the_atlas_is_refused(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "thresholds", "--point", "nowhere at all")
    assert (said.code, said.out) == (2, "")


def test_a_log_that_does_not_exist_has_no_marks(tmp_path: Path) -> None:
    said = tpdevice("--db", str(tmp_path / "none.db"), "thresholds", "--json")
    assert (said.code, json.loads(said.out)) == (0, [])
    assert "`tpdevice demo` makes one" in said.err


def test_a_session_shows_its_marks_with_their_error(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "show", "1")
    (line,) = [line for line in said.out.splitlines() if line.startswith("first tender")]
    assert line.count("±") == 2
