"""All clients of a clinic in a real browser: sheets of paper, and a phone."""

from dataclasses import replace
from pathlib import Path

import pytest
from seenclients import DILIGENT, HARD, QUIET, SEEN, STOPPED, UNHEARD, clinic
from tests.browser.chromium import Chromium
from tests.browser.pages.printed import A4, LETTER, SCREEN, sheets, shown
from tests.browser.pages.visits import PHONE

from tpdevice.clinic.overview import Overview
from tpdevice.clinic.page import page as report

SIZES = {"few": 3, "one-sheet": 40, "hundreds": 300}


def _crowd(number: int) -> Overview:
    """Return so many clients: one in ten hard, one stopped, one quiet, one unheard of."""
    stories = (HARD, STOPPED, QUIET, UNHEARD, *[DILIGENT] * 6)
    every = [(stories[n % 10], f"Client {n:03}") for n in range(number)]
    seen = [
        replace(said, name=name) for told, name in every for said in SEEN if said.name == told.name
    ]
    named = [replace(told, name=name) for told, name in every]
    named.sort(key=lambda each: [-n for n in each.grave])
    return clinic(*named, seen=tuple(seen))


@pytest.mark.parametrize(("size", "most"), [("few", 1), ("one-sheet", 1), ("hundreds", 7)])
async def test_a_clinic_takes_no_more_paper_than_it_has_clients_for(
    browser: Chromium, size: str, most: int, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.html"
    page = await shown(browser, report(_crowd(SIZES[size])), file, SCREEN)
    assert await sheets(page, A4, preferCSSPageSize=True) <= most
    assert await sheets(page, LETTER) <= most
    assert page.complaints == []
    assert page.asked_for == [file.as_uri()]
    await page.close()


@pytest.mark.parametrize("size", SIZES)
async def test_a_clinic_is_no_wider_than_a_phone(
    browser: Chromium, size: str, tmp_path: Path, pictures: Path
) -> None:
    page = await shown(browser, report(_crowd(SIZES[size])), tmp_path / "clinic.html", PHONE)
    assert await page.value("document.documentElement.scrollWidth") <= PHONE[0]
    await page.picture(pictures / f"clinic-{size}-phone.png")
    await page.resize(*SCREEN)
    await page.picture(pictures / f"clinic-{size}.png")
    await page.close()
