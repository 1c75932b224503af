"""The figures of the last screen."""

import re

import pytest
import session_states as made
from msgspec.structs import replace
from screen_text import app_on, settled, text_of

from tpdevice.core.plan import Rest
from tpdevice.core.record import Ending
from tpdevice.homework.spacing import explained
from tpdevice.session.moving import Bar
from tpdevice.tui.look import Look
from tpdevice.tui.screens.summary import lines_of
from tpdevice.tui.sumup import sum_up

WIDE = replace(made.repetition(1), mean_mn=1_712_300, peak_mn=1_765_200, last_rating=None)
CELL = re.compile(r"\S+(?: \S+)*")
ROWS = (WIDE, made.repetition(2))


@pytest.mark.parametrize("room", [115, 75, 40])
def test_columns_of_a_summary_never_touch(room: int) -> None:
    view = sum_up(made.summary(repetitions=ROWS), made.header())
    said = [line.text for line in lines_of(view, room) if "no clear change" in line.text]
    starts = [[found.start() for found in CELL.finditer(text)] for text in said]
    assert len(starts[0]) == (6 if room >= 75 else 3)
    assert starts[0] == starts[1]


async def test_a_line_of_a_summary_stays_one_line_at_eighty_columns() -> None:
    seat, _ = made.over(repetitions=ROWS)
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        text = text_of(app)
    assert "peak 1765.2 N  6      no clear change" in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42)])
async def test_no_figure_stands_in_the_bar_without_its_name(size: tuple[int, int]) -> None:
    seat, _ = made.over()
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        text = text_of(app)
    bar = next(
        line for line in text.splitlines() if re.match(r"\s+held \d+ s", line) and "·" not in line
    )
    assert not re.search(r"  \d", bar)


NOT_BEGUN = {"repetitions": (), "ending": Ending.NOT_OFFERED}


@pytest.mark.parametrize("bar", list(Bar))
def test_what_a_limit_kept_from_beginning_says_which_and_why(bar: Bar) -> None:
    view = sum_up(made.summary(reason=bar, **NOT_BEGUN), made.header())
    assert view.cue.text != "Not with this tool at this place"
    assert view.ending.endswith(bar)
    assert view.advice == explained(bar)


@pytest.mark.parametrize(("care", "word"), [(False, "NOT YET"), (True, "NOT NOW")])
def test_a_place_that_rests_says_why_and_until_when(word: str, *, care: bool) -> None:
    rest = Rest("it was sore afterwards, so it rests until tomorrow, 18:00", care=care)
    limits = replace(made.header().limits, rest=rest)
    first = replace(made.header(), limits=limits)
    view = sum_up(made.summary(reason=rest.words, **NOT_BEGUN), first)
    assert view.cue.word == word
    assert rest.words in view.ending


def test_where_no_band_is_wide_enough_it_is_the_tool_that_is_named() -> None:
    view = sum_up(made.summary(reason="too narrow", **NOT_BEGUN), made.header())
    assert view.cue.text == "Not with this tool at this place"
    assert view.advice == ""
