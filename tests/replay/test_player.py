"""A tape through the same code gives the same session; what differs is shown side by side."""

import pytest
from msgspec.structs import replace
from sitting import header

from tpdevice.core.errors import TapeError
from tpdevice.core.record import Row, Summary
from tpdevice.core.tape import Header
from tpdevice.devices import driver
from tpdevice.replay.player import Difference, differences, play
from tpdevice.runtime.fast import FastLink, open_link, run
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.runner import Runner


def recorded(first: Header, scenario: str) -> MemoryRecorder:
    virtual = open_link(f"seed=5&subject=steady&scenario={scenario}")
    link, recorder = FastLink(virtual), MemoryRecorder(first)
    runner = Runner(first, driver("progressor"), recorder=recorder, sinks=(link,), link=link)
    run(runner, virtual, link)
    return recorder


@pytest.fixture(scope="module")
def short() -> Header:
    asked = {"hold_s": 10.0, "repetitions": 1, "rating_at_s": (0.0,), "lengthen_s": 5.0}
    return header(asked=asked, screen=("screen_c",), simulated=True)


@pytest.mark.parametrize(
    "scenario", ["obedient", "link_drop", "nonsense", "counter_wrap", "saturated", "stall"]
)
def test_a_tape_played_again_is_the_same_session_to_the_last_row(
    scenario: str, short: Header
) -> None:
    first = recorded(short, scenario)
    played = play(short, first.entries, driver("progressor"))
    assert played.rows == first.rows
    assert played.summary == first.summary
    assert played.summary is not None
    assert [tuple(b.force_mn) for b in played.blocks] == [tuple(b.force_mn) for b in first.blocks]
    assert played.cues
    assert differences(first.rows, played.rows) == []


def test_a_tape_cut_off_gives_what_came_until_then(short: Header) -> None:
    first = recorded(short, "obedient")
    cut = first.entries[: len(first.entries) // 2]
    played = play(short, cut, driver("progressor"))
    assert played.summary is None
    assert played.rows == first.rows[: len(played.rows)]


def test_an_empty_tape_is_the_beginning_of_a_session(short: Header) -> None:
    assert play(short, (), driver("progressor")).summary is None


def test_numbers_that_no_session_can_have_are_refused(short: Header) -> None:
    first = recorded(short, "obedient")
    asked = replace(short.prescription, hold_s=1e300)
    with pytest.raises(TapeError, match="numbers that no session can have") as caught:
        play(replace(short, prescription=asked), first.entries, driver("progressor"))
    assert caught.value.hint


def test_rows_that_differ_or_are_missing_stand_side_by_side(short: Header) -> None:
    rows: list[Row] = [row for row in recorded(short, "obedient").rows if isinstance(row, Summary)]
    (row,) = rows
    assert isinstance(row, Summary)
    other = replace(row, cues=row.cues + 1)
    assert differences([row], [row]) == []
    assert differences([row, row], [row, other]) == [Difference(1, row, other)]
    assert differences([row], []) == [Difference(0, row, None)]
    assert differences([], [row]) == [Difference(0, None, row)]


def test_one_row_too_few_or_too_many_is_one_difference(short: Header) -> None:
    rows = recorded(short, "obedient").rows[:20]
    without = [*rows[:5], *rows[6:]]
    assert differences(without, rows) == [Difference(5, None, rows[5])]
    assert differences(rows, without) == [Difference(5, rows[5], None)]
