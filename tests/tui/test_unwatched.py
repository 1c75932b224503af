"""Where a browser shows the screens, nobody may be left pressing by a screen that nobody sees."""

import pytest
import session_states as made
from screen_text import app_on, settled

from tpdevice.core.action import Action
from tpdevice.runtime.seat import Seat
from tpdevice.tui.look import Look
from tpdevice.tui.messages import Unwatched


async def unwatch(seat: Seat) -> None:
    """Let the screen be seen no more."""
    app = app_on(seat, Look())
    async with app.run_test(size=(44, 42)) as pilot:
        await settled(app, pilot)
        app.post_message(Unwatched())
        await settled(app, pilot)


@pytest.mark.parametrize("name", ["hold", "rate", "more"])
async def test_a_session_that_nobody_sees_is_paused(name: str) -> None:
    seat, pressed = made.seat(made.state(name))
    await unwatch(seat)
    assert pressed == [(Action.PAUSE, 0)]


async def test_a_session_that_is_paused_stays_so() -> None:
    seat, pressed = made.seat(made.state("paused", paused_ns=made.NOW_NS))
    await unwatch(seat)
    assert pressed == []


async def test_a_session_that_is_over_or_yet_to_begin_is_left_alone() -> None:
    for seat, pressed in (made.seat(None), made.over()):
        await unwatch(seat)
        assert pressed == []
