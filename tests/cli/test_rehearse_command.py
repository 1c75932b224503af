"""`tpdevice plan rehearse`: a line for each day, and what to type then."""

from pathlib import Path

import pytest
from running import Said, tpdevice

PLAN = """\
person = "Ada"
[[points]]
point = "UT"
side = "left"
tool = "cane"
hold_s = 10
repetitions = 1
"""
WEEK = ("--weeks", "1", "--from", "2026-10-05")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log in which Ada has a plan open."""
    return _opened(tmp_path, PLAN)


def _opened(folder: Path, plan: str) -> Path:
    file, log = folder / "plan.toml", folder / "log.db"
    file.write_text(plan, "utf-8")
    said = tpdevice("--db", str(log), "plan", "open", str(file))
    assert said.code == 0, said.err
    return log


def rehearse(log: Path, *words: str) -> Said:
    return tpdevice("--db", str(log), "plan", "rehearse", *words)


def test_each_day_is_told_and_then_how_to_send_it(log: Path, tmp_path: Path) -> None:
    said = rehearse(log, *WEEK)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines] == ["2026-10-05", "2026-10-07", "2026-10-09"]
    assert all("held 10 of 10 s" in line and line.endswith("SIMULATED") for line in lines)
    assert "3 sessions are kept" in said.err
    _, _, command = said.err.partition("To send them: `tpdevice ")
    words = command.strip().removesuffix("`.").split()
    sent = tpdevice(*words, "-o", str(tmp_path / "ada.tpresult"))
    assert sent.code == 0, sent.err
    assert "3 sessions, 2026-10-05 to 2026-10-11" in sent.err


def test_days_are_not_rehearsed_twice_in_one_log(log: Path) -> None:
    rehearse(log, *WEEK)
    again = rehearse(log, *WEEK)
    assert again.code == 2
    assert "3 simulated sessions of Ada lie in these days already" in again.err
    assert rehearse(log, "--weeks", "1", "--from", "2026-10-12").code == 0


def test_the_simulator_says_whom_it_does_not_know(log: Path) -> None:
    said = rehearse(log, *WEEK, "--as", "lazy")
    assert said.code == 2
    assert "none of diligent, sporadic, too-hard, anybody" in said.err
    assert "tpsim habits" in said.err


def test_a_plan_that_names_its_first_day_begins_on_it(tmp_path: Path) -> None:
    log = _opened(tmp_path, "first_day = 2100-01-04\n" + PLAN)
    said = rehearse(log, *WEEK)
    assert said.code == 2
    assert "begins on Monday 4 January 2100" in said.err
    assert "2100-01-04  " in rehearse(log, "--weeks", "1").out


def test_without_an_open_plan_nothing_is_rehearsed(log: Path) -> None:
    assert tpdevice("--db", str(log), "plan", "close").code == 0
    said = rehearse(log, *WEEK)
    assert said.code == 2
    assert "no plan open" in said.err
    assert rehearse(log, *WEEK, "--profile", "Bea").code == 2
