"""The sounds at hand, at one rate: tones are made, words are read from files."""

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from tpdevice.runtime.sound.loudness import levelled
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.tones import LEVEL_DB, Pcm, tones

LONGEST_S: Final = 40.0
"""What is longer is left out. Chosen: more than the longest sentence takes; then something went
wrong in making it."""
_EDGE_S: Final = 0.02
"""Left before and after a word, which is cut to where it can be heard. Chosen."""
_FAINT: Final = 0.02
"""Of the highest value: fainter is no part of a word. Chosen."""


class Shelf:
    """Tones and words at one rate; words are read once, on the thread that asks."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self.tones: dict[Tone, Pcm] = tones(rate_hz)
        self._words: dict[str, Pcm | None] = {}

    def word(self, path: str) -> Pcm | None:
        """Return a word's samples, or None where there is no such file or no sense in it."""
        if path not in self._words:
            try:
                self._words[path] = read_word(Path(path), self.rate_hz)
            except (OSError, EOFError, ValueError, wave.Error):
                self._words[path] = None
        return self._words[path]

    def length_s(self, play: Play) -> float:
        """Return how long a tone or a word lasts, s."""
        pcm = self.word(play.word) if play.tone is None else self.tones[play.tone]
        return 0.0 if pcm is None else len(pcm) / self.rate_hz

    @property
    def read(self) -> Callable[[str], Pcm | None]:
        """Return what gives words that were read before, and never reads."""
        return self._words.get


def read_word(path: Path, rate_hz: int) -> Pcm:
    """Return a spoken word at a rate and at the tones' level, without silence around it.

    Raises
    ------
    ValueError
        If it is no 16-bit sound, too long, or silent.
    """
    with wave.open(str(path), "rb") as file:
        channels, width, own_hz, frames, *_ = file.getparams()
        if width != 2 or not 0 < frames <= LONGEST_S * own_hz:
            raise ValueError(f"{path}: no short sound of 16 bits")
        data = np.frombuffer(file.readframes(frames), "<i2").reshape(-1, channels)
    spoken = data.mean(axis=1)
    loud = np.flatnonzero(np.abs(spoken) > _FAINT * np.abs(spoken).max())
    if not len(loud):
        raise ValueError(f"{path}: silent")
    edge = round(_EDGE_S * own_hz)
    spoken = spoken[max(0, loud[0] - edge) : loud[-1] + edge]
    spoken = _faded(_at_rate(spoken, own_hz, rate_hz), round(_EDGE_S * rate_hz / 2))
    return levelled(spoken, rate_hz, at_db=LEVEL_DB).astype(np.float32)


def _at_rate(wave_: np.ndarray, from_hz: int, to_hz: int) -> np.ndarray:
    """Return a short sound at another rate: its spectrum, cut or filled up."""
    count = round(len(wave_) * to_hz / from_hz)
    spectrum = np.fft.rfft(wave_)
    return np.fft.irfft(spectrum[: count // 2 + 1], count) * (count / len(wave_))


def _faded(wave_: np.ndarray, count: int) -> np.ndarray:
    ramp = np.linspace(0.0, 1.0, count)
    faded = wave_.copy()
    faded[:count] *= ramp
    faded[-count:] *= ramp[::-1]
    return faded
