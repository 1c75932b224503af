"""What a visitor does."""

from contextlib import suppress

from tests.browser.chromium import Chromium, Page
from tests.browser.served import Served

PHONE, TABLET = (390, 844), (820, 1180)
DEMO = ("--demo", "--short")


async def opened(browser: Chromium, served: Served, size: tuple[int, int] = PHONE) -> Page:
    """Open the newest link in a browser that was never here."""
    await served.link()
    page = await browser.page(await browser.visitor(), *size)
    await page.go(served.links[-1])
    return page


async def closed(page: Page) -> None:
    """Close what is over by its button: the last cue, and then the summary."""
    for _ in range(8):
        await page.tap("close")
        # The program takes a moment to keep the session; until then its last picture stands.
        with suppress(AssertionError):
            await page.until("ENDED", seconds=4)
            return
    raise AssertionError(f"still there:\n{await page.words()}")
