"""Where frames, keys and ticks wait their turn: one order, nothing lost in silence."""

import asyncio
from collections import deque
from collections.abc import Callable

from tpdevice.core.ports import Clock
from tpdevice.core.tape import Entry, Frame, Overrun

LIMIT = 50_000
"""Frames that may wait: most of a minute at 1000 notifications a second. Chosen."""


class Inbox:
    """Takes entries from callbacks and feeds them from the event loop, in order of arrival.

    Only frames are ever refused, and each is counted: a key to stop always finds its place.
    """

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
        if len(self._waiting) < self._limit:
            self.put(Frame(self._clock.now_ns(), channel, data))
        else:
            self._lost += 1

    def put(self, entry: Entry) -> None:
        """Take an entry; only the event loop's own thread may call this."""
        self._confess()
        self._waiting.append(entry)
        if not self._awake:
            self._awake = True
            self._loop.call_soon(self._drain)

    def put_from_anywhere(self, make: Callable[[int], Entry]) -> None:
        """Take an entry from another thread; it is stamped when it joins the order."""
        self._loop.call_soon_threadsafe(lambda: self.put(make(self._clock.now_ns())))

    def _drain(self) -> None:
        self._awake = False
        self._confess()
        for _ in range(len(self._waiting)):
            self._feed(self._waiting.popleft())

    def _confess(self) -> None:
        """Say where in the order frames are missing."""
        if self._lost:
            lost, self._lost = self._lost, 0
            self._waiting.append(Overrun(self._clock.now_ns(), lost))
