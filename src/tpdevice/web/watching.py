"""Whether anybody sees the screen: the browser answers a pulse, and says if it is in view.

A closed page, a phone that sleeps, a lost network and a hung browser all look alike from here:
no answer. One rule covers them.
"""

from typing import Final

PULSE_S: Final = 0.5
"""How often the browser is asked. Chosen."""
UNSEEN_S: Final = 2.0
"""After so long without an answer nobody sees the screen. Chosen: a reload takes less, and the
sensor itself may be silent for as long where it only advertises."""


class Watch:
    """Remembers when the screen was seen last."""

    def __init__(self) -> None:
        self._seen_s: float | None = None
        self._unseen = False

    def seen(self, now_s: float) -> bool:
        """Take an answer from a page in view; return whether nobody had seen it before."""
        back, self._seen_s, self._unseen = self._unseen, now_s, False
        return back

    def lost(self, now_s: float) -> bool:
        """Return whether it has just become true that nobody sees the screen."""
        if self._seen_s is None or self._unseen or now_s - self._seen_s <= UNSEEN_S:
            return False
        self._unseen = True
        return True
