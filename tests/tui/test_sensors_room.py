"""The room of sensors: who is in sight, chosen by keys or a finger, on every size of screen."""

from dataclasses import replace

import pytest
from made_house import DUE, MadeDesk, house, room, walk
from screen_text import text_of

from tpdevice.tui.desk import HomeView, SensorRow, SensorsView
from tpdevice.tui.look import Glyphs, Look

SIZES = [(120, 40), (80, 24), (44, 42)]
FIRST = SensorRow("A1", "Progressor_1", "Tindeq Progressor", "signal strong, about −50 dBm", "60 %")
SECOND = SensorRow("A2", "Squegg", "Squegg", note="It is only read and logged: peaks.", used=True)
SKETCH = SensorRow("A3", "My sketch", "may be: uart-text", needs="tpdevice set-up --device A3")


def there(*rows: SensorRow) -> MadeDesk:
    desk = MadeDesk(HomeView("Ana", places=(DUE,)))
    desk.in_sight = SensorsView(rows)
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_everything_that_is_known_of_each_stands_there(size: tuple[int, int]) -> None:
    app = house(there(FIRST, SECOND, SKETCH))
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "w", "Sensors")
        shown = " ".join(text_of(app).split())
    for text in (FIRST.name, FIRST.kind, FIRST.signal, FIRST.battery, SECOND.note, SKETCH.kind):
        assert text in shown
    assert "▸ Squegg · in use" in shown
    assert "Set it up first: tpdevice set-up --device A3" in shown


async def test_the_one_that_is_marked_is_used_and_home_is_there_again() -> None:
    desk = there(FIRST, SECOND, SKETCH)
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "w", "Sensors", "up", "enter", "Home")
        await walk(app, pilot, "w", "Sensors", "enter", "Home", "w", "Sensors", "1", "Home")
        await walk(app, pilot, "w", "Sensors", "escape", "Home", "w", "Sensors", "q", "Home")
    assert desk.used == ["A1", "A2", "A1"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_finger_gets_to_the_room_and_chooses_there(size: tuple[int, int]) -> None:
    desk = there(FIRST, SECOND)
    app = house(desk)
    async with app.run_test(size=size) as pilot:
        await room(app, pilot, "Home")
        assert await pilot.click("SensorLine", offset=(4, 0))
        await room(app, pilot, "Sensors")
        y = next(y for y, line in enumerate(text_of(app).splitlines()) if FIRST.name in line)
        await pilot.click(offset=(6, y))
        await room(app, pilot, "Home")
    assert desk.used == ["A1"]


async def test_where_somebody_has_to_choose_a_phone_has_a_button_for_it() -> None:
    desk = there(FIRST, SECOND)
    app = house(desk)
    async with app.run_test(size=(44, 42)) as pilot:
        await room(app, pilot, "Home")
        lines = text_of(app).splitlines()
        y = next(y for y, line in enumerate(lines) if "which" in line)
        assert await pilot.click(offset=(lines[y].index("which"), y))
        await room(app, pilot, "Sensors")


async def test_what_cannot_be_used_says_why_and_nothing_is_left_behind() -> None:
    desk = there(FIRST)
    desk.refuses = True
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "w", "Sensors", "enter", "Sensors")
        assert "! The log is full. Make room." in text_of(app)
        await walk(app, pilot, "down", "Sensors")
        assert "The log is full." not in text_of(app)
    assert desk.used == []


async def test_whoever_comes_later_is_shown_and_the_mark_stays_where_it_was_put() -> None:
    desk = there()
    app = house(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "w", "Sensors", "down", "enter", "Sensors")
        assert "Nobody is heard yet." in text_of(app)
        assert "use it" not in text_of(app)
        desk.in_sight = SensorsView((FIRST, SKETCH))
        await walk(app, pilot, "Sensors", "down", "Sensors")
        desk.in_sight = SensorsView((FIRST, SKETCH, SECOND))
        await walk(app, pilot, "Sensors")
        assert "▸ My sketch" in text_of(app)
        desk.in_sight = SensorsView((), "Bluetooth is switched off.", simulated=True)
        await walk(app, pilot, "Sensors")
        shown = text_of(app)
    assert "! Bluetooth is switched off." in shown
    assert "SIMULATED" in shown
    assert "Nobody is heard yet." not in shown


async def test_without_colours_and_in_ascii_it_says_the_same() -> None:
    desk = there(FIRST, replace(SECOND, name="Squegg – mine"))
    app = house(desk, Look(Glyphs.ASCII, colour=False, braille=False))
    async with app.run_test(size=(44, 42)) as pilot:
        await walk(app, pilot, "Home", "w", "Sensors")
        shown = text_of(app)
    assert shown.isascii()
    assert "> Squegg" in shown
    assert "in use" in shown
