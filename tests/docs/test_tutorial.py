"""The tutorial's commands work, in its order, in an empty log, and print what it shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tutorial import TUTORIALS, commands, print_anew, walk

PAGE = TUTORIALS / "first-session.md"
TODAY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""When a session began. All else follows from the seed, on every machine."""


def test_the_page_has_commands_that_run_here_and_some_in_real_time() -> None:
    kinds = [command.real_time for command in commands(PAGE)]
    assert kinds.count(False) >= 5
    assert True in kinds


@pytest.mark.process
def test_the_tutorials_commands_print_what_the_page_shows(
    tmp_path: Path, *, update_goldens: bool
) -> None:
    lines = list(walk(PAGE, lambda words: _run(words, tmp_path), chance=(TODAY,)))
    if update_goldens:
        print_anew(PAGE, lines)
    else:
        assert [shown for shown, _ in lines] == [printed for _, printed in lines]


def _run(words: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tpdevice.cli.main", "--db", "log.db", *shlex.split(words)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # in its order, as a terminal shows it
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, (words, done.stdout)
    return done.stdout.replace("tpdevice --db log.db", "tpdevice")
