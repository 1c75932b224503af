"""A session in a browser: by taps, through reloads, and never with an old picture."""

from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.pages.visits import DEMO, PHONE, TABLET, closed, opened
from tests.browser.served import serve


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
async def test_a_session_is_answered_paused_and_stopped_by_taps(
    browser: Chromium, tmp_path: Path, pictures: Path, size: tuple[int, int]
) -> None:
    wide = size[0]
    async with serve(tmp_path, *DEMO) as served:
        page = await opened(browser, served, size)
        await page.until("Does any of these")
        await page.picture(pictures / f"question-{wide}.png")
        await page.tap("no")
        await page.until("first tender")
        await page.picture(pictures / f"calibrate-{wide}.png")
        await page.tap("pause")
        await page.until("go on")
        await page.tap("go on")
        await page.until("pause")
        await page.tap("stop")
        assert "SIMULATED" in await page.until("close")
        await page.picture(pictures / f"stopped-{wide}.png")
        await closed(page)
        await page.tap("Start again")
        await page.until("WAIT", "SIMULATED")
        assert page.complaints == []
        assert set(page.origins()) <= {served.origin}


async def test_a_reload_in_mid_hold_comes_back_to_the_same_hold(
    browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    async with serve(tmp_path, *DEMO) as served:
        page = await opened(browser, served)
        await page.until("settling", "to hold, in the band", "There. Breathe", seconds=100)
        # A tablet's bar has no room for the step; its needle tells as well that it goes on.
        for size, words in ((PHONE, "hold 1 of 1"), (TABLET, "comfortably intense")):
            await page.resize(*size)
            await page.call("Page.reload")
            assert "go on" not in await page.until(words)
            await page.picture(pictures / f"hold-{size[0]}.png")
        await page.until("how strong, first and last", seconds=100)
        await page.picture(pictures / "summary-820.png")
        assert not [line for line in served.said if "No browser" in line or "has ended" in line]
        assert page.complaints == []


async def test_when_the_page_is_closed_the_session_waits_paused_and_the_terminal_says_so(
    browser: Chromium, tmp_path: Path
) -> None:
    async with serve(tmp_path, *DEMO) as served:
        visitor = await browser.visitor()
        page = await browser.page(visitor, *PHONE)
        await page.go(await served.link())
        await page.until("first tender")
        before = len(served.said)
        await page.close()
        await served.until("No browser shows the screen. Come off.", after=before)
        again = await browser.page(visitor, *PHONE)
        await again.go(served.origin)
        await again.until("go on")
        await served.until("The screen is seen again.")


async def test_a_computer_that_hangs_is_told_on_the_page_and_so_is_its_return(
    browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    async with serve(tmp_path, *DEMO) as served:
        page = await opened(browser, served)
        await page.until("Does any of these")
        served.freeze()
        assert "come off" in await page.until("COME OFF", seconds=10)
        await page.picture(pictures / "come-off-390.png")
        served.thaw()
        await page.until("stop")
        assert page.complaints == []


async def test_when_the_server_ends_the_page_says_so(browser: Chromium, tmp_path: Path) -> None:
    async with serve(tmp_path, *DEMO) as served:
        page = await opened(browser, served)
        await page.until("SIMULATED")
    await page.until("CLOSED", "COME OFF", seconds=10)


async def test_a_finger_neither_scrolls_nor_zooms_the_page(
    browser: Chromium, tmp_path: Path
) -> None:
    async with serve(tmp_path, *DEMO) as served:
        page = await opened(browser, served)
        await page.until("SIMULATED")
        await page.swipe((200, 600), (200, 100))
        await page.pinch((150, 400), (250, 400))
        assert await page.value("[visualViewport.scale, scrollY, innerWidth]") == [1, 0, 390]
        columns, rows = await page.value(
            "[Number(picture.dataset.columns), Number(picture.dataset.rows)]"
        )
        assert 38 <= columns <= 48
        assert rows >= 38


async def test_home_is_shown_where_no_command_is_given_and_opens_by_a_tap(
    browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    async with serve(tmp_path) as served:
        page = await opened(browser, served)
        await page.until("3-minute")
        await page.picture(pictures / "home-390.png")
        await page.tap("help")
        await page.until("back", "close")
        assert page.complaints == []
