"""Every room of the house, as somebody with some weeks of sessions finds it."""

import asyncio
import sqlite3
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tests.browser.chromium import Chromium
from tests.browser.sheet import sheet
from tests.browser.terminal import Terminal, Way, terminal

WAY: Final = Way("rooms", 120, 40)
DAYS_AGO: Final = (12, 8, 5, 1)
ESCAPE: Final = "\x1b"
ROOMS: Final = (
    ("f", "How sore"),
    (ESCAPE, ""),
    ("c", "where to press"),
    ("2", "hurts"),
    (ESCAPE, ""),
    ("h", "pressed"),
    (ESCAPE, ""),
    ("l", "Past sessions"),
    ("\r", "hold 1"),
    (ESCAPE, ""),
    (ESCAPE, ""),
    ("t", "first tender"),
    (ESCAPE, ""),
    ("p", "Ada"),
    (ESCAPE, ""),
    ("w", "ensor"),
    (ESCAPE, ""),
    ("s", "unit"),
    (ESCAPE, ""),
    ("e", "studies"),
    (ESCAPE, ""),
    ("?", "A session"),
)
"""Keys, and words by which the room is known that they lead to; none where it was seen before."""


async def test_every_room_opens_by_its_key_and_escape_leads_back(
    browser: Chromium, tmp_path: Path, pictures: Path
) -> None:
    await _pressed(tmp_path / "log.db")
    seen: list[bytes] = []
    async with terminal(browser, WAY, tmp_path) as shown:
        await shown.until("Ada")
        seen.append(await _whole(shown))
        for key, words in ROOMS:
            shown.press(key)
            if words:
                await shown.until(words)
            picture = await _whole(shown)
            if words:
                seen.append(picture)
    await sheet(browser, seen, pictures / "rooms.png", abreast=3)


async def _whole(shown: Terminal) -> bytes:
    """Return the picture when nothing of it changes any more."""
    before = ""
    while before != (now := await shown.words()):
        before = now
        await asyncio.sleep(0.5)
    return await shown.png()


async def _pressed(path: Path) -> None:
    """Keep simulated sessions as if Ada had pressed some days ago."""
    for seed in range(len(DAYS_AGO)):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tpdevice.cli.main", "--db", str(path)),
            *("demo", "--fast", "--seed", str(seed)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert await process.wait() == 0
    log = sqlite3.connect(path)
    with log:
        log.execute("update profile set name = 'Ada'")
        log.execute("update sensor set simulated = 0")
        for number, days in enumerate(DAYS_AGO, start=1):
            then = datetime.now().astimezone() - timedelta(days=days)
            log.execute(
                "update session set simulated = 0, started_utc = ?, local_date = ? where id = ?",
                (f"{then:%Y-%m-%dT%H:%M:%S.000Z}", then.date().isoformat(), number),
            )
    log.close()
