"""A page of commands: what it shows, run and compared, and printed anew where that is asked for."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
REAL_TIME = "# real time"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ python3 dev.py "

Run = Callable[[str], str]
"""Runs what stands behind the prompt, and returns everything that it prints."""


class Command(NamedTuple):
    """One command of a page, and the lines that the page shows of what it prints."""

    words: str
    shown: list[str]
    real_time: bool


def commands(page: Path) -> list[Command]:
    """Return a page's commands, top to bottom; a block holds one, and what it prints."""
    found = []
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        first, *shown = block.splitlines()
        assert first.startswith(_PROMPT), first
        words, _, remark = first.removeprefix(_PROMPT).partition("  #")
        shown = [line for line in shown if line.strip() not in {"", "…"}]
        found.append(Command(words, shown, f"#{remark}" == REAL_TIME))
    return found


def walk(page: Path, run: Run, *, chance: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """Run a page's commands, and yield each shown line with the one that was printed.

    Parameters
    ----------
    chance
        What is another at each time: it stays as shown, and later commands are told the new one.
    """
    told: dict[str, str] = {}
    for command in commands(page):
        if command.real_time:
            continue
        words = command.words
        for shown, printed in told.items():
            words = words.replace(shown, printed)
        lines = iter(run(words).splitlines())
        for wanted in command.shown:
            like = next((line for line in lines if _alike(line, wanted, chance)), None)
            assert like is not None, (words, wanted)
            told |= _by_chance(like, wanted, chance)
            yield wanted, _as_shown(like, wanted, chance)


def print_anew(page: Path, lines: Sequence[tuple[str, str]]) -> None:
    """Put the printed lines where the shown ones stand."""
    text, done = page.read_text(encoding="utf-8"), ""
    for shown, printed in lines:
        before, _, text = text.partition(f"\n{shown}\n")
        done, text = f"{done}{before}\n{printed}", f"\n{text}"
    page.write_text(done + text, encoding="utf-8", newline="\n")


def _by_chance(line: str, wanted: str, chance: Sequence[re.Pattern[str]]) -> dict[str, str]:
    pairs = [(each.search(wanted), each.search(line)) for each in chance]
    return {shown[0]: printed[0] for shown, printed in pairs if shown and printed}


def _as_shown(line: str, wanted: str, chance: Sequence[re.Pattern[str]]) -> str:
    for each in chance:
        if shown := each.search(wanted):
            line = each.sub(shown[0], line)
    return line


def _alike(line: str, wanted: str, chance: Sequence[re.Pattern[str]]) -> bool:
    return _start(_as_shown(line, wanted, chance)) == _start(wanted)


def _start(line: str) -> str:
    """Return a line up to its first number; a clock or a number that it begins with is left out."""
    without_first = re.sub(r"^\d+(:\d\d)? +", "", line)
    return re.split(r"\d", without_first, maxsplit=1)[0].rstrip()
