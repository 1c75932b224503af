"""Notices the end of the parent process: its pipe to us closes."""

import asyncio
import os
import threading
from contextlib import suppress

STDIN = 0


async def gone(fd: int = STDIN) -> None:
    """Return when the pipe reaches its end; what is written into it is ignored."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def watch() -> None:
        with suppress(OSError):
            while os.read(fd, 4096):
                pass
        with suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(ended.set)

    # A thread, since no event loop watches pipes on every system; a daemon, since the read
    # cannot be called back. It reads the descriptor itself: a lock on sys.stdin, held by a
    # daemon, would crash the interpreter on its way out.
    threading.Thread(target=watch, name="parent-pipe", daemon=True).start()
    await ended.wait()
