"""From a cue to its sound: how long until the first sample that is not silent is handed over.

Run: python3 dev.py bench sound [--json] [--times N]

No sound device takes part. A stand-in asks for blocks of 10 ms in time, as PortAudio does, so what
a real device buffers comes on top: `tpdevice sound-test` says how much that is for yours.
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Board, Figure, options, percentiles
from benchmarks.hearing.fakedevice import RATE_HZ, FakeDevice
from tpdevice.core.cue import Told
from tpdevice.runtime.live import prompt
from tpdevice.runtime.sound.play import Play
from tpdevice.runtime.sound.player import Player
from tpdevice.runtime.sound.shelf import Shelf
from tpdevice.runtime.sound.sinks import Sounds
from tpdevice.runtime.sound.speaker import BLOCK_S, Speaker
from tpdevice.session.cues import CUES
from tpdevice.session.phases import Phase

GOAL_MS = 50.0
BUFFER_MS = 2e3 * BLOCK_S
"""Assumed of a device that is asked for its low latency: two blocks. Not measured."""
APART_S = 0.7
"""Between two cues, so that each begins after silence; the tone lasts 0.42 s."""


class InProcess:
    """An output that hands over to the speaker itself."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def put(self, play: Play, at_ns: int) -> None:
        """Hand over."""
        self._speaker.put(play)


def show_some(sounds: Sounds, times: int) -> tuple[list[int], list[float]]:
    """Tell a cue now and then; return when each was told, and how long that took, µs."""
    rng, told_ns, took_us = random.Random(1), [], []
    for _ in range(times):
        time.sleep(APART_S + rng.uniform(0, 0.05))
        told = Told(0, CUES["more"], Phase.HOLD, "bench")
        told_ns.append(time.monotonic_ns())
        sounds.show(told)
        took_us.append((time.monotonic_ns() - told_ns[-1]) / 1e3)
    time.sleep(APART_S)
    return told_ns, took_us


def delays_ms(told_ns: list[int], began_ns: list[int]) -> list[float]:
    """Return how long each cue took to be heard; infinite for one that never was."""
    return [min((b - t for b in began_ns if b >= t), default=10**15) / 1e6 for t in told_ns]


def in_process(times: int) -> list[Figure]:
    """Measure from a sink to the buffer of the same process."""
    began_ns: list[int] = []
    speaker = Speaker(Shelf(RATE_HZ), volume=0.6)
    device = FakeDevice(speaker, began_ns.append)
    told_ns, _ = show_some(Sounds([InProcess(speaker)]), times)
    device.close()
    late = percentiles("the stand-in itself came late by", device.late_ms, "ms")
    return late + percentiles("cue to block, in one process", delays_ms(told_ns, began_ns), "ms")


def to_the_process(
    times: int, *, what: str, beside: Callable[[threading.Event], None]
) -> list[Figure]:
    """Measure from a sink to the buffer of the process that plays, with something going on here."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "onsets"
        ready = threading.Event()
        command = [sys.executable, "-m", "benchmarks.hearing.fakedevice", "0.6", str(path)]
        player = Player(command, on_begun=lambda _: ready.set())
        player.start()
        if not ready.wait(30.0):
            sys.exit("the process that plays did not begin")
        over = threading.Event()
        worker = threading.Thread(target=beside, args=(over,))
        worker.start()
        with prompt():
            told_ns, took_us = show_some(Sounds([player]), times)
        over.set()
        worker.join()
        player.close()
        began_ns = [int(line) for line in path.read_text().split()]
    figures = percentiles(f"show() itself, {what}", took_us, "us")
    delays = delays_ms(told_ns, began_ns)
    figures += percentiles(f"cue to block, {what}", delays, "ms")
    whole = [delay + BUFFER_MS for delay in delays]
    goal = f"<= {GOAL_MS:g}"
    return figures + percentiles(
        f"with a buffer of {BUFFER_MS:g} ms, {what}", whole, "ms", goal=goal
    )


def nothing(over: threading.Event) -> None:
    """Wait."""
    over.wait()


def drawing(over: threading.Event) -> None:
    """Compute for 8 ms of each 33, as a screen does that draws."""
    while not over.wait(0.025):
        until_s = time.monotonic() + 0.008
        while time.monotonic() < until_s:
            sum(range(500))


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--times", type=int, default=60, help="cues of each kind")
    asked = parser.parse_args()
    board = Board(as_json=asked.json)
    board.add(in_process(asked.times))
    board.add(to_the_process(asked.times, what="idle", beside=nothing))
    board.add(to_the_process(asked.times, what="beside a screen", beside=drawing))
    board.close()


if __name__ == "__main__":
    main()
