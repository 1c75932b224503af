"""Links that wait nowhere."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from keptlink import Kept

from tpdevice.ble import link as ble_link
from tpdevice.ble import plight


@pytest.fixture
async def kept(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Kept]:
    """Yield a link that waits nowhere; afterwards no task of it may be left."""
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    monkeypatch.setattr(ble_link, "RESCAN_S", 0.0)
    before = asyncio.all_tasks()
    kept = Kept()
    yield kept
    if kept.task is not None:
        await kept.end()
    assert not asyncio.all_tasks() - before - {asyncio.current_task()}
