"""`reanalyse`: stored sessions beside what today's code makes of them."""

import contextlib
import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from running import tpdevice

from tpdevice.cli import main as cli_main
from tpdevice.cli.progress import line

UNKNOWN_SENSOR = (
    "UPDATE session SET header_json = json_set(header_json, '$.device_key', 'x') WHERE id = 1"
)


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def counted_less(path: Path) -> None:
    """Make the first session as if an older program had counted less as held."""
    change(
        path,
        "UPDATE repetition SET held_s = held_s - 2, settling_s = settling_s + 2, "
        "mean_n = mean_n - 1 WHERE session_id = 1",
    )


def contents(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


@pytest.mark.parametrize("exact", [(), ("--exact",)], ids=["counted", "run"])
def test_sessions_of_the_same_program_come_out_as_they_are_stored(
    log_file: Path, exact: tuple[str, ...]
) -> None:
    said = tpdevice("--db", str(log_file), "reanalyse", "--simulated", *exact)
    assert (said.code, said.out) == (0, "")
    assert "2 sessions" in said.err
    assert "all as they are stored" in said.err


def test_what_would_change_is_shown_and_nothing_is_changed(log_file: Path) -> None:
    counted_less(log_file)
    before = contents(log_file)
    said = tpdevice("--db", str(log_file), "reanalyse", "1")
    assert said.code == 0
    head, *rows = said.out.splitlines()
    assert head.split() == ["n", "when", "who", "what", "was", "now"]
    assert [row.split("hold 1, ")[1].split()[:2] for row in rows] == [
        ["held", "s"],
        ["settling", "s"],
        ["mean", "N"],
    ]
    assert all(row.startswith("1 ") and row.endswith("SIMULATED") for row in rows)
    assert "1 session counted again: 1 would come out differently" in said.err
    assert contents(log_file) == before


def test_json_tells_every_session_and_what_would_change(log_file: Path) -> None:
    counted_less(log_file)
    said = tpdevice("--db", str(log_file), "reanalyse", "--simulated", "--json")
    found = json.loads(said.out)
    assert (found["complete"], found["exact"]) == (True, False)
    assert [each["session"] for each in found["sessions"]] == [1, 2]
    held, *_ = found["sessions"][0]["changes"]
    assert (held["part"], held["name"]) == ("hold 1", "held_s")
    assert held["now"] - held["was"] == pytest.approx(2.0, abs=0.2)
    assert found["sessions"][1]["changes"] == []


def test_a_whole_tape_tells_of_marks_and_ending_as_well(log_file: Path) -> None:
    change(
        log_file,
        "UPDATE calibration SET tender_n = tender_n + 1 WHERE session_id = 1",
        "UPDATE session SET summary_json = json_set(summary_json, '$.outcome', 'eased') "
        "WHERE id = 1",
    )
    assert "would come out differently" not in tpdevice("--db", str(log_file), "reanalyse", "1").err
    said = tpdevice("--db", str(log_file), "reanalyse", "1", "--exact", "--json")
    (session,) = json.loads(said.out)["sessions"]
    assert {each["name"] for each in session["changes"]} == {"tender_n", "outcome"}


@pytest.mark.parametrize(
    ("exact", "breaking"),
    [
        ((), "UPDATE trace_chunk SET data = zeroblob(20) WHERE session_id = 1"),
        (("--exact",), "UPDATE tape_chunk SET data = zeroblob(20) WHERE session_id = 1"),
        ((), "UPDATE happening SET name = 'NOWHERE' WHERE session_id = 1 AND kind = 'phase'"),
        ((), "UPDATE happening SET cause = 'odd' WHERE session_id = 1 AND kind = 'band'"),
        ((), "UPDATE repetition SET end_s = 9e300 WHERE session_id = 1"),
        ((), "UPDATE repetition SET outcome = 'cured' WHERE session_id = 1"),
        ((), "UPDATE session SET header_json = '{}' WHERE id = 1"),
        ((), UNKNOWN_SENSOR),
    ],
)
def test_a_broken_session_is_told_in_a_line_and_the_rest_goes_on(
    log_file: Path, exact: tuple[str, ...], breaking: str
) -> None:
    change(log_file, breaking)
    said = tpdevice("--db", str(log_file), "reanalyse", "--simulated", *exact)
    assert (said.code, said.out) == (1, "")
    rest, broken = said.err.splitlines()
    assert broken.startswith("Left out: ")
    assert rest.startswith("1 session ")


def test_simulated_sessions_are_left_out_unless_asked_for(log_file: Path) -> None:
    said = tpdevice("--db", str(log_file), "reanalyse")
    assert (said.code, said.out, said.err) == (
        0,
        "",
        "No sessions yet. Simulated ones: --simulated.\n",
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("--profile", "demo"), [1, 2]),
        (("--profile", "Ada"), []),
        (("--since", "2000-01-01"), [1, 2]),
        (("--since", "2999-01-01"), []),
        (("2", "2"), [2]),
    ],
)
def test_sessions_are_chosen_by_number_person_and_day(
    log_file: Path, asked: tuple[str, ...], found: list[int]
) -> None:
    said = tpdevice("--db", str(log_file), "reanalyse", "--simulated", "--json", *asked)
    assert said.code == 0
    assert [each["session"] for each in json.loads(said.out)["sessions"]] == found


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("7",), 1, "has no session 7."),
        (("--since", "yesterday"), 2, "--since"),
        (("--profile", " "), 2, "--profile is blank."),
        (("x",), 2, "x"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    log_file: Path, asked: tuple[str, ...], code: int, words: str
) -> None:
    said = tpdevice("--db", str(log_file), "reanalyse", *asked)
    assert (said.code, said.out) == (code, "")
    assert words in said.err


