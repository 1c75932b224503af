"""The walk of a therapist and three clients works, in its order, and prints what the page shows."""

import re
import shlex
from pathlib import Path

import pytest
from running import tpdevice
from tutorial import TUTORIALS, commands, print_anew, walk

PAGE = TUTORIALS / "homework.md"
PLAN = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WORDS = re.compile(r"(?<=these words: )\w+(?: \w+){5}$")
"""Of a key, which is another each time."""
COPIES = ("finch", "robin")


@pytest.mark.timeout(600)
def test_the_walk_there_and_back_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, update_goldens: bool
) -> None:
    _write_plans(tmp_path)
    monkeypatch.chdir(tmp_path)
    lines = list(walk(PAGE, _run, chance=(WORDS,)))
    if update_goldens:
        print_anew(PAGE, lines)
    else:
        assert [shown for shown, _ in lines] == [printed for _, printed in lines]
    for who in ("wren", *COPIES):
        assert "SIMULATED" in (tmp_path / f"{who}.html").read_text("utf-8")


def test_the_page_tells_nobody_who_is_who_before_the_end() -> None:
    rehearsed = [each.words for each in commands(PAGE) if " rehearse " in each.words]
    assert len(rehearsed) == 3
    assert all("--as anybody" in words for words in rehearsed)


def _write_plans(folder: Path) -> None:
    """Do what the page asks to be done in an editor."""
    [plan] = PLAN.findall(PAGE.read_text("utf-8"))
    (folder / "wren.toml").write_text(plan, "utf-8")
    for who in COPIES:
        assert f'`"{who.capitalize()}"`' in PAGE.read_text("utf-8")
        (folder / f"{who}.toml").write_text(plan.replace("Wren", who.capitalize(), 1), "utf-8")


def _run(words: str) -> str:
    said = tpdevice("--db", "log.db", *shlex.split(words))
    assert said.code == 0, (words, said.err)
    return said.both
