"""`log POINT`, `log calendar`, `log search`, `log note`, `log --datasette`."""

import json
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import Said, tpdevice
from some_session import NOON, store_one


def asked(path: Path, *words: str) -> Said:
    return tpdevice("--db", str(path), "log", *words)


@pytest.mark.parametrize(
    "words", [("UT",), ("point", "UT"), ("--point", "UT"), ("top", "of", "the", "shoulder")]
)
def test_a_place_is_named_in_any_of_these_ways(words: tuple[str, ...], log_file: Path) -> None:
    said = asked(log_file, "--simulated", *words)
    assert (said.code, said.err) == (0, "")
    whose, head, *_ = said.out.splitlines()
    assert whose == "demo · Top of the shoulder, right (UT) · SIMULATED"
    assert " ".join(head.split()).startswith("n when tool held s in band % ratings threshold N ±")


def test_nothing_is_called_a_change_or_a_help_after_two_sessions(log_file: Path) -> None:
    said = asked(log_file, "UT", "--simulated").out
    assert "Force rated" not in said
    assert "orce at the same rating: too few sessions to compare" in said
    assert "tool hook cane: 1 session; too few to say anything, it takes 8" in said
    assert "pressed by hand: 1 session; too few to say anything, it takes 8" in said
    assert "do not say what made it so" in " ".join(said.split())


def test_a_place_without_real_sessions_says_how_to_see_the_simulated(log_file: Path) -> None:
    said = asked(log_file, "UT")
    assert (said.code, said.out) == (0, "")
    assert "Nothing was pressed at UT yet. Simulated ones: --simulated." in said.err


def test_a_place_with_imported_sessions_alone_says_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store_one(path, imported=True)
    said = " ".join(asked(path, "UT").err.split())
    assert "Nothing was pressed at UT yet." in said
    assert "One imported session of this place is in no history" in said
    assert f"and stands in `tpdevice --db {path} log`." in said
    assert "imported" not in asked(path, "UT", "--profile", "Bo").err
    assert "imported" not in asked(path, "LS").err
    store_one(path, at=NOON.replace(hour=13), imported=True)
    store_one(path, at=NOON.replace(hour=14))
    said = " ".join(asked(path, "UT").err.split())
    assert "Nothing" not in said
    assert "2 imported sessions of this place are in no history" in said


def test_the_history_of_a_place_is_one_json_document(log_file: Path) -> None:
    (place,) = json.loads(asked(log_file, "UT", "--simulated", "--json").out)
    assert (place["point"], place["simulated"], place["older_left_out"]) == ("UT", True, False)
    numbers = [each["session"] for each in place["sessions"]]
    assert numbers
    assert [each["sessions"] for each in place["compared"]] == [numbers]
    assert place["sessions"][0]["threshold_error_n"] > 0
    assert place["medians"]["held_s"]["sessions"] == len(numbers)


def test_the_calendar_stars_the_days_of_sessions(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET local_date = '2026-02-27', held_s = 90")
        db.execute("UPDATE session SET local_date = '2026-03-01', pressed_s = 1 WHERE id = 2")
    said = asked(log_file, "calendar", "--simulated", "--months", "2")
    assert said.out.splitlines() == [
        "February 2026",
        "Mo   Tu   We   Th   Fr   Sa   Su",
        "                               1",
        " 2    3    4    5    6    7    8",
        " 9   10   11   12   13   14   15",
        "16   17   18   19   20   21   22",
        "23   24   25   26   27*  28",
        "1 session on 1 day, 2 min held",
        "",
        "March 2026",
        "Mo   Tu   We   Th   Fr   Sa   Su",
        "                               1*",
        *[
            line.rstrip()
            for line in (
                " 2    3    4    5    6    7    8",
                " 9   10   11   12   13   14   15",
                "16   17   18   19   20   21   22",
                "23   24   25   26   27   28   29",
                "30   31",
            )
        ],
        "1 session on 1 day, 2 min held",
        "",
    ]
    days = json.loads(asked(log_file, "calendar", "--simulated", "--json").out)
    assert [day["local_date"] for day in days] == ["2026-02-27", "2026-03-01"]


def test_a_note_is_kept_shown_and_found(log_file: Path) -> None:
    kept = asked(log_file, "note", "1", "long", "day\x1b[31m at the desk")
    assert (kept.code, kept.out) == (0, "")
    found = asked(log_file, "search", "des", "long", "--simulated", "--json")
    (note,) = json.loads(found.out)
    assert (note["session"], note["text"]) == (1, "long day[31m at the desk")
    assert "long day[31m at the desk" in tpdevice("--db", str(log_file), "show", "1").out
    assert "No note has these words." in asked(log_file, "search", "long").err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("note", "1", " "), 2, "The note is blank."),
        (("note", "99", "x"), 1, "has no session 99."),
        (("note", "1", "x" * 2001), 2, "The note is 2001 characters long."),
        (("qwxzy",), 2, "qwxzy"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: tuple[str, ...], code: int, told: str, log_file: Path
) -> None:
    said = asked(log_file, *words)
    assert (said.code, said.out) == (code, "")
    assert told in said.err


def test_a_log_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    for words in (("UT",), ("calendar",), ("search", "x"), ("note", "1", "x")):
        assert "Traceback" not in asked(path, *words).err
    assert not path.exists()


def test_the_command_for_datasette_can_be_pasted(tmp_path: Path) -> None:
    path = tmp_path / "my log.db"
    (line,) = asked(path, "--datasette").out.splitlines()
    assert shlex.split(line) == ["datasette", "serve", str(path), "--open"]
