"""How fast to draw: never faster than the terminal shows it.

A write that was taken is not yet seen. Between here and the person's eyes lie the buffers of a
pseudo-terminal, of SSH and of the network, which can hold seconds. So the terminal is asked: every
terminal answers where its cursor is, in order with all that was sent before. While the answer is
out for too long, frames are left out, and the next one shows the newest of everything.
"""

import time
from collections.abc import Callable
from typing import Final

from tpdevice.core.units import ns, seconds

FRAMES_PER_S: Final = 30
_WAITING: Final = 2
"""Writes that may wait before frames are left out. Textual blocks everything at 30. Chosen."""
_QUESTION: Final = "\x1b[6n"
"""Where is the cursor? Source: ECMA-48, device status report. Textual takes the answer for no key.
"""
_SLOWER_NS: Final = ns(0.05)
"""An answer that took so much longer than the fastest says that frames pile up. Chosen."""
_SLOWER_BY: Final = 4
"""Or by this part of the fastest, where that is more: a line that is far away trembles. Chosen."""
_MOST_AHEAD: Final = 16
"""Frames that may be drawn between a question and its answer, at most: half a second. Chosen."""
_QUARTER: Final = 4
"""By this part of what may be ahead it is asked less often: a quick terminal need not say so thirty
times a second, and each question is work for both. Chosen."""
_GONE_NS: Final = ns(2.0)
"""A question that is out for so long is asked anew, and one frame drawn. Chosen."""


class Pace:
    """Says when a frame may be drawn."""

    def __init__(self, clock_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._clock_ns = clock_ns
        self._asked_ns: int | None = None
        """When the open question was asked."""
        self._fastest_ns = self._took_ns = _GONE_NS
        self._drawn = 0
        """Frames since the last question."""
        self._ahead = 1
        """How many of them there may be; more with every quick answer, half with a slow one."""
        self._answers: bool | None = None
        """Whether this terminal answers; None until that is known. Who never does is not waited
        for."""

    def may_draw(self, driver: object) -> bool:
        """Return whether the terminal is ready for another frame, and ask it for a sign."""
        if waiting_writes(driver) >= _WAITING:
            return False
        now_ns = self._clock_ns()
        gone = self._asked_ns is not None and now_ns - self._asked_ns >= _GONE_NS
        if self._asked_ns is None:
            if self._drawn >= self._ahead // _QUARTER:
                self._ask(driver, now_ns)
        elif gone and self._answers:
            self._ahead = 1
            self._ask(driver, now_ns)
        elif gone:
            self._answers = False
        elif self._answers is not False and self._drawn >= self._ahead:
            return False
        self._drawn += 1
        return True

    def _ask(self, driver: object, now_ns: int) -> None:
        # What was drawn before goes out first, so that the answer means that it was shown.
        write = getattr(driver, "write", None)
        if write is not None and not getattr(driver, "is_headless", False):
            self._asked_ns, self._drawn = now_ns, 0
            write(_QUESTION)

    def answered(self) -> None:
        """Take the terminal's answer."""
        if self._asked_ns is None:
            return
        self._took_ns = self._clock_ns() - self._asked_ns
        self._fastest_ns = min(self._fastest_ns, self._took_ns)
        slower_ns = max(_SLOWER_NS, self._fastest_ns // _SLOWER_BY)
        quick = self._took_ns <= self._fastest_ns + slower_ns
        self._ahead = min(self._ahead + 1, _MOST_AHEAD) if quick else max(1, self._ahead // 2)
        self._asked_ns, self._answers = None, True

    @property
    def last_answer_s(self) -> float:
        """How long to wait for an answer that is still out, s; 0 where none is."""
        out = bool(self._answers) and self._asked_ns is not None
        return seconds(min(self._took_ns + _SLOWER_NS, _GONE_NS)) if out else 0.0


def waiting_writes(driver: object) -> int:
    """Return how many writes the terminal has not taken yet; 0 where nobody can say.

    Textual's writer has no public measure of it; a test watches that this one is still there.
    """
    writer = getattr(driver, "_writer_thread", None)
    queue = getattr(writer, "_queue", None)
    return 0 if queue is None else int(queue.qsize())
