"""Keys, clicks and the ways in and out of the screens."""

import re

import pytest
import session_states as made
from msgspec.structs import replace
from screen_text import app_on, cells_of, settled, text_of

from tpdevice.core.action import Action
from tpdevice.core.plan import PointRules
from tpdevice.core.record import Ending
from tpdevice.runtime.seat import Seat
from tpdevice.session.phases import Phase
from tpdevice.tui.actions import ACTIONS, rating_of
from tpdevice.tui.app import Left, SessionApp
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.screens.dashboard import Dashboard
from tpdevice.tui.screens.giant import Giant
from tpdevice.tui.screens.help import Help
from tpdevice.tui.screens.summary import SummaryScreen

SEATS = {
    "giant": lambda: made.seat(made.state("hold")),
    "rating": lambda: made.seat(made.state("rate")),
    "no data": lambda: made.seat(made.unseen()),
    "calibrate": lambda: made.seat(made.calibrating()),
    "asked": lambda: made.seat(made.matching()),
    "question": lambda: made.seat(made.question()),
    "lengthen": lambda: made.seat(made.lengthening()),
    "connecting": lambda: made.seat(None),
}


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now_ns = 0

    def __call__(self) -> int:
        return self.now_ns


def _app(seat: Seat, look: Look | None = None, clock: Clock | None = None) -> SessionApp:
    return app_on(seat, look or Look(), clock=clock or Clock())


async def _press(seat: Seat, *keys: str) -> SessionApp:
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press(*keys)
        await settled(app, pilot)
    return app


def _told() -> list[tuple[str, Action, int]]:
    rows = [(row, key) for row in ACTIONS for key in row.keys if row.action is not None]
    return [
        (key, row.action, rating_of(key) if row.name == "rate" else 0)
        for row, key in rows
        if row.action is not None
    ]


@pytest.mark.parametrize(("key", "action", "value"), _told())
async def test_every_key_of_the_table_reaches_the_session(
    key: str, action: Action, value: int
) -> None:
    seat, pressed = made.seat(made.lengthening() if action is Action.NEXT else made.state("hold"))
    await _press(seat, key)
    assert pressed == [(action, value)]


def test_no_key_stands_twice_in_the_table() -> None:
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))
    assert {row.action for row in ACTIONS} >= set(Action)


@pytest.mark.parametrize("before", [(), ("question_mark",), ("d",)])
@pytest.mark.parametrize("name", SEATS)
@pytest.mark.parametrize(("key", "action"), [("space", Action.PAUSE), ("escape", Action.STOP)])
async def test_space_and_escape_work_on_every_screen(
    name: str, before: tuple[str, ...], key: str, action: Action
) -> None:
    seat, pressed = SEATS[name]()
    await _press(seat, *before, key)
    assert pressed == [(action, 0)]


async def test_next_is_silent_where_there_is_nothing_to_skip() -> None:
    seat, pressed = made.seat(made.state("hold"))
    await _press(seat, "enter", "right", "q")
    assert pressed == []


async def test_one_key_changes_between_the_word_and_the_numbers() -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)
        await pilot.press("d")
        await settled(app, pilot)
        assert isinstance(app.screen, Dashboard)
        await pilot.press("d")
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)
    assert pressed == []


async def test_an_urgent_cue_takes_help_away() -> None:
    seat, _ = made.seat(made.state("hold"))
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("question_mark")
        await settled(app, pilot)
        assert isinstance(app.screen, Help)
        seat.state = made.state("come_off_ceiling", 60.0, phase=Phase.STOPPED)
        await settled(app, pilot)
        assert isinstance(app.screen, Giant)


@pytest.mark.parametrize("key", ["escape", "enter", "q"])
async def test_a_session_that_is_over_can_be_closed(key: str) -> None:
    seat, pressed = made.over()
    app = await _press(seat, key)
    assert app.return_value is Left.CLOSED
    assert pressed == []


async def test_escape_after_a_stop_of_the_guard_acknowledges_the_cue_and_shows_the_summary() -> (
    None
):
    seat, pressed = made.seat(made.state("come_off_sharp", phase=Phase.STOPPED))
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "COME OFF" not in text_of(app)
        assert isinstance(app.screen, Giant)
        await pilot.press("escape")
        assert pressed == [(Action.NEXT, 0)]
        seat.summary = made.summary(ending=Ending.STOPPED_BY_GUARD, reason="sharp")
        await settled(app, pilot)
        assert isinstance(app.screen, SummaryScreen)
        assert "Stopped for safety: sharp" in text_of(app)


async def test_ctrl_c_leaves_at_once() -> None:
    seat, pressed = made.seat(made.state("hold"))
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("ctrl+c")
    assert (app.return_value, pressed) == (Left.QUIT, [])


async def test_a_program_that_was_told_to_end_closes_its_screen() -> None:
    seat, _ = made.over(ending=Ending.QUIT, reason="SIGTERM")
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
    assert app.return_value is Left.QUIT


async def test_a_session_that_ended_before_it_began_closes_its_screen() -> None:
    seat, _ = made.seat(None, finished=True)
    app = _app(seat)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
    assert app.return_value is Left.QUIT


async def test_a_second_escape_leaves_a_session_that_does_not_answer() -> None:
    seat, pressed = made.seat(None)
    app = await _press(seat, "escape", "escape")
    assert pressed == [(Action.STOP, 0)] * 2
    assert app.return_value is Left.QUIT


