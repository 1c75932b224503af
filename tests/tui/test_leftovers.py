"""What was shown a moment ago and no longer holds must be gone."""

import pytest
import session_states as made
from msgspec.structs import replace
from screen_text import app_on, settled, text_of

from tpdevice.session.phases import Phase
from tpdevice.session.state import State
from tpdevice.tui.look import Look
from tpdevice.tui.present import present


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42)])
@pytest.mark.parametrize("numbers", [(), ("d",)])
@pytest.mark.parametrize(
    ("before", "caption"),
    [
        (made.state("hold"), "seconds"),
        (made.state("rate", hold=made.holding(end_ns=made.NOW_NS)), "held"),
    ],
    ids=["hold", "held"],
)
async def test_an_ended_session_keeps_no_clock_and_no_breath(
    size: tuple[int, int], numbers: tuple[str, ...], before: State, caption: str
) -> None:
    calm = replace(before, told=made.told("hold"))
    seat, _ = made.seat(calm)
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press(*numbers)
        await settled(app, pilot)
        assert caption in text_of(app)
        assert "breathe" in text_of(app)
        seat.state = made.state("come_off_sharp", phase=Phase.STOPPED)
        await settled(app, pilot)
        text = text_of(app)
    assert caption not in text
    assert "breathe" not in text


@pytest.mark.parametrize("phase", [Phase.CALIBRATE, Phase.RELEASE, Phase.REST])
def test_coming_off_without_data_has_no_figure_that_needs_data(phase: Phase) -> None:
    assert present(replace(made.state("release"), phase=phase)).timer is not None
    assert present(replace(made.unseen(), phase=phase)).timer is None
