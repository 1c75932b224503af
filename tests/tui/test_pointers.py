"""Words at the marks above the gauge."""

import re

import pytest
import session_states as made
from hypothesis import given
from hypothesis import strategies as st
from screen_text import app_on, settled, text_of

from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Look
from tpdevice.tui.view import GaugeView, Mark, Zone
from tpdevice.tui.widgets.pointers import pointers


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (44, 30), (40, 20)])
@pytest.mark.parametrize("tender_n", [35.0, 62.0])
@pytest.mark.parametrize("more_n", [0.0, 1.0, 6.0, 15.0, 45.0, 108.0])
async def test_both_marks_of_a_ramp_can_be_read(
    size: tuple[int, int], tender_n: float, more_n: float
) -> None:
    seat, _ = made.seat(made.easing_off(tender_n=tender_n, comfort_n=tender_n + more_n))
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        text = text_of(app)
    assert re.search(r"\btender\b", text)
    assert re.search(r"\bcomfort\b", text)


def drawn(width: int, y: int, *forces_n: float) -> list[str]:
    marks = tuple(
        Mark(n, label, label, f"{n:.0f} N")
        for n, label in zip(forces_n, ("abc", "vwxyz"), strict=True)
    )
    grid = Grid(width, 2, Look())
    pointers(grid, GaugeView(100, (), None, None, "", "", 0.0, "0 N", "", Zone.NONE, marks), y)
    return ["".join(cell[0] for cell in row) for row in grid.rows]


def test_the_left_words_go_to_the_left_where_they_would_collide() -> None:
    assert drawn(60, 0, 30, 36)[0].rstrip() == "         abc 30 N ▼  ▼ vwxyz 36 N"


def test_words_that_do_not_fit_are_shortened() -> None:
    assert drawn(30, 0, 20, 26)[0].rstrip() == "  abc ▼▼ vwxyz 26 N"


@given(st.integers(12, 120), st.sampled_from([0, 1]), st.floats(0, 100), st.floats(0, 100))
def test_no_word_ever_overwrites_another(width: int, y: int, one: float, other: float) -> None:
    low, high = sorted((one, other))
    rows = drawn(width, y, low, high)
    places = {int(n / 100 * width) if n < 100 else width - 1 for n in (low, high)}
    assert rows[y].count("▼") == len(places)
    words = rows[0].replace("▼", " ").split()
    assert set(words) <= {"abc", "vwxyz", "N", f"{low:.0f}", f"{high:.0f}"}
