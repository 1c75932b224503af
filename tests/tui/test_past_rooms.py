"""The log's room and the page of one session: opened and closed by keys and by touch."""

from dataclasses import replace

import pytest
from made_house import DUE, MadeDesk, house, room, walk
from made_past import COURSE, PAGE, SESSION
from room_stage import RoomStage
from screen_text import cells_of, text_of

from tpdevice.core.samples import SampleBlock
from tpdevice.tui.desk import HomeView
from tpdevice.tui.look import Glyphs, Look
from tpdevice.tui.past import LogView
from tpdevice.tui.screens.past import PastRoom, lines_of

SIZES = [(120, 40), (80, 24), (44, 42)]
MANY = 40


def there() -> MadeDesk:
    desk = MadeDesk(HomeView("Ana", places=(DUE,)))
    desk.listed = LogView(tuple(replace(SESSION, number=n, tool=f"tool {n}") for n in range(MANY)))
    desk.pages = {n: replace(PAGE, place=f"Place {n}") for n in range(MANY)}
    return desk


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_the_marked_session_and_back_is_the_list_as_it_was_left(
    size: tuple[int, int],
) -> None:
    app = house(there())
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom", *["down"] * 17, "up", "LogRoom")
        before = text_of(app)
        for key in ("escape", "q"):
            await walk(app, pilot, "enter", "PastRoom")
            assert "Place 16" in text_of(app)
            await walk(app, pilot, key, "LogRoom")
            assert text_of(app) == before
    below = before[before.index("▸") :]
    assert "tool 16" in below
    assert "tool 15" not in below


async def test_the_mark_stays_in_the_list_and_goes_on_in_leaps() -> None:
    app = house(there())
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom", "up", "enter", "PastRoom")
        assert "Place 0" in text_of(app)
        await walk(app, pilot, "escape", "LogRoom", *["pagedown"] * 9, "enter", "PastRoom")
        assert f"Place {MANY - 1}" in text_of(app)
        await walk(app, pilot, "escape", "LogRoom", "pageup", "enter", "PastRoom")
        assert f"Place {MANY - 6}" in text_of(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_session_that_is_touched_opens(size: tuple[int, int]) -> None:
    app = house(there())
    async with app.run_test(size=size) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom")
        y = next(y for y, line in enumerate(text_of(app).splitlines()) if "tool 1" in line)
        await pilot.click(offset=(10, y))
        await room(app, pilot, "PastRoom")
        assert "Place 1 " in text_of(app)


async def test_on_a_phone_there_are_places_to_touch_for_every_way_on() -> None:
    app = house(there())
    async with app.run_test(size=(44, 42)) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom")
        touch = app.screen.query_one("#touch")
        assert await pilot.click(touch, offset=(2, 2))
        await room(app, pilot, "PastRoom")
        assert await pilot.click(app.screen.query_one("#touch"), offset=(40, 2))
        await room(app, pilot, "LogRoom")


async def test_in_an_empty_log_nothing_can_be_opened() -> None:
    app = house(MadeDesk(HomeView("Ana", places=(DUE,))))
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, "Home", "l", "LogRoom", "down", "enter", "up", "LogRoom")
        assert "No sessions yet" in text_of(app)
        assert "look closer" not in text_of(app)


def test_a_page_says_when_with_what_how_much_each_answer_why_it_ended_and_what_came_after() -> None:
    said = [line.text for line in lines_of(PAGE)]
    assert said[0] == "2026-11-28 18:03 · SIMULATED"
    parts = (PAGE.head[1:], PAGE.holds[0].lines, PAGE.holds[0].rated, PAGE.told, PAGE.later)
    wanted = [text for part in (*parts, PAGE.notes) for text in part]
    assert [text for text in said if text in wanted] == wanted


def test_a_trace_that_is_damaged_is_told_on_the_page() -> None:
    said = lines_of(replace(PAGE, course=None, trouble="Part 2 is damaged."))
    assert said[-1].text == "Part 2 is damaged."


@pytest.mark.parametrize("size", SIZES)
async def test_force_stands_still_above_the_page_with_band_holds_and_time(
    size: tuple[int, int],
) -> None:
    app = RoomStage(PastRoom(Look(braille=False), PAGE))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = text_of(app).splitlines()
    assert "SIMULATED" in shown[0]
    top = next(y for y, line in enumerate(shown) if "force, N" in line)
    bottom = next(y for y, line in enumerate(shown) if "1:59" in line)
    holds = next(line for line in shown if "hold  " in line)
    plot = shown[top + 1 : bottom - 1]
    assert any(line.lstrip(" │").startswith("46") for line in plot)
    assert any(line.lstrip(" │").startswith("34") for line in plot)
    pressed = [x for line in plot for x, char in enumerate(line) if char in "▀▄▘▝▖▗▌▐█▛▜▙▟"]
    held = [x for x, char in enumerate(holds) if char in "1━"]
    inside = range(min(held) - 2, max(held) + 3)
    high = [x for line in plot[: len(plot) // 2] for x, char in enumerate(line[6:], 6)
            if char in "▀▄▘▝▖▗▌▐█▛▜▙▟"]  # fmt: skip
    assert set(high) <= set(inside)
    assert set(range(min(held), max(held))) <= set(high)
    assert min(pressed) < min(held) - 4, "nothing was pressed before"


async def test_without_colours_the_band_has_edges_and_all_is_ascii_where_it_has_to_be() -> None:
    app = RoomStage(PastRoom(Look(Glyphs.ASCII, colour=False, braille=False), PAGE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = text_of(app)
    assert shown.isascii()
    assert sum("-----" in line and "|" in line for line in shown.splitlines()) >= 2
    assert "1====" in shown


async def test_a_session_without_a_trace_has_no_chart() -> None:
    app = RoomStage(PastRoom(Look(), replace(PAGE, course=None)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "force, N" not in text_of(app)


async def test_a_single_sample_is_a_chart_too() -> None:
    one = replace(COURSE, samples=SampleBlock.of([5], [1]), holds=(), band_mn=None)
    app = RoomStage(PastRoom(Look(), replace(PAGE, course=one)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "0:00" in text_of(app)
        assert cells_of(app)
