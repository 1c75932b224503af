"""A report in a real browser: one sheet of paper, and a phone."""

from pathlib import Path

import pytest
from tests.browser.chromium import Chromium
from tests.browser.pages.printed import A4, LETTER, SCREEN, sheets, shown
from tests.browser.pages.visits import PHONE
from threestories import STORIES, crowded

from tpdevice.homework.report.page import page as report

CASES = {name: make() for name, make in STORIES.items()} | {
    f"{places} places, {weeks} weeks": crowded(places, weeks)
    for places, weeks in ((1, 4), (1, 26), (2, 4), (4, 8), (12, 26))
}


@pytest.mark.parametrize("name", CASES)
async def test_a_report_is_one_sheet_of_paper(browser: Chromium, name: str, tmp_path: Path) -> None:
    page = await shown(browser, report(CASES[name]), tmp_path / "report.html", SCREEN)
    assert await sheets(page, A4, preferCSSPageSize=True) == 1
    assert await sheets(page, LETTER) == 1
    assert page.complaints == []
    assert page.asked_for == [(tmp_path / "report.html").as_uri()]
    await page.close()


@pytest.mark.parametrize("name", STORIES)
async def test_a_report_is_no_wider_than_a_phone(
    browser: Chromium, name: str, tmp_path: Path, pictures: Path
) -> None:
    page = await shown(browser, report(CASES[name]), tmp_path / "report.html", PHONE)
    assert await page.value("document.documentElement.scrollWidth") <= PHONE[0]
    height = await page.value("document.documentElement.scrollHeight")
    await page.resize(PHONE[0], height)
    await page.picture(pictures / f"report-{name}-phone.png")
    await page.resize(*SCREEN)
    await page.picture(pictures / f"report-{name}.png")
    await page.close()
