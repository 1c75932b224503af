"""In a browser a thumb may be all that there is: every action has a place to touch."""

import pytest
import session_states as made
from made_house import DUE, MadeDesk, house, opened
from screen_text import app_on, settled, text_of
from textual.app import App, ComposeResult

from tpdevice.runtime.seat import Seat
from tpdevice.tui.desk import HomeView, SessionAsked
from tpdevice.tui.grid import Grid
from tpdevice.tui.look import Look
from tpdevice.tui.messages import Chosen
from tpdevice.tui.widgets.buttons import HIGH, Buttons, side_by_side
from tpdevice.tui.widgets.keybar import TOUCHED_ROWS, KeyBar
from tpdevice.tui.widgets.painted import Painted, Spot

SIZES = [(41, 44), (51, 38), (65, 47), (120, 27)]
SEATS = {
    "hold": lambda: made.seat(made.state("hold"))[0],
    "rating": lambda: made.seat(made.state("rate"))[0],
    "calibrate": lambda: made.seat(made.calibrating())[0],
    "question": lambda: made.seat(made.question())[0],
    "lengthen": lambda: made.seat(made.lengthening())[0],
    "connecting": lambda: made.seat(None)[0],
    "over": lambda: made.over()[0],
}


async def touched(seat: Seat, size: tuple[int, int]) -> tuple[dict[str, Spot], set[str]]:
    """Return the largest place of each action on the screen, and what must have one."""
    app = app_on(seat, Look())
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        app.add_class("-touch")
        await settled(app, pilot)
        largest: dict[str, Spot] = {}
        for widget in app.screen.query(Painted):
            for spot in widget.spots if widget.display and widget.region.area else ():
                known = largest.get(spot.name)
                if known is None or spot.height > known.height:
                    largest[spot.name] = spot
        return largest, set(app._hand._scene().offers())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", SEATS)
async def test_every_action_has_a_button_for_a_thumb(name: str, size: tuple[int, int]) -> None:
    places, offers = await touched(SEATS[name](), size)
    offers -= {"yes", "no"} if "read_on" in places else set()
    assert offers <= set(places)
    small = {n for n in offers - {"rate"} if places[n].height < TOUCHED_ROWS}
    assert not small


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_stop_and_pause_are_as_high_as_a_thumb_while_somebody_presses(
    size: tuple[int, int],
) -> None:
    places, _ = await touched(SEATS["hold"](), size)
    assert places["stop"].height >= HIGH
    assert places["pause"].height >= HIGH


ROOMS = {
    "choose": ("Choose", {}),
    "follow_up": ("FollowUp", {}),
    "help": ("Keys", {}),
    "how": ("How", {"point": "UT"}),
    "left_out": ("LeftOut", {}),
    "lesson": ("Lesson", {}),
    "log": ("LogRoom", {}),
    "people": ("People", {}),
    "point": ("PointRoom", {"point": "UT"}),
    "settings": ("SettingsRoom", {}),
}


@pytest.mark.parametrize("name", ROOMS)
async def test_in_a_room_every_action_has_one_button_and_touching_its_name_is_no_rating(
    name: str,
) -> None:
    desk = MadeDesk(HomeView("Ana", (DUE,)))
    desk.asked = (SessionAsked(7, "Shoulder", ("How sore?", "A bruise?", "A sign?")),)
    app = house(desk)
    kind, about = ROOMS[name]
    async with app.run_test(size=(44, 42)) as pilot:
        app.add_class("-touch")
        await opened(app, pilot, name, screen=kind, about=about)
        bars = [*app.screen.query(KeyBar), *app.screen.query(Buttons)]
        spots = [spot for bar in bars if bar.display and bar.region for spot in bar.spots]
        names = [spot.name for spot in spots]
        assert "back" in names or "skip" in names
        assert len(names) == len(set(names))
        assert "sore" not in names
        assert min(spot.height for spot in spots) >= TOUCHED_ROWS


async def test_where_there_are_keys_the_line_of_keys_stays_a_line() -> None:
    app = app_on(SEATS["hold"](), Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert app.screen.query_one("KeyBar").size.height == 1


async def test_many_keys_stand_in_rows_and_none_covers_another() -> None:
    bar = KeyBar()

    class Bar(App[None]):
        def compose(self) -> ComposeResult:
            yield bar

    names = ("start", "how", "people", "log", "trends", "settings", "evidence", "help", "leave")
    async with Bar().run_test(size=(41, 20)) as pilot:
        bar.styles.height = 11
        await pilot.pause()
        bar.show(names, Look())
        assert {spot.name for spot in bar.spots} == set(names)
        assert min(spot.height for spot in bar.spots) >= TOUCHED_ROWS
        cells = [
            (x, y)
            for s in bar.spots
            for x in range(s.x, s.x + s.width)
            for y in range(s.y, s.y + s.height)
        ]
        assert len(cells) == len(set(cells))


def test_a_long_label_goes_on_in_the_next_line_of_its_button() -> None:
    grid = Grid(13, 5, Look())
    side_by_side(grid, ("take_lesson",))
    rows = ["".join(char for char, _ in row).strip() for row in grid.rows]
    assert rows[1:4] == ["3-minute", "lesson", "enter"]


async def test_what_to_do_is_said_in_the_terms_of_whatever_was_used_last() -> None:
    seat, _ = made.seat(made.state("rate"))
    app = app_on(seat, Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert "sharp is s" in text_of(app)
        app.post_message(Chosen("look", 0))
        await settled(app, pilot)
        assert "Touch 0 to 10, or sharp" in text_of(app)
        assert "sharp is s" not in text_of(app)
        await pilot.press("d")
        await settled(app, pilot)
        assert "sharp is s" in text_of(app)
