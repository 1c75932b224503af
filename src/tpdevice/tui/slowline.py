"""Whether so few frames get through that less must be sent in each."""

import time
from collections.abc import Callable
from typing import Final

from tpdevice.core.units import ns

_WINDOW_NS: Final = ns(3.0)
"""How long a window lasts at least. Chosen."""
_LEAST: Final = 10
"""Frames with something new that a window lasts at least. Chosen: a new screen, which is sent whole
and takes seconds of a slow line, must not fill two windows."""
_SLOW: Final = 0.5
"""Share of the frames below which a line is slow: fewer than 15 a second move by jerks. Chosen."""
_QUICK: Final = 0.9
"""Share of the frames above which it is quick. Chosen."""
_SLOW_WINDOWS: Final = 3
"""So many on end say that it is slow: what terminals do at first is in one of them. Chosen."""
_QUICK_WINDOWS: Final = 20
"""So many on end, a minute, say that it is quick again. Chosen."""


class SlowLine:
    """Counts the frames that were due, and those of them that could not be drawn.

    A line that was quick again and then slow once more stays slow: what goes to and fro is worse
    than either.
    """

    def __init__(self, clock_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._clock_ns = clock_ns
        self.slow = False
        self._recovered = False
        self._since_ns: int | None = None
        self._due = self._drawn = self._told = 0
        self._slow_windows = self._quick_windows = 0

    def frame(self, *, drawn: bool, told: bool) -> None:
        """Take note of a frame that was drawn or left out, and whether it had anything to tell.

        Where nothing is sent nothing is learned of the line.
        """
        now_ns = self._clock_ns()
        if self._since_ns is None:
            self._since_ns = now_ns
        self._due += 1
        self._drawn += drawn
        self._told += told
        if now_ns - self._since_ns >= _WINDOW_NS and self._told >= _LEAST:
            self._judge(self._drawn / self._due)
            self._since_ns, self._due, self._drawn, self._told = now_ns, 0, 0, 0

    def _judge(self, share: float) -> None:
        self._slow_windows = self._slow_windows + 1 if share < _SLOW else 0
        self._quick_windows = self._quick_windows + 1 if share >= _QUICK else 0
        if self._slow_windows >= _SLOW_WINDOWS:
            self.slow = True
        elif self._quick_windows >= _QUICK_WINDOWS and self.slow and not self._recovered:
            self.slow, self._recovered = False, True
