"""A whole soundtrack in one WAV: every tone and word where the session had it, to the sample."""

import os
import wave
from pathlib import Path
from typing import Final

import numpy as np

from tpdevice.core.errors import UsageError
from tpdevice.core.units import seconds
from tpdevice.runtime.sound.mixer import Mix
from tpdevice.runtime.sound.play import Play
from tpdevice.runtime.sound.shelf import Shelf

FILE_RATE_HZ: Final = 24_000
"""Samples a second in a file. Chosen: nothing here lies above 11 kHz; 10 minutes are 29 MB."""
TAIL_S: Final = 0.5
"""Silence after the last sound. Chosen."""
_PIECE_S: Final = 5.0


class Soundtrack:
    """Notes what is heard when, and writes it at the end."""

    def __init__(self, path: Path, *, volume: float = 1.0) -> None:
        """Make the file at once.

        Raises
        ------
        UsageError
            If it cannot be written, before anybody presses for it.
        """
        try:
            self._file = path.open("wb")
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise UsageError(
                f"--wav {path}: {reason}.", hint="Name a file in a folder that can be written."
            ) from error
        self.path = path
        self._shelf = Shelf(FILE_RATE_HZ)
        self._gain = min(max(volume, 0.0), 1.0)
        self._noted: list[tuple[Play, int]] = []

    def put(self, play: Play, at_ns: int) -> None:
        """Note something that is heard from a session time on."""
        self._noted.append((play, at_ns))

    def close(self) -> None:
        """Write the file.

        Raises
        ------
        OSError
            If the disk takes no more.
        """
        with self._file, wave.open(self._file, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(FILE_RATE_HZ)
            self._write(file)

    def _write(self, file: wave.Wave_write) -> None:
        mix, at = Mix(self._shelf.tones, FILE_RATE_HZ), 0
        for play, at_ns in self._noted:
            start = max(at, round(seconds(at_ns) * FILE_RATE_HZ))
            self._render(file, mix, at, start)
            mix, at = mix.after(start).take(play, start, word_pcm=self._shelf.word), start
        self._render(file, mix, at, mix.end + round(TAIL_S * FILE_RATE_HZ))

    def _render(self, file: wave.Wave_write, mix: Mix, start: int, end: int) -> None:
        piece = round(_PIECE_S * FILE_RATE_HZ)
        for at in range(start, end, piece):
            part = self._gain * mix.read(at, min(piece, end - at))
            file.writeframes(np.round(32767 * part).astype("<i2").tobytes())
