"""Work that must not outlive the link it runs on.

Bumble cancels what is pending when a link dies, and to a caller that looks as if he himself had
been cancelled; a request on a dead socket even waits for ever.
"""

import asyncio
from typing import Final, TypeVar

from bleak.exc import BleakError

T = TypeVar("T")

AGAIN_S: Final = 0.05
"""After so long without an effect a task is cancelled again, s."""


async def end(task: asyncio.Future[T]) -> None:
    """Cancel until it is done: Python 3.11's wait_for, which bumble uses, may swallow one."""
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=AGAIN_S)


def outcome(task: asyncio.Future[T]) -> T:
    """Return what a finished task returned.

    Raises
    ------
    BleakError
        If it was cancelled, which only a lost link does.
    """
    if task.cancelled():
        raise BleakError("disconnected")
    return task.result()
