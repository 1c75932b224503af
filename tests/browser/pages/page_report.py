"""A report in a real browser: one sheet of paper, and a phone."""

import asyncio
import base64
from pathlib import Path
from typing import Any

import pytest
from tests.browser.chromium import Chromium, Page
from tests.browser.pages.visits import PHONE
from threestories import STORIES, crowded

from tpdevice.homework.report.page import page as report
from tpdevice.homework.report.papers import Papers

A4, LETTER = (8.27, 11.69), (8.5, 11.0)
SCREEN = (794, 1123)
CASES = {name: make() for name, make in STORIES.items()} | {
    f"{places} places, {weeks} weeks": crowded(places, weeks)
    for places, weeks in ((1, 4), (1, 26), (2, 4), (4, 8), (12, 26))
}


async def _shown(browser: Chromium, papers: Papers, file: Path, size: tuple[int, int]) -> Page:
    await asyncio.to_thread(file.write_text, report(papers), encoding="utf-8")
    page = await browser.page(await browser.visitor(), *size)
    await page.go(file.as_uri())
    await page.until("What nobody knows")
    return page


async def _sheets(page: Page, inches: tuple[float, float], **how: Any) -> int:
    width, height = inches
    margins = dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0.35)
    asked = {"paperWidth": width, "paperHeight": height, **margins, **how}
    pdf = base64.b64decode((await page.call("Page.printToPDF", **asked))["data"])
    return pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")


@pytest.mark.parametrize("name", CASES)
async def test_a_report_is_one_sheet_of_paper(browser: Chromium, name: str, tmp_path: Path) -> None:
    page = await _shown(browser, CASES[name], tmp_path / "report.html", SCREEN)
    assert await _sheets(page, A4, preferCSSPageSize=True) == 1
    assert await _sheets(page, LETTER) == 1
    assert page.complaints == []
    assert page.asked_for == [(tmp_path / "report.html").as_uri()]
    await page.close()


@pytest.mark.parametrize("name", STORIES)
async def test_a_report_is_no_wider_than_a_phone(
    browser: Chromium, name: str, tmp_path: Path, pictures: Path
) -> None:
    page = await _shown(browser, CASES[name], tmp_path / "report.html", PHONE)
    assert await page.value("document.documentElement.scrollWidth") <= PHONE[0]
    height = await page.value("document.documentElement.scrollHeight")
    await page.resize(PHONE[0], height)
    await page.picture(pictures / f"report-{name}-phone.png")
    await page.resize(*SCREEN)
    await page.picture(pictures / f"report-{name}.png")
    await page.close()
