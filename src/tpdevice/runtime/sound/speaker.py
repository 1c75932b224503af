"""What the sound device calls for samples: no lock, no file, no waiting."""

from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tpdevice.runtime.sound.mixer import Mix
from tpdevice.runtime.sound.play import Play
from tpdevice.runtime.sound.shelf import Shelf

BLOCK_S: Final = 0.010
"""Between two calls for samples: a cue waits for the next one. Chosen."""


class Speaker:
    """Takes what is to be heard from any thread, and fills the device's buffers with it."""

    def __init__(self, shelf: Shelf, *, volume: float) -> None:
        """Take the volume as a share, 0 to 1."""
        self._shelf = shelf
        self._gain = np.float32(min(max(volume, 0.0), 1.0))
        self._waiting: deque[Play] = deque()
        self._mix = Mix(shelf.tones, shelf.rate_hz)
        self._at = 0

    def put(self, play: Play) -> None:
        """Have something heard with the next block; files of words are read here."""
        for word in (play.word, *play.more):
            if word:
                self._shelf.word(word)
        self._waiting.append(play)

    def fill(self, out: NDArray[np.float32]) -> None:
        """Fill a buffer of frames × channels with what comes next."""
        while self._waiting:
            play = self._waiting.popleft()
            self._mix = self._mix.take(play, self._at, word_pcm=self._shelf.read)
        out[:] = (self._gain * self._mix.read(self._at, len(out)))[:, np.newaxis]
        self._at += len(out)
        self._mix = self._mix.after(self._at)

    @property
    def silent(self) -> bool:
        """Whether nothing sounds and nothing waits to."""
        return not self._waiting and not self._mix.placed
