"""The tutorial's commands work, in its order, in an empty log."""

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
def test_the_tutorials_commands_do_what_the_page_shows(tmp_path: Path) -> None:
    for command in commands():
        if not command.real_time:
            printed = _run(command.words, tmp_path)
            _assert_shown(command.shown, printed)


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


def _assert_shown(shown: list[str], printed: str) -> None:
    """Find each shown line, in order. Only its start counts, up to the first number."""
    lines = iter(printed.splitlines())
    for wanted in shown:
        start = _start(wanted)
        assert any(_start(line) == start for line in lines), wanted


def _start(line: str) -> str:
    """Return a line with its clock left out, up to its first number."""
    without_clock = re.sub(r"^\d+:\d\d +", "", line)
    return re.split(r"\d", without_clock, maxsplit=1)[0].rstrip()
