"""Work that must not outlive the link it runs on."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bleak.exc import BleakError

T = TypeVar("T")

AGAIN_S = 0.05
"""After so long without an effect a task is cancelled again, s."""


async def unless(lost: asyncio.Future[None], work: Coroutine[Any, Any, T]) -> T:
    """Return what the work returns; once `lost` is done, drop it and raise.

    Bumble cancels what is pending when a link dies, and to a caller that looks as if he himself
    had been cancelled; a request on a dead transport even waits for ever.

    Raises
    ------
    BleakError
        If the link was lost first.
    """
    task: asyncio.Future[T] = asyncio.ensure_future(work)
    try:
        await asyncio.wait((task, lost), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(task)
    if task.cancelled():
        raise BleakError("disconnected")
    return task.result()


async def end(task: asyncio.Future[T]) -> None:
    """Cancel until it is done: Python 3.11's wait_for, which bumble uses, may swallow one."""
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=AGAIN_S)
