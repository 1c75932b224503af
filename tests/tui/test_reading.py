"""A screening list that is longer than the screen."""

import pytest
import session_states as made
from screen_text import app_on, settled, text_of

from tpdevice.core.action import Action
from tpdevice.runtime.content import questions
from tpdevice.tui.look import Look

SMALL = (40, 20)


async def test_a_list_that_does_not_fit_says_that_more_is_below_until_its_end_was_seen() -> None:
    seat, _ = made.seat(made.question())
    app = app_on(seat, Look())
    async with app.run_test(size=SMALL) as pilot:
        await settled(app, pilot)
        assert "more below" in text_of(app)
        await pilot.press("down")
        await settled(app, pilot)
        assert "more below" in text_of(app)
        await pilot.press("end")
        await settled(app, pilot)
        assert "more below" not in text_of(app)
        assert questions()["screen_a"].items[-1].split()[-1] in text_of(app)
        await pilot.press("home")
        await settled(app, pilot)
        assert "more below" not in text_of(app)


@pytest.mark.parametrize("size", [(120, 40), (44, 42)])
async def test_a_list_that_fits_says_nothing_of_more(size: tuple[int, int]) -> None:
    seat, _ = made.seat(made.question())
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        assert "more below" not in text_of(app)


async def test_the_next_list_is_read_from_its_beginning() -> None:
    seat, pressed = made.seat(made.question("screen_a"))
    app = app_on(seat, Look())
    async with app.run_test(size=SMALL) as pilot:
        await settled(app, pilot)
        await pilot.press("end", "n")
        await settled(app, pilot)
        assert "more below" not in text_of(app)
        seat.state = made.question("screen_b")
        await settled(app, pilot)
        assert questions()["screen_b"].title.split()[0] in text_of(app)
        assert "more below" in text_of(app)
    assert pressed == [(Action.NO, 0)]


@pytest.mark.parametrize("rows", range(15, 40))
async def test_the_sign_never_comes_and_goes_by_itself(rows: int) -> None:
    seat, _ = made.seat(made.question())
    app = app_on(seat, Look())
    async with app.run_test(size=(60, rows)) as pilot:
        await settled(app, pilot)
        first = text_of(app)
        for _ in range(3):
            await settled(app, pilot)
            assert text_of(app) == first
