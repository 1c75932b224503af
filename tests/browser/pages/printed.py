"""A report as a file in a browser, and how many sheets of paper it takes."""

import asyncio
import base64
from pathlib import Path
from typing import Any

from tests.browser.chromium import Chromium, Page

A4, LETTER = (8.27, 11.69), (8.5, 11.0)
SCREEN = (794, 1123)


async def shown(browser: Chromium, text: str, file: Path, size: tuple[int, int]) -> Page:
    """Write a report to a file, and show it."""
    await asyncio.to_thread(file.write_text, text, encoding="utf-8")
    page = await browser.page(await browser.visitor(), *size)
    await page.go(file.as_uri())
    await page.until("What nobody knows")
    return page


async def sheets(page: Page, inches: tuple[float, float], **how: Any) -> int:
    """Return how many sheets it takes when printed."""
    width, height = inches
    margins = dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0.35)
    asked = {"paperWidth": width, "paperHeight": height, **margins, **how}
    pdf = base64.b64decode((await page.call("Page.printToPDF", **asked))["data"])
    return pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")
