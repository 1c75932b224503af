"""Who did homework how is found in three reports without being told, by a rule made before."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from tpdevice.homework.report.markdown import markdown
from tpdevice.homework.report.papers import Papers
from tpdevice.homework.result import Result
from tpdevice.runtime.memory import local_now
from tpdevice.runtime.ownplan import open_file
from tpdevice.runtime.plans import Opened, opened
from tpdevice.runtime.rehearsal import Rehearsal, Wanted
from tpdevice.runtime.results import Sending, result_of
from tpdevice.store.database import open_for_reading

FIRST, LAST = date(2026, 10, 5), date(2026, 11, 1)
PLAN = """
person = "Wren"
[[points]]
point = "UT"
side = "left"
tool = "hook cane"
support = "cane"
hold_s = 20
repetitions = 1
"""
TOO_MUCH: Final = (
    "A bruise",
    "Sore afterwards",
    "Stopped for safety",
    "Above the cap",
    "Much above the band",
    "Rated 7 or more",
)
PEOPLE: Final = ("diligent", "sporadic", "too-hard")


def who(report: str) -> str:
    """Say whose report it is, by the lines under "To see first" alone.

    Two kinds of line that tell of too much, or three sessions stopped for safety: too hard. Else, a
    quarter of the days missed: sporadic. Else: diligent.
    """
    _, _, rest = report.partition("## To see first\n\n")
    first = [line.removeprefix("- **") for line in rest.partition("\n\n")[0].splitlines()]
    stopped, _ = _numbers(first, "Stopped for safety")
    if len([line for line in first if line.startswith(TOO_MUCH)]) >= 2 or stopped >= 3:
        return "too-hard"
    missed, asked = _numbers(first, "Missed")
    return "sporadic" if missed and 4 * missed >= asked else "diligent"


def _numbers(lines: list[str], what: str) -> tuple[int, int]:
    """Return the first two numbers of the line that begins so; 0 where there is none."""
    for line in lines:
        if line.startswith(what):
            first, second, *_ = [*map(int, re.findall(r"\d+", line)), 0]
            return first, second
    return 0, 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1, 10, 20])
def test_each_of_three_people_is_known_by_what_stands_first_in_their_report(
    seed: int, tmp_path: Path
) -> None:
    reports = {habit: _report(habit, seed, tmp_path) for habit in PEOPLE}
    assert tuple(map(who, reports.values())) == tuple(reports)
    told = " ".join(reports.values()).lower()
    assert [habit for habit in PEOPLE if habit in told] == []


def _report(habit: str, seed: int, folder: Path) -> str:
    log, asked = folder / f"{habit}.db", opened(PLAN.encode())
    own = open_file(log, asked, name="plan.toml")
    for _ in Rehearsal(log, Wanted(own, habit, seed, FIRST, LAST)).days():
        pass
    return markdown(Papers(asked.plan, _sent(log, asked)))


def _sent(log: Path, asked: Opened) -> Result:
    sending = Sending(local_now(), "Wren", FIRST, simulated=True)
    with open_for_reading(log) as store:
        return result_of(store, asked, LAST, sending=sending)
