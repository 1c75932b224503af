"""`show --force-pattern`: advice on the force of each hold, asked for and never volunteered."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import tpdevice

from tpdevice.cli.pattern import CAVEAT, NO_HOLDS, pattern_json, pattern_line
from tpdevice.session.leftalone import HoldLooked
from tpdevice.signal.moved import Looked, Moved

CHANGED = HoldLooked(2, Looked(enough=True, moved=Moved(at_s=34.02, share=-0.1234)), 51.04)
STILL = HoldLooked(2, Looked(enough=True), 51.04)
SHORT = HoldLooked(2, Looked(enough=False), 12.6)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (CHANGED, "hold 2: force pattern changed at 34 s held: you moved, perhaps"),
        (STILL, "hold 2: no change in the force pattern that can be told from relaxing"),
        (SHORT, "hold 2: too little time between corrections to look at, 13 s"),
    ],
    ids=["changed", "still", "short"],
)
def test_each_hold_is_told_in_a_line(found: HoldLooked, said: str) -> None:
    assert pattern_line(found) == said


def test_nothing_that_is_told_claims_anything_of_the_point() -> None:
    told = [pattern_line(each) for each in (CHANGED, STILL, SHORT)] + [CAVEAT, NO_HOLDS]
    words = ("releas", "eased", "let go")
    assert not [text for text in told if any(word in text.lower() for word in words)]


def test_a_program_can_tell_no_change_from_not_looked_at() -> None:
    changed, still, short = pattern_json([CHANGED, STILL, SHORT])["holds"]
    assert changed == {
        "hold": 2,
        "enough": True,
        "changed": True,
        "at_held_s": 34.0,
        "share": -0.123,
        "left_alone_s": 51.0,
    }
    assert (still["enough"], still["changed"], still["at_held_s"]) == (True, False, None)
    assert (short["enough"], short["changed"], short["share"]) == (False, None, None)


def test_it_is_told_only_when_asked_for(log_file: Path) -> None:
    assert "force pattern" not in tpdevice("--db", str(log_file), "show", "1").out
    assert "force_pattern" not in json.loads(
        tpdevice("--db", str(log_file), "show", "1", "--json").out
    )


def test_a_hold_of_10_s_is_too_short_and_said_to_be(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "show", "1", "--force-pattern")
    assert (said.code, said.err) == (0, "")
    line, caveat = said.out.splitlines()[-2:]
    assert line.startswith("hold 1: too little time between corrections to look at, ")
    assert caveat == CAVEAT
    asked = tpdevice("--db", str(log_file), "show", "1", "--force-pattern", "--json")
    found = json.loads(asked.out)["force_pattern"]
    assert found["note"] == CAVEAT
    assert [(hold["hold"], hold["enough"]) for hold in found["holds"]] == [(1, False)]


def test_a_session_that_was_cut_off_is_looked_at_too(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute("UPDATE session SET ending = NULL, summary_json = NULL WHERE id = 1")
        db.execute("DELETE FROM repetition WHERE session_id = 1")
    said = tpdevice("--db", str(log_file), "show", "1", "--force-pattern")
    assert "hold 1: too little time" in said.out


def test_a_session_without_a_hold_says_so(log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute(
            "UPDATE session SET summary_json = json_set(summary_json, '$.repetitions', json('[]'))"
        )
    said = tpdevice("--db", str(log_file), "show", "1", "--force-pattern")
    assert (said.code, said.out.splitlines()[-1]) == (0, NO_HOLDS)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE trace_chunk SET data = zeroblob(20) WHERE session_id = 1", "trace part"),
        (
            "UPDATE happening SET name = 'NOWHERE' WHERE session_id = 1 AND kind = 'phase'",
            "holds what no session can have",
        ),
    ],
    ids=["trace", "log"],
)
def test_what_is_damaged_is_one_sentence(change: str, problem: str, log_file: Path) -> None:
    with closing(sqlite3.connect(log_file)) as db, db:
        db.execute(change)
    said = tpdevice("--db", str(log_file), "show", "1", "--force-pattern")
    assert said.code != 0
    assert problem in said.err
    assert "Traceback" not in said.err
    assert tpdevice("--db", str(log_file), "show", "1").code == 0
