"""Any key, a clicker's too, and a click anywhere are the same press: all by one key."""

import pytest
import session_states as made
from screen_text import app_on, settled, text_of

from tpdevice.core.action import Action
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.seat import Seat
from tpdevice.tui.app import SessionApp
from tpdevice.tui.look import Look


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now_ns = 1_000_000_000

    def __call__(self) -> int:
        return self.now_ns


def one_key_app(seat: Seat, clock: Clock) -> SessionApp:
    return app_on(seat, Look(), one_hand=OneHand(seat, clock_ns=clock))


@pytest.mark.parametrize(
    "key", ["space", "enter", "pagedown", "pageup", "right", "left", "x", "5", "y", "q", "tab"]
)
async def test_any_key_pauses_a_hold(key: str) -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = one_key_app(seat, Clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press(key)
        await settled(app, pilot)
    assert pressed == [(Action.PAUSE, 0)]


async def test_escape_still_stops_at_once() -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = one_key_app(seat, Clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
    assert pressed == [(Action.STOP, 0)]


@pytest.mark.parametrize("offset", [(2, 10), (40, 12), (40, 20)])
async def test_a_click_anywhere_is_one_press(offset: tuple[int, int]) -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = one_key_app(seat, Clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.click(offset=offset)
        await settled(app, pilot)
    assert pressed == [(Action.PAUSE, 0)]


async def test_presses_are_counted_before_the_eyes_and_said_back() -> None:
    seat, pressed = made.seat(made.state("rate"))
    clock = Clock()
    app = one_key_app(seat, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "Press 0 to 10 times, or wait for a list" in text_of(app)
        assert "any key" in text_of(app)
        for _ in range(4):
            clock.now_ns += 400_000_000
            await pilot.press("space")
        await settled(app, pilot)
        assert "4 so far" in text_of(app)
        clock.now_ns += 1_300_000_000
        await settled(app, pilot)
        assert "4? Press to count again" in text_of(app)
        assert pressed == []
        clock.now_ns += 1_600_000_000
        await settled(app, pilot)
    assert pressed == [(Action.RATE, 4)]


async def test_who_waits_sees_the_numbers_one_by_one_and_a_press_takes_one() -> None:
    seat, pressed = made.seat(made.state("rate"))
    clock = Clock()
    app = one_key_app(seat, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        clock.now_ns += 3_000_000_000
        await settled(app, pilot)
        assert "Press now for 0" in text_of(app)
        clock.now_ns += 2_700_000_000
        await settled(app, pilot)
        assert "Press now for 2" in text_of(app)
        await pilot.press("pagedown")
        await settled(app, pilot)
        assert "2? Press to count again" in text_of(app)
        clock.now_ns += 1_600_000_000
        await settled(app, pilot)
    assert pressed == [(Action.RATE, 2)]


async def test_a_question_is_read_to_its_end_and_then_answered_from_the_list() -> None:
    seat, pressed = made.seat(made.question())
    clock = Clock()
    app = one_key_app(seat, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        for _ in range(9):
            clock.now_ns += 2_000_000_000
            if "more below" not in text_of(app):
                break
            await pilot.press("space")
            await settled(app, pilot)
        await pilot.press("space")
        await settled(app, pilot)
        assert "Press now for yes" in text_of(app)
        clock.now_ns += 2_200_000_000
        await settled(app, pilot)
        assert "Press now for no" in text_of(app)
        await pilot.press("space")
        await settled(app, pilot)
        assert "No? Press to take it back" in text_of(app)
        clock.now_ns += 1_600_000_000
        await settled(app, pilot)
    assert pressed == [(Action.NO, 0)]


async def test_without_one_key_a_clicker_and_a_click_mean_nothing_new() -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("pagedown", "tab")
        await pilot.click(offset=(40, 12))
        await settled(app, pilot)
    assert pressed == []
