"""Several pictures on one sheet, to be looked at side by side."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.browser.chromium import Chromium, read

WIDE_PX: Final = 1200
"""Width of a sheet, CSS pixels; a screen of today has two of its own for each."""
GAP_PX: Final = 6
_SHEET = (
    "<!doctype html><style>body {{ margin: {gap}px; display: flex; flex-wrap: wrap; gap: {gap}px;"
    " background: #fff }} img {{ width: {across}px }}</style>{images}"
)


async def sheet(browser: Chromium, pictures: Sequence[bytes], path: Path, *, abreast: int) -> None:
    """Put PNG pictures of one size side by side, some abreast, into one PNG."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}">' for each in pictures
    )
    page = await browser.page(await browser.visitor(), WIDE_PX, 100)
    frame = await page.call("Page.getFrameTree")
    html = _SHEET.format(across=(WIDE_PX - GAP_PX) // abreast - GAP_PX, gap=GAP_PX, images=images)
    await page.call("Page.setDocumentContent", frameId=frame["frameTree"]["frame"]["id"], html=html)
    loaded = "String([...document.images].every((each) => each.complete))"
    await read(lambda: page.value(loaded), ("true",), 20)
    high = await page.value("document.documentElement.scrollHeight")
    await page.resize(WIDE_PX, high)
    await page.picture(path)
    await page.close()
