"""What is seen of a sensor that is only read, or slow, or sends no force at present."""

import pytest
import session_states as made
from msgspec.structs import replace
from screen_text import app_on, settled, text_of

from tpdevice.core.coaching import Coaching
from tpdevice.core.record import Ending
from tpdevice.runtime.seat import Seat
from tpdevice.session.phases import Phase
from tpdevice.session.state import State
from tpdevice.tui.look import Look
from tpdevice.tui.present import present
from tpdevice.tui.sumup import sum_up

SIZES = [(120, 40), (80, 24), (44, 42), (44, 30)]
SLOW = made.header(coaching=Coaching.SLOW, why_not_more="8 values a second: cues come a bit later")


async def shown(seat: Seat, size: tuple[int, int], *keys: str) -> str:
    """Return what stands on the screen, in one line with single blanks."""
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        if keys:
            await pilot.press(*keys)
            await settled(app, pilot)
        return " ".join(text_of(app).split())


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_only_read_says_why_before_at_its_beginning_and_at_its_end(
    size: tuple[int, int],
) -> None:
    before, _ = made.seat(made.first_question(made.only_read()))
    assert f"It is only read and logged: {made.PEAKS}." in await shown(before, size)
    reading, _ = made.seat(made.reading())
    assert f"Only read and logged. {made.PEAKS.capitalize()}" in await shown(reading, size)
    over, _ = made.was_read()
    said = await shown(over, size)
    assert "Read for 172 s · no data 8 · peak 45.2 N" in said
    assert f"Not coached: {made.PEAKS}" in said
    assert "Nothing was held" not in said


def test_the_limits_of_a_sensor_are_said_with_the_first_question_alone() -> None:
    first = made.first_question(SLOW)
    assert present(first).coaching == "8 values a second: cues come a bit later."
    assert present(replace(first, questions=first.questions[1:])).coaching == ""
    assert present(made.state("hold", header=SLOW)).coaching == ""
    assert present(made.first_question(made.header())).coaching == ""


def test_while_it_is_only_read_the_number_stands_where_a_clock_would() -> None:
    view = present(made.reading(42.3))
    assert view.timer is not None
    assert (view.timer.big, view.timer.share) == ("42 N", None)
    assert (view.gauge.band_n, view.gauge.until_n, view.gauge.to_go) == (None, None, "")
    assert (view.breath, view.repetitions, view.step) == (None, 0, "not coached")


def test_the_number_does_not_count_with_time() -> None:
    now = made.reading(42.3)
    later = replace(now, now_ns=now.now_ns + 30 * made.NS_PER_S)
    assert present(later).timer == present(now).timer


@pytest.mark.parametrize("gone", [made.withheld(made.reading(42.3)), made.unseen()])
def test_a_number_that_is_not_live_is_gone_from_every_field(gone: State) -> None:
    view = present(replace(gone, phase=Phase.READING))
    assert view.timer is None
    assert view.gauge.force_n is None
    assert not [text for text in _texts(view) if "42" in text or "38" in text]


def test_a_program_that_stands_still_shows_no_number_either() -> None:
    view = present(made.reading(42.3), stale=True)
    assert (view.timer, view.gauge.force_n) == (None, None)


def _texts(view: object) -> list[str]:
    return [str(getattr(view, name)) for name in ("timer", "gauge", "cue", "notice", "reading")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize(("now", "marked"), [(made.state("hold"), True), (made.unseen(), False)])
async def test_the_trace_marks_its_newest_value_only_while_that_is_live(
    now: State, size: tuple[int, int], *, marked: bool
) -> None:
    seat, _ = made.seat(now)
    assert ("◀" in await shown(seat, size, "d")) is marked


@pytest.mark.parametrize("size", SIZES)
async def test_where_there_is_no_live_force_the_screen_says_what_to_do(
    size: tuple[int, int],
) -> None:
    for now in (made.withheld(), made.withheld(made.reading())):
        said = await shown(made.seat(now)[0], size)
        assert "No live force. Switch the scale's hold off" in said
        assert "! switch the scale's hold off" in said
        assert "no data" not in said


def test_while_questions_are_asked_it_says_what_to_do_as_well() -> None:
    view = present(made.withheld(made.question(), for_s=1.0))
    assert view.notice == "switch the scale's hold off"
    assert view.reading == ""


def test_what_the_radio_does_is_not_said_where_the_sensor_itself_says_what_is_wrong() -> None:
    view = present(made.withheld(for_s=1.0), status="listening for IF_B7")
    assert view.notice == "switch the scale's hold off"


def test_what_a_device_says_of_itself_reaches_no_terminal_as_a_command() -> None:
    view = present(replace(made.withheld(), withheld="its channel is in \x1b[2Jm"))
    assert "\x1b" not in view.notice


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no sensor for a minute", "Interrupted: the sensor was gone"),
        ("", "Interrupted: the sensor was gone"),
        ("no live force for a minute: x", "Interrupted: no live force for a minute: x"),
    ],
)
def test_an_interrupted_session_says_what_was_missing(reason: str, said: str) -> None:
    over = made.summary(ending=Ending.INTERRUPTED, reason=reason)
    assert sum_up(over, made.header()).ending == said


def test_a_reading_that_was_stopped_tells_what_was_read_and_how_it_ended() -> None:
    seat, _ = made.was_read(ending=Ending.STOPPED_BY_PERSON, reason="stop pressed")
    assert seat.summary is not None
    view = sum_up(seat.summary, made.only_read())
    assert view.ending == "Stopped by you"
    assert view.outcome == "Read for 172 s · no data 8 · peak 45.2 N"
    assert view.not_coached == f"Not coached: {made.PEAKS}"
