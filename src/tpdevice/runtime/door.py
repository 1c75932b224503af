"""Before a session has begun: keys wait for it, and its end stops the search for its sensor."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from tpdevice.core.ports import Clock
from tpdevice.core.tape import Entry
from tpdevice.runtime.inbox import Inbox

T = TypeVar("T")
Make = Callable[[int], Entry]
"""Makes an entry of the session time at which it joins the order, ns."""


class ToldToEnd(Exception):
    """Somebody ended the session before it began."""


class Search(Protocol):
    """Runs on the session's thread what may take long before the session begins."""

    def __call__(self, work: Coroutine[Any, Any, T], /) -> T:
        """Return what the work returns.

        Raises
        ------
        ToldToEnd
            If the session is ended meanwhile; it is to pass through.
        """


class Door:
    """The way from other threads into a session; what comes before it has begun waits here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Make] = []
        self._inbox: Inbox | None = None
        self._end: Make | None = None
        self._looking: tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]] | None = None

    @property
    def ended_by(self) -> Entry | None:
        """Return what ended the session before it began."""
        return None if self._end is None else self._end(0)

    def put(self, make: Make) -> None:
        """Hand an entry over to the session, or keep it until there is one."""
        with self._lock:
            if self._inbox is None:
                self._waiting.append(make)
                return
        with suppress(RuntimeError):  # the loop has ended: the session is over
            self._inbox.put_from_anywhere(make)

    def end(self, make: Make) -> None:
        """Hand over the entry that ends the session; a search for its sensor ends as well."""
        self.put(make)
        with self._lock:
            if self._inbox is not None:
                return
            self._end = self._end or make
            if self._looking is not None:
                loop, task = self._looking
                loop.call_soon_threadsafe(task.cancel)

    def open(self, inbox: Inbox, clock: Clock) -> None:
        """Let entries in, first those that came before the session."""
        with self._lock:
            for make in self._waiting:
                inbox.put(make(clock.now_ns()))
            self._inbox = inbox

    def search(self, work: Coroutine[Any, Any, T], /) -> T:
        """Do some work until it is done or the end is asked for; see `Search`."""
        try:
            return asyncio.run(self._watched(work))
        except asyncio.CancelledError:
            raise ToldToEnd from None

    async def _watched(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        with self._lock:
            self._looking = asyncio.get_running_loop(), task
            if self._end is not None:
                task.cancel()
        try:
            return await task
        finally:
            with self._lock:
                self._looking = None
