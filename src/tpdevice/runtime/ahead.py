"""Work that goes on on a thread of its own while somebody is asked questions in lines."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from tpdevice.core.errors import TpError

T = TypeVar("T")


class Ahead(Generic[T]):
    """Runs until it is done or left; what it could not do is not its business to tell."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]] | None) -> None:
        """Take what makes the work, or None where there is nothing to do."""
        self._make = work
        self._came: T | None = None
        self._work: tuple[asyncio.AbstractEventLoop, asyncio.Task[T]] | None = None
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._main, name="ahead", daemon=True)

    def __enter__(self) -> Self:
        if self._make is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def leave(self) -> T | None:
        """Come back when it has ended, with what came of it so far."""
        self._left.set()
        if self._work is not None:
            loop, task = self._work
            with suppress(RuntimeError):  # the loop has ended by itself
                loop.call_soon_threadsafe(task.cancel)
        if self._thread.ident is not None:
            self._thread.join()
        return self._came

    def _main(self) -> None:
        assert self._make is not None
        with suppress(TpError, asyncio.CancelledError):
            self._came = asyncio.run(self._run(self._make()))

    async def _run(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        self._work = asyncio.get_running_loop(), task
        if self._left.is_set():
            task.cancel()
        return await task
