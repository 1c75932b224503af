"""How long a sensor is waited for is told, and when that ends."""

import pytest
import session_states as made
from msgspec.structs import replace
from screen_text import app_on, settled, text_of

from tpdevice.core.units import NS_PER_S
from tpdevice.session.phases import Phase
from tpdevice.session.state import State
from tpdevice.tui.look import Look
from tpdevice.tui.present import present


def away(seconds: int, phase: Phase = Phase.APPROACH) -> State:
    gone = made.unseen()
    since_ns = made.NOW_NS - seconds * NS_PER_S
    return replace(gone, phase=phase, sight=replace(gone.sight, unseen_since_ns=since_ns))


@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.APPROACH, Phase.REST])
def test_a_session_without_a_sensor_says_for_how_long_and_when_it_gives_up(phase: Phase) -> None:
    view = present(away(12, phase), status="looking for it")
    assert view.notice == "looking for it · no data for 12 s, ends at 60 s"


def test_a_short_gap_is_not_counted() -> None:
    assert present(away(1), status="looking for it").notice == "looking for it"


@pytest.mark.parametrize("phase", [Phase.LENGTHEN, Phase.STOPPED])
def test_no_end_is_foretold_where_no_sensor_is_needed(phase: Phase) -> None:
    assert present(away(12, phase), status="looking for it").notice == "looking for it"


async def test_while_a_question_is_asked_the_screen_shows_what_the_sensor_reads_live() -> None:
    asked = made.question()
    seat, _ = made.seat(asked)
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "the sensor reads 0 N" in text_of(app)
        seat.state = replace(asked, chain=made.state("hold", 12.3).chain)
        await settled(app, pilot)
        assert "the sensor reads 12 N" in text_of(app)
        seat.state = replace(seat.state, sight=made.unseen().sight)
        await settled(app, pilot)
        assert "sensor reads" not in text_of(app)


def test_what_the_sensor_read_is_shown_neither_by_a_program_that_stands_nor_later() -> None:
    asked = made.question()
    assert present(asked).reading == "the sensor reads 0 N · 2 presses wake it"
    assert present(asked, stale=True).reading == ""
    assert present(made.state("hold")).reading == ""


async def test_before_a_session_the_screen_says_for_how_long_it_has_waited() -> None:
    clock = [0]
    seat, _ = made.seat(None, status="connecting to it")
    app = app_on(seat, Look(), clock=lambda: clock[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "connecting to it, for" not in text_of(app)
        clock[0] = 7 * NS_PER_S
        await settled(app, pilot)
        assert "connecting to it, for 7 s" in text_of(app)
