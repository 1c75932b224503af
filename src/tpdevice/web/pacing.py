"""How many messages a browser may send: a bucket that fills at a steady rate."""

from collections.abc import Callable
from typing import Final

RATE_HZ: Final = 60.0
"""Messages a second. Chosen: a finger that is dragged sends 20, a held key 30."""
BURST: Final = 120.0
"""Messages at once, after a quiet time. Chosen."""


class Bucket:
    """Takes a message while there is room, at the rate that it is emptied."""

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._clock_s = clock_s
        self._left = BURST
        self._at_s = clock_s()

    def takes(self) -> bool:
        """Return whether one more message is not too many."""
        now_s = self._clock_s()
        self._left = min(BURST, self._left + (now_s - self._at_s) * RATE_HZ)
        self._at_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True
