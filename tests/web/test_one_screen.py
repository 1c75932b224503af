"""One program and one browser at a time: what is passed on, who takes over, who is told."""

import asyncio
import sys

import pytest
from shown import Screen, Shown, showing

from tpdevice.web.child import ACROSS
from tpdevice.web.pacing import BURST
from tpdevice.web.watching import PULSE_S, UNSEEN_S
from tpdevice.web.wishes import LONGEST

pytestmark = pytest.mark.process
FLOOD = 16_000_000
"""Bytes."""
NOT_ALLOWED, TOO_BIG = 1008, 1009


async def looking(shown: Shown) -> Screen:
    """Let a new browser in, and see the program."""
    browser = shown.browser()
    await browser.enter()
    screen = await browser.look()
    await screen.say("size", 41, 44)
    await screen.until(drawn=b'"repaint"')
    return screen


async def test_the_program_hears_of_the_size_and_is_asked_for_a_whole_picture() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        assert b'"type": "resize", "width": 41, "height": 44' in screen.drawn


async def test_keys_reach_the_program_as_they_are() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await screen.say("keys", "\x1b[<0;3;4Mä")
        await screen.until(drawn="keys:\x1b[<0;3;4Mä".encode())


async def test_a_newer_browser_takes_over_and_the_older_one_is_told() -> None:
    async with showing() as shown:
        first = await looking(shown)
        second = await looking(shown)
        await first.until(note="taken")
        await first.closed()
        await second.say("keys", "still")
        await second.until(drawn=b"keys:still")
        assert "taken over" in shown.told.said


async def test_a_browser_that_was_taken_over_may_come_back_by_its_cookie() -> None:
    async with showing() as shown:
        browser = shown.browser()
        await browser.enter()
        first = await browser.look()
        await first.say("size", 41, 44)
        second = await looking(shown)
        again = await browser.look()
        await second.until(note="taken")
        await again.say("keys", "back")
        await again.until(drawn=b"keys:back")


async def test_a_reload_comes_back_to_the_same_run() -> None:
    async with showing() as shown:
        browser = shown.browser()
        await browser.enter()
        for _ in range(3):
            screen = await browser.look()
            await screen.say("size", 41, 44)
            await screen.until(drawn=b'"repaint"')
            await screen.socket.close()
        assert not [words for words in shown.told.said if words.startswith("ended")]


async def test_a_pulse_goes_through_the_program() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await next_pulse(screen)


async def test_a_program_that_does_not_answer_gives_no_pulse() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await next_pulse(screen)
        await screen.say("keys", "mute")
        await screen.until(drawn=b"keys:mute")
        screen.notes.clear()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(4 * PULSE_S):
                await screen.until(note="pulse")


async def test_a_program_that_hangs_is_not_taken_for_nobody_looking() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await next_pulse(screen)
        await screen.seen(in_view=True)
        await screen.say("keys", "mute")
        before = shown.told.said.count("unseen")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(answering(screen), 2 * UNSEEN_S)
        assert shown.told.said.count("unseen") == before


async def answering(screen: Screen) -> None:
    """Answer whatever still comes, as a page does."""
    while True:
        await next_pulse(screen)
        await screen.seen(in_view=True)


async def next_pulse(screen: Screen) -> None:
    screen.notes.clear()
    await screen.until(note="pulse")


async def test_when_nobody_looks_the_program_and_the_person_are_told_once() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await screen.until(drawn=b"unwatched")
        for _ in range(3):
            await next_pulse(screen)
        assert screen.drawn.count(b"unwatched") == shown.told.said.count("unseen") == 1


async def test_a_page_that_is_closed_is_nobody_looking_until_one_comes() -> None:
    async with showing() as shown:
        await (await looking(shown)).socket.close()
        await shown.told.of("unseen")
        await looking(shown)
        await shown.told.of("seen again")


async def test_a_page_that_is_not_in_view_is_nobody_looking() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        while "unseen" not in shown.told.said:
            await next_pulse(screen)
            await screen.seen(in_view=False)
        await screen.until(drawn=b"unwatched")
        await screen.seen(in_view=True)
        await shown.told.of("seen again")


async def test_a_page_in_view_is_somebody_looking() -> None:
    now_s = 0.0
    async with showing(clock_s=lambda: now_s) as shown:
        screen = await looking(shown)
        for _ in range(6):
            await next_pulse(screen)
            await screen.seen(in_view=True)
            now_s += UNSEEN_S / 4
        assert "unseen" not in shown.told.said
        while "unseen" not in shown.told.said:
            await next_pulse(screen)
            now_s += UNSEEN_S / 4


async def test_a_huge_message_closes_that_browser_and_not_the_program() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await screen.socket.send_str("x" * (LONGEST + 1))
        assert await screen.closed() == TOO_BIG
        again = await looking(shown)
        await again.say("keys", "here")
        await again.until(drawn=b"keys:here")


@pytest.mark.parametrize("message", ["", "{}", '["shell", "ls"]', '["keys", 7]', "[" * 3000])
async def test_what_is_no_wish_closes_that_browser(message: str) -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await screen.socket.send_str(message)
        assert await screen.closed() == NOT_ALLOWED


async def test_too_many_messages_close_that_browser() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        for _ in range(10 * int(BURST)):
            await screen.say("keys", "k")
        assert await screen.closed() == NOT_ALLOWED


async def test_who_reads_nothing_does_not_hold_up_the_program() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await screen.say("keys", "flood")
        await screen.say("keys", "bye")
        await shown.told.of("ended 7")
        await screen.until(note="ended")
        assert len(screen.drawn) < FLOOD / 2


async def test_who_read_too_slowly_gets_a_whole_new_picture() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        screen.drawn = b""
        await screen.say("keys", "flood")
        await shown.told.of("unseen")
        await screen.until(drawn=b'"repaint"')
        assert len(screen.drawn) < FLOOD


async def test_what_the_program_prints_around_its_screens_goes_to_the_person() -> None:
    async with showing("talks") as shown:
        await looking(shown)
        await shown.server.house.close()
        assert shown.told.of_the_program[-3:] == ["asking nobody", "held 54 s", "ended 7"]


async def test_a_program_that_prints_across_its_screens_is_ended_and_leaves_no_old_picture() -> (
    None
):
    async with showing() as shown:
        screen = await looking(shown)
        await screen.say("keys", "print")
        await screen.until(note="ended")
        assert shown.told.of_the_program[-2:] == [ACROSS, "ended 0"]


async def test_a_program_that_cannot_be_started_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    async with showing() as shown:
        browser = shown.browser()
        await browser.enter()
        screen = await browser.look()
        await screen.say("size", 41, 44)
        await screen.until(note="ended")
        assert shown.told.said[-2:] == [
            "The program could not be started: No such file or directory.",
            "ended 1",
        ]


async def test_the_program_ends_with_the_server_and_the_browser_is_told() -> None:
    async with showing() as shown:
        screen = await looking(shown)
        await shown.server.house.close()
        await screen.until(note="closed")
        assert "ended 7" in shown.told.said, "as it does when it is told to quit"


async def test_a_program_that_has_ended_is_started_again_only_when_asked() -> None:
    async with showing("leaves") as shown:
        browser = shown.browser()
        await browser.enter()
        screen = await browser.look()
        await screen.say("size", 41, 44)
        await screen.until(note="ended")
        screen.notes.clear()
        await screen.say("size", 60, 30)
        await screen.until(note="ended")
        assert shown.told.said.count("ended 0") == 1
        screen.notes.clear()
        await screen.say("again")
        await screen.until(note="ended")
        assert shown.told.said.count("ended 0") == 2