async def test_a_session_that_stands_still_shows_no_live_force() -> None:
    seat, _ = made.seat(made.state("hold"))
    clock = Clock()
    app = _app(seat, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "38 N" in text_of(app)
        clock.now_ns = 1_100_000_000
        await settled(app, pilot)
        assert "38 N" not in text_of(app)
        assert "The program does not answer. Come off" in text_of(app)
        seat.state = replace(made.state("hold"), now_ns=made.NOW_NS + 1)
        await settled(app, pilot)
        assert "38 N" in text_of(app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (40, 20)])
@pytest.mark.parametrize("numbers", [(), ("d",)])
async def test_what_cannot_be_seen_is_never_shown_as_live(
    size: tuple[int, int], numbers: tuple[str, ...]
) -> None:
    seat, _ = made.seat(made.unseen())
    app = _app(seat)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press(*numbers)
        await settled(app, pilot)
        text = text_of(app)
    assert "38 N" not in text
    assert not re.search(r"██ \d", text)
    assert "no data" in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (40, 20), (34, 12), (20, 6)])
@pytest.mark.parametrize("name", SEATS)
async def test_stop_and_simulated_are_always_in_sight(name: str, size: tuple[int, int]) -> None:
    seat, _ = SEATS[name]()
    app = app_on(seat, Look(), simulated=True)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        text = text_of(app)
    assert "SIMULATED" in text
    assert "esc  stop" in text


HOSTILE = "[/b]\x1b[2J\x9b31m\u202e肩 [red]x"


@pytest.mark.parametrize("size", [(120, 40), (44, 42)])
async def test_a_hostile_name_is_only_text(size: tuple[int, int]) -> None:
    first = made.header()
    rules: PointRules = replace(first.rules, label=HOSTILE, lengthen=HOSTILE)
    identity = replace(first.identity, tool=HOSTILE)
    hostile = replace(first, rules=rules, identity=identity)
    for now in (made.state("hold", header=hostile), made.state("lengthen", header=hostile)):
        seat, _ = made.seat(now, status=HOSTILE, troubles=[HOSTILE])
        app = _app(seat)
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            await pilot.press("d")
            await settled(app, pilot)
            text = text_of(app)
        assert "[/b][2J31m" in text
        assert not set(text) & {"\x1b", "\x9b", "\u202e"}
    seat, _ = made.seat(None, failure=HOSTILE)
    app = await _press(seat, "space")


@pytest.mark.parametrize("glyphs", list(Glyphs))
@pytest.mark.parametrize("name", [*SEATS, "summary"])
async def test_without_colours_nothing_is_coloured_and_the_word_is_still_there(
    name: str, glyphs: Glyphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seat, _ = made.over() if name == "summary" else SEATS[name]()
    app = _app(seat, Look(glyphs, colour=False, braille=glyphs is Glyphs.BLOCKS))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        console = app.console
        segments = list(console.render(app.screen._compositor.render_full_update()))
        rows = cells_of(app)
    assert {cell.ink for row in rows for cell in row} == {None}
    assert {cell.paper for row in rows for cell in row} == {None}
    assert any(cell.reverse for row in rows for cell in row)
    assert segments


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42)])
@pytest.mark.parametrize("name", [*SEATS, "summary"])
async def test_a_terminal_without_utf_8_gets_ascii_only(name: str, size: tuple[int, int]) -> None:
    seat, _ = made.over() if name == "summary" else SEATS[name]()
    app = _app(seat, Look(Glyphs.ASCII, braille=False))
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        await pilot.press("d")
        await settled(app, pilot)
        assert text_of(app).isascii()


async def test_a_figure_can_be_touched() -> None:
    seat, pressed = made.seat(made.state("rate"))
    app = _app(seat)
    async with app.run_test(size=(44, 42)) as pilot:
        await settled(app, pilot)
        scale = app.screen.query_one("#rating")
        await pilot.click("#rating", offset=(scale.size.width // 6 * 5 + 2, 2))
        await pilot.click("#touch", offset=(scale.size.width - 4, 2))
        await settled(app, pilot)
    assert pressed == [(Action.RATE, 5), (Action.STOP, 0)]


async def test_every_button_on_a_phone_is_as_high_as_a_thumb() -> None:
    for now in (made.state("hold"), made.state("rate"), made.question(), made.lengthening()):
        seat, _ = made.seat(now)
        app = _app(seat)
        async with app.run_test(size=(44, 42)) as pilot:
            await settled(app, pilot)
            spots = [
                spot
                for widget in app.screen.query("Buttons, RatingScale")
                if widget.display and widget.size.height
                for spot in getattr(widget, "spots", [])
            ]
        assert spots
        assert all(spot.height >= 5 for spot in spots)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (44, 30), (40, 20), (34, 12)])
@pytest.mark.parametrize("name", ["giant", "rating", "calibrate", "asked"])
async def test_sharp_is_always_in_sight_while_something_presses(
    name: str, size: tuple[int, int]
) -> None:
    seat, _ = SEATS[name]()
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        assert "s  sharp" in text_of(app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (44, 42), (44, 30), (40, 20)])
@pytest.mark.parametrize("cue", ["more", "less", "hold", "rate"])
async def test_a_letting_go_is_noted_at_once_whatever_cue_stands(
    cue: str, size: tuple[int, int]
) -> None:
    now = made.state(cue, noted_until_ns=made.NOW_NS + 1)
    seat, pressed = made.seat(now)
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        assert "noted" in text_of(app)
        await app.action_chosen("let_go_noted")
        seat.state = replace(now, noted_until_ns=made.NOW_NS)
        await settled(app, pilot)
        assert "noted" not in text_of(app)
    assert pressed == [(Action.LET_GO, 0)]
