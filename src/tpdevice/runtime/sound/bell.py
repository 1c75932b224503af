"""The terminal's bell, where there is no sound device. It can't say what; it says "look"."""

import time
from collections.abc import Callable
from typing import Final

from tpdevice.core.cue import Priority
from tpdevice.runtime.sound.play import Play

STOP_RINGS: Final = 3
"""For "come off"; anything else rings once. Chosen."""
APART_S: Final = 0.25
"""Between two rings: terminals make one of those that come closer. Chosen."""


class Bell:
    """Rings by a function that writes to the terminal."""

    def __init__(
        self, write: Callable[[str], object], *, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self._write = write
        self._wait = wait

    def ring(self, play: Play) -> None:
        """Ring for what is more than a confirmation; this takes as long as it takes."""
        if play.only_if_silent or play.tone is None:
            return
        for number in range(STOP_RINGS if play.priority is Priority.STOP else 1):
            if number:
                self._wait(APART_S)
            self._write("\a")
