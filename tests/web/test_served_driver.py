"""A real Textual app behind our driver; a newer Textual that changes what it needs fails here."""

import re
from pathlib import Path

import pytest
from shown import Screen, Shown, showing

pytestmark = pytest.mark.process
APP = str(Path(__file__).parents[1] / "support" / "servedapp.py")


async def looking(shown: Shown) -> Screen:
    browser = shown.browser()
    await browser.enter()
    screen = await browser.look()
    await screen.say("size", 60, 20)
    await screen.until(drawn=b"standing words")
    return screen


async def test_a_browser_that_comes_later_sees_all_that_stands_there() -> None:
    async with showing(program=APP) as shown:
        await looking(shown)
        second = await looking(shown)
        assert b"standing words" in second.drawn


async def test_another_size_is_drawn_for() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        screen.drawn = b""
        await screen.say("size", 90, 30)
        await screen.until(drawn=b"\x1b[30;1H")


async def test_the_app_itself_answers_the_pulse() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        screen.notes.clear()
        await screen.until(note="pulse")


async def test_the_page_hears_when_letters_are_wanted_and_a_new_page_hears_it_too() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        await screen.say("keys", "i")
        await screen.until(note="typing")
        assert ["typing", True] in screen.notes
        second = await looking(shown)
        await second.until(note="typing")
        await second.say("keys", "ab")
        await second.until(drawn=b"ab")


async def test_the_app_hears_that_nobody_looks() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        await screen.until(drawn=b"nobody looks")


async def test_the_app_ends_when_its_pipe_closes_as_it_does_when_the_server_is_killed() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        child = shown.server.house._child
        assert child is not None
        child.close()
        await screen.until(note="ended")
        assert shown.told.of_the_program[-2:] == ["said at the end", "ended 0"]


async def test_an_app_that_leaves_gives_its_code_and_last_words() -> None:
    async with showing(program=APP) as shown:
        screen = await looking(shown)
        await screen.say("keys", "e")
        await screen.until(note="ended")
        assert shown.told.of_the_program[-2:] == ["said at the end", "ended 3"]
        assert not re.search(rb"said at the end", screen.drawn)
