"""From `tpdevice` alone to a finished session, as somebody goes who has read nothing."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

import pytest
from tests.browser.chromium import Chromium
from tests.browser.pages.visits import opened
from tests.browser.served import serve
from tests.browser.sheet import sheet
from tests.browser.terminal import Way, terminal

WAYS: Final = (
    Way("120x40", 120, 40),
    Way("80x24", 80, 24),
    Way("44x42", 44, 42),
    Way("no-color", 120, 40, {"NO_COLOR": "1"}),
    Way("slow-line", 120, 40, bytes_per_s=20_000),
)
ENTER, ESCAPE = "\r", "\x1b"
MOMENTS: Final = {
    "rating": "0–9 x",
    "finding your range": "tender",
    "hold": "Breathe slowly",
    "lengthen": "next",
    "summary": "All done",
}
"""What a short session comes to, and the words by which it is known."""
BRIEF: Final = {"rating"}
"""Answered by the simulated person in a second, in which a busy computer may show nothing."""
PATIENCE_S: Final = 200.0
SETTLED_S: Final = 0.4
"""After new words are there, until the picture around them is whole."""


class Shown(Protocol):
    """What can be looked at."""

    async def words(self) -> str:
        """Return what can be read."""

    async def png(self) -> bytes:
        """Return a picture."""


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
async def test_who_reads_nothing_and_presses_enter_comes_to_a_finished_session(
    browser: Chromium, tmp_path: Path, pictures: Path, way: Way, *, wanted: bool
) -> None:
    if not wanted:
        pytest.skip("a minute and a half each: only where pictures are wanted")
    async with terminal(browser, way, tmp_path) as shown:
        await shown.until("3-minute")
        seen = {"home": await _settled(shown)}
        for page in range(1, 6):
            shown.press(ENTER)
            await shown.until(f"{page} of 5")
        seen["lesson"] = await _settled(shown)
        shown.press(ENTER)
        seen |= await _moments(shown)
        shown.press(ESCAPE)
        await shown.until("choose a")
    await sheet(browser, [*seen.values()], pictures / f"{way.name}.png", abreast=way.abreast)


async def test_who_reads_nothing_and_taps_comes_to_a_finished_session(
    browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    async with serve(tmp_path) as served:
        page = await opened(browser, served)
        await page.until("3-minute")
        seen = {"home": await _settled(page)}
        await page.tap("3-minute")
        for number in range(1, 5):
            await page.until(f"{number} of 5")
            await page.tap("next")
        await page.until("5 of 5")
        seen["lesson"] = await _settled(page)
        await page.tap("try it")
        seen |= await _moments(page)
        await page.tap("close")
        await page.until("choose a")
        assert page.complaints == []
    await sheet(browser, [*seen.values()], pictures / "phone.png", abreast=7)


async def _moments(shown: Shown) -> dict[str, bytes]:
    """Watch the session to its end, and keep a picture of each of its moments."""
    seen: dict[str, bytes] = {}
    text = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while "summary" not in seen:
                await asyncio.sleep(0.05)
                text = await shown.words()
                for moment, words in MOMENTS.items():
                    if moment not in seen and words in text:
                        seen[moment] = await _settled(shown)
    assert seen.keys() >= MOMENTS.keys() - BRIEF, f"{[*seen]} seen; it shows:\n{text}"
    return seen


async def _settled(shown: Shown) -> bytes:
    await asyncio.sleep(SETTLED_S)
    return await shown.png()
