"""Every room on a poor terminal: without colours, without UTF-8, and very small."""

from dataclasses import replace

import pytest
from made_house import DUE, MadeDesk, house, opened, room
from made_past import PAGE, SESSION
from screen_text import cells_of, text_of

from tpdevice.tui.desk import HomeView, Seen, SensorView, SessionAsked
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.past import LogView

ROOMS = {
    "home": ("Home", {}),
    "lesson": ("Lesson", {}),
    "how": ("How", {"point": "UT"}),
    "people": ("People", {}),
    "follow_up": ("FollowUp", {}),
    "left_out": ("LeftOut", {}),
    "log": ("LogRoom", {}),
    "past": ("PastRoom", {"number": 7}),
    "help": ("Keys", {}),
    "told": ("Told", {"said": "No sensor – heard.", "hint": "Wake it up…"}),
}


def desk() -> MadeDesk:
    made = MadeDesk(HomeView("Ana", (DUE, replace(DUE, side="right", due=False))))
    made.view = replace(made.view, left_out=("Top of the shoulder, left, today",))
    made.newest = SensorView(Seen.LIVE, "Grip", "live", reads="9 N", trail_mn=(0, 9_000, 40_000))
    made.asked = (SessionAsked(7, "Shoulder, yesterday", ("How sore?", "A bruise?", "A sign?")),)
    made.listed, made.pages = LogView((SESSION,)), {7: PAGE}
    return made


@pytest.mark.parametrize("size", [(120, 40), (44, 42), (34, 12), (20, 6)])
@pytest.mark.parametrize("name", ROOMS)
async def test_every_room_is_ascii_and_colourless_where_it_has_to_be(
    name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    kind, about = ROOMS[name]
    app = house(desk(), Look(Glyphs.ASCII, colour=False, braille=False))
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot, name, screen=kind, about=about)
        text, rows = text_of(app), cells_of(app)
        filtered = app._filters
    assert text.isascii(), [char for char in text if not char.isascii()]
    assert text.strip()
    assert any(type(each).__name__ == "Colourless" for each in filtered)
    assert rows


@pytest.mark.parametrize("name", ROOMS)
async def test_every_room_says_how_one_leaves_it(name: str) -> None:
    kind, about = ROOMS[name]
    app = house(desk())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, name, screen=kind, about=about)
        last = text_of(app).splitlines()[-1]
        assert last.rstrip().endswith(("leave", "back", "skip"))
        if name != "home":
            await pilot.press("escape")
            await room(app, pilot, "Home")
