"""Where frames, keys and ticks wait their turn: one order, nothing lost in silence."""

import asyncio
from collections import deque
from collections.abc import Callable

from tpdevice.core.ports import Clock
from tpdevice.core.tape import Entry, Frame, Overrun

LIMIT = 50_000
"""Entries that may wait: most of a minute at 1000 notifications a second. Chosen."""


class Inbox:
    """Takes entries from callbacks and feeds them from the event loop, in order of arrival."""

    def __init__(self, clock: Clock, feed: Callable[[Entry], None], *, limit: int = LIMIT) -> None:
        self._clock = clock
        self._feed = feed
        self._limit = limit
        self._waiting: deque[Entry] = deque()
        self._lost = 0
        self._awake = False
        self._loop = asyncio.get_running_loop()

    def frame(self, channel: str, data: bytes) -> None:
        """Stamp a notification as it arrives."""
        self.put(Frame(self._clock.now_ns(), channel, data))

    def put(self, entry: Entry) -> None:
        """Take an entry; only the event loop's own thread may call this."""
        if len(self._waiting) >= self._limit:
            self._lost += 1
        else:
            self._waiting.append(entry)
        if not self._awake:
            self._awake = True
            self._loop.call_soon(self._drain)

    def put_from_anywhere(self, make: Callable[[int], Entry]) -> None:
        """Take an entry from another thread; it is stamped when it joins the order."""
        self._loop.call_soon_threadsafe(lambda: self.put(make(self._clock.now_ns())))

    def _drain(self) -> None:
        self._awake = False
        for _ in range(len(self._waiting)):
            self._feed(self._waiting.popleft())
        if self._lost:
            lost, self._lost = self._lost, 0
            self._feed(Overrun(self._clock.now_ns(), lost))
