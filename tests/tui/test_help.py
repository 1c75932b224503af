"""The page of keys: where it opens, how it closes, and what takes it away."""

from collections.abc import Callable

import pytest
import session_states as made
from screen_text import app_on, settled, text_of
from session_states import Pressed

from tpdevice.runtime.seat import Seat
from tpdevice.session.phases import Phase
from tpdevice.tui.look import Look
from tpdevice.tui.screens.giant import Giant
from tpdevice.tui.screens.help import Help


def stopped() -> tuple[Seat, Pressed]:
    return made.seat(made.state("come_off_stop", phase=Phase.STOPPED))


@pytest.mark.parametrize("scene", [made.over, stopped], ids=["summary", "ended"])
async def test_help_opens_and_closes_after_a_session(
    scene: Callable[[], tuple[Seat, Pressed]],
) -> None:
    seat, pressed = scene()
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        below = app.screen
        await pilot.press("question_mark")
        await settled(app, pilot)
        assert isinstance(app.screen, Help)
        await pilot.press("question_mark")
        await settled(app, pilot)
        assert app.screen is below
    assert pressed == []


async def test_an_urgent_cue_is_not_hidden_while_a_session_runs() -> None:
    seat, _ = made.seat(made.unseen())
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)


async def test_another_last_cue_than_the_one_that_was_read_takes_help_away() -> None:
    seat, _ = stopped()
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await settled(app, pilot)
        seat.state = made.state("come_off_ceiling", 60.0, phase=Phase.STOPPED)
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)


async def test_help_says_how_it_is_closed_and_can_be_closed_by_touch() -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await settled(app, pilot)
        assert "?  close help" in text_of(app)
        assert "Letting go of the tool is always safe" in text_of(app)
        await pilot.click("KeyBar", offset=(5, 0))
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)
    assert pressed == []
