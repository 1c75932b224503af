"""A sound device that nobody hears: it asks for a block each 10 ms, as PortAudio does.

As a process (`python -m benchmarks.hearing.fakedevice VOLUME FILE`) it is the real one but for the
device: it takes lines on stdin, and notes in a file when each sound began.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tpdevice.runtime.sound import playing
from tpdevice.runtime.sound.device import Opened
from tpdevice.runtime.sound.shelf import Shelf
from tpdevice.runtime.sound.speaker import BLOCK_S, Speaker

RATE_HZ = 48_000
QUIET_BLOCKS = 2
"""Silent blocks after which a sound begins anew."""


class FakeDevice:
    """Calls for blocks on a thread of its own, in time, and tells when each sound begins."""

    def __init__(self, speaker: Speaker, on_onset: Callable[[int], object]) -> None:
        self._speaker = speaker
        self._on_onset = on_onset
        self._over = threading.Event()
        self.late_ms: list[float] = []
        """By how much each block was asked for too late: the machine's doing, not the program's."""
        self._thread = threading.Thread(target=self._main, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ask for no more."""
        self._over.set()
        self._thread.join()

    def _main(self) -> None:
        block = np.zeros((round(BLOCK_S * RATE_HZ), 2), np.float32)
        due_s, quiet = time.monotonic(), QUIET_BLOCKS
        while not self._over.is_set():
            due_s = max(due_s + BLOCK_S, time.monotonic() - BLOCK_S)
            time.sleep(max(0.0, due_s - time.monotonic()))
            self.late_ms.append(1e3 * (time.monotonic() - due_s))
            self._speaker.fill(block)
            now_ns = time.monotonic_ns()
            sounding = np.flatnonzero(block[:, 0])
            if len(sounding) and quiet >= QUIET_BLOCKS:
                self._on_onset(now_ns + round(1e9 * int(sounding[0]) / RATE_HZ))
            quiet = 0 if len(sounding) else quiet + 1


def main() -> None:
    """Be the process that plays, with this device."""
    path = Path(sys.argv[2])

    def opened(*, volume: float, on_gone: Callable[[], None]) -> Opened:  # noqa: ARG001
        speaker = Speaker(Shelf(RATE_HZ), volume=volume)
        file = path.open("a", buffering=1)
        device = FakeDevice(speaker, lambda at_ns: file.write(f"{at_ns}\n"))
        return Opened("a device that nobody hears", RATE_HZ, 0.0, speaker, device.close)

    playing.main(opened)


if __name__ == "__main__":
    main()
