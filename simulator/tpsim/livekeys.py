"""Keys of a developer at the terminal of `tpsim serve`: one key, one fault."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from tpsim.faults import ABOUT, Fault

KEYS: Final[dict[str, Fault]] = {
    "v": Fault.VANISH,
    "g": Fault.GOODBYE,
    "r": Fault.REFUSE,
    "h": Fault.HELD,
    "a": Fault.ADAPTER_OFF,
    "p": Fault.ADAPTER_GONE,
    "k": Fault.DAEMON,
    "b": Fault.FADE,
    "t": Fault.ATT_NOISE,
    "i": Fault.NEW_ADDRESS,
    "s": Fault.STALL,
    "d": Fault.DROP,
    "2": Fault.DUPLICATE,
    "l": Fault.LATE,
    "x": Fault.REORDER,
    "u": Fault.QUEUE,
    "n": Fault.NONSENSE,
    "o": Fault.ONLY_NONSENSE,
    "e": Fault.ALIEN,
    "c": Fault.WRAP,
    "w": Fault.LOW_BATTERY,
    "m": Fault.SATURATED,
    "z": Fault.TARE_JUMP,
    "f": Fault.DRIFT,
    "y": Fault.NOISE,
}
"""A key and what it brings."""
QUIT: Final = "q"


def listing() -> str:
    """Return the keys with what they do, a line each."""
    lines = [f"  {key}  {fault}: {ABOUT[fault].text}" for key, fault in KEYS.items()]
    return "\n".join(["keys:", *lines, "  ?  this list", f"  {QUIT}  end"])


async def follow(bring: Callable[[str], None], say: Callable[[str], None]) -> None:
    """Let keys bring faults, until the one that ends.

    Not on Windows, where a terminal cannot be waited for like this; there is the control port.
    """
    descriptor = sys.stdin.fileno()
    loop, pressed = asyncio.get_running_loop(), asyncio.Queue[str]()

    def read() -> None:
        data = os.read(descriptor, 64)
        for key in data.decode("ascii", "replace") or QUIT:
            pressed.put_nowait(key)

    with _one_by_one(descriptor):
        loop.add_reader(descriptor, read)
        try:
            say("Press ? for what can go wrong, q to end.")
            while (key := (await pressed.get()).lower()) != QUIT:
                if key in KEYS:
                    bring(KEYS[key])
                    say(f"{KEYS[key]}: {ABOUT[KEYS[key]].text}")
                else:
                    say(listing())
        finally:
            loop.remove_reader(descriptor)


def possible() -> bool:
    """Say whether there is a terminal whose keys can be waited for."""
    return sys.platform != "win32" and sys.stdin is not None and sys.stdin.isatty()


@contextmanager
def _one_by_one(descriptor: int) -> Iterator[None]:
    """Have keys at once and unseen; Ctrl-C stays what it is."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