def test_a_log_that_does_not_exist_is_told_with_what_makes_one(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    said = tpdevice("--db", str(path), "reanalyse")
    assert (said.code, said.out) == (0, "")
    assert "`tpdevice demo` makes one" in said.err
    assert not path.exists()


class ImpatientTerminal(io.StringIO):
    """A terminal at which somebody presses Ctrl-C as soon as the first session is told of."""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        told = "1 of 2 sessions" in self.getvalue()
        written = super().write(text)
        if "1 of 2 sessions" in text and not told:
            raise KeyboardInterrupt
        return written


def test_ctrl_c_shows_what_was_done_so_far(log_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted_less(log_file)
    before = contents(log_file)
    arguments = ["tpdevice", "--db", str(log_file), "reanalyse", "--simulated"]
    monkeypatch.setattr(sys, "argv", arguments)
    out, err = io.StringIO(), ImpatientTerminal()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        cli_main.main()
    assert end.value.code == 130
    assert "hold 1, held s" in out.getvalue()
    assert "Interrupted after 1 of 2 sessions." in err.getvalue()
    assert contents(log_file) == before


def test_progress_tells_how_long_it_still_takes_once_that_is_known() -> None:
    assert line(3, 300, what="sessions", took_s=0.2) == "3 of 300 sessions"
    assert line(100, 300, what="sessions", took_s=10.0) == "100 of 300 sessions, 20 s left"
    assert line(10, 300, what="sessions", took_s=60.0) == "10 of 300 sessions, 29 min left"


def test_a_file_that_may_not_be_written_can_be_looked_at(log_file: Path, tmp_path: Path) -> None:
    sealed = tmp_path / "sealed"
    sealed.mkdir()
    path = Path(shutil.copy(log_file, sealed / "log.db"))
    path.chmod(0o400)
    sealed.chmod(0o500)
    try:
        said = tpdevice("--db", str(path), "reanalyse", "1")
    finally:
        sealed.chmod(0o700)
    assert said.code == 0
