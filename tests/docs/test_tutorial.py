"""The tutorial's commands work, in its order, in an empty log, and print what it shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "first-session.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ python3 dev.py "
REAL_TIME = "# real time"
TODAY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""When a session began. All else follows from the seed, on every machine."""


class Command(NamedTuple):
    """One command of the page, and the lines that the page shows of what it prints."""

    words: str
    shown: list[str]
    real_time: bool


def commands() -> list[Command]:
    """Return the page's commands, top to bottom; a block holds one, and what it prints."""
    found = []
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        first, *shown = block.splitlines()
        assert first.startswith(PROMPT), first
        words, _, remark = first.removeprefix(PROMPT).partition("  #")
        shown = [line for line in shown if line.strip() not in {"", "…"}]
        found.append(Command(words, shown, f"#{remark}" == REAL_TIME))
    return found


def test_the_page_has_commands_that_run_here_and_some_in_real_time() -> None:
    kinds = [command.real_time for command in commands()]
    assert kinds.count(False) >= 5
    assert True in kinds


@pytest.mark.process
def test_the_tutorials_commands_print_what_the_page_shows(
    tmp_path: Path, *, update_goldens: bool
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    printed: list[str] = []
    for command in commands():
        if not command.real_time:
            printed += _likes(command.shown, _run(command.words, tmp_path))
    shown = [line for command in commands() if not command.real_time for line in command.shown]
    if update_goldens:
        for before, now in zip(shown, printed, strict=True):
            page = page.replace(f"\n{before}\n", f"\n{now}\n", 1)
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    else:
        assert shown == printed


def _run(words: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tpdevice.cli.main", "--db", "log.db", *shlex.split(words)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout + done.stderr


def _likes(shown: list[str], printed: str) -> list[str]:
    """Return the printed line for each shown one: the next that is the same up to a number."""
    lines = iter(printed.replace("tpdevice --db log.db", "tpdevice").splitlines())
    found = []
    for wanted in shown:
        like = next((line for line in lines if _start(line) == _start(wanted)), None)
        assert like is not None, wanted
        when = TODAY.search(wanted)
        found.append(TODAY.sub(when[0], like) if when else like)
    return found


def _start(line: str) -> str:
    """Return a line with its clock left out, up to its first number."""
    without_clock = re.sub(r"^\d+:\d\d +", "", line)
    return re.split(r"\d", without_clock, maxsplit=1)[0].rstrip()
