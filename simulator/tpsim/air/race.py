"""Work that must not outlive the link it runs on, and work that must not be dropped half way.

Bumble cancels what is pending when a link dies, and to a caller that looks as if he himself had
been cancelled; a request on a dead socket even waits for ever.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from bleak.exc import BleakError

T = TypeVar("T")

AGAIN_S: Final = 0.05
"""After so long without an effect a task is cancelled again, s."""

ANSWER_S: Final = 5.0
"""How long a chip may take for its answer to a host that leaves, s. Assumed."""


async def to_its_end(command: Coroutine[Any, Any, T]) -> T:
    """Return what a command to a chip returns; if cancelled, first wait for its reply.

    Bumble cannot drop a command half way: its reply would meet nobody.
    """
    task = asyncio.ensure_future(command)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=ANSWER_S)
        raise


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
