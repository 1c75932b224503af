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


@pytest.mark.parametrize("answer", ["y", "n"])
@pytest.mark.parametrize("size", [(44, 30), SMALL, (44, 16), (60, 9), (30, 12)])
async def test_nobody_answers_a_list_of_which_the_end_was_never_in_sight(
    size: tuple[int, int], answer: str
) -> None:
    seat, pressed = made.seat(made.question("screen_b"))
    app = app_on(seat, Look())
    end = questions()["screen_b"].items[-1].split()[-1]
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for _ in range(60):
            text = text_of(app)
            if end in text:
                break
            assert "read on" in text
            assert "yes  " not in text
            await pilot.press(answer)
            await settled(app, pilot)
            assert not pressed
        assert end in text_of(app)
        await settled(app, pilot)
        assert "read on" not in text_of(app)
        await pilot.press(answer)
        await settled(app, pilot)
    assert [action for action, _ in pressed] == [Action.YES if answer == "y" else Action.NO]


async def test_help_over_a_list_is_no_way_round_its_end() -> None:
    seat, pressed = made.seat(made.question("screen_b"))
    app = app_on(seat, Look())
    async with app.run_test(size=(44, 16)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await settled(app, pilot)
        await pilot.press("n")
        await settled(app, pilot)
    assert not pressed


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
