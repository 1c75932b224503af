"""The process that owns the sound device: `python -m tpdevice.runtime.sound.playing`.

Sound libraries write warnings over the screen, change the thread they load on, and now and then
hang. Here they can do none of it to a session. Lines of JSON come in on stdin, each a `Play`; its
end is the end. The first line that goes out says which device plays, or why none does.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import msgspec

from tpdevice.core.errors import NoSound
from tpdevice.runtime.sound.device import Opened, open_device
from tpdevice.runtime.sound.play import Play

DRAIN_S: Final = 30.0
"""At the end, what sounds is heard on for so long at most. Chosen: advice, and what came of it."""
_LOOK_S: Final = 0.02


class Open(Protocol):
    """What opens a device."""

    def __call__(self, *, volume: float, on_gone: Callable[[], None]) -> Opened:
        """Open it."""


class Began(msgspec.Struct, frozen=True):
    """The first line that goes out."""

    device: str = ""
    latency_s: float = 0.0
    error: str = ""
    hint: str = ""


def main(open_: Open = open_device) -> None:
    """Play until stdin ends."""
    try:
        opened = open_(volume=float(sys.argv[1]), on_gone=_leave)
    except NoSound as error:
        _say(Began(error=str(error), hint=error.hint))
        return
    _say(Began(opened.name, opened.latency_s))
    for play in _plays():
        opened.speaker.put(play)
    _drain(opened)
    os._exit(0)


def _say(began: Began) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(began) + b"\n")
    sys.stdout.buffer.flush()


def _plays() -> Iterator[Play]:
    decoder = msgspec.json.Decoder(Play)
    for line in sys.stdin.buffer:
        yield decoder.decode(line)


def _drain(opened: Opened) -> None:
    waiting = threading.Event()
    for _ in range(round(DRAIN_S / _LOOK_S)):
        if opened.speaker.silent:
            break
        waiting.wait(_LOOK_S)
    # What was handed over is not yet heard.
    waiting.wait(opened.latency_s)


def _leave() -> None:
    """End at once: the device is gone, and whoever started this begins anew with another."""
    os._exit(1)


if __name__ == "__main__":
    main()
