"""Keys of a developer at the terminal of `tpsim serve`: one key, one fault."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

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


def of_buttons(buttons: Iterable[str]) -> dict[str, str]:
    """Return the key of each button on a device: its first letter, a capital."""
    return {button[0].upper(): button for button in buttons}


def listing(buttons: Mapping[str, str]) -> str:
    """Return the keys with what they do, a line each; those of a device's buttons are given."""
    lines = [f"  {key}  {fault}: {ABOUT[fault].text}" for key, fault in KEYS.items()]
    lines += [f"  {key}  press {button} on the device" for key, button in buttons.items()]
    return "\n".join(["keys:", *lines, "  ?  this list", f"  {QUIT}  end"])


async def follow(
    tell: Callable[[Mapping[str, Any]], None],
    say: Callable[[str], None],
    *,
    buttons: Iterable[str] = (),
) -> None:
    """Let keys bring faults and press what is on the device, until the one that ends.

    They are told as messages of the control port.

    Not on Windows, where a terminal cannot be waited for like this; there is the control port.
    """
    descriptor = sys.stdin.fileno()
    on_it = of_buttons(buttons)
    loop, pressed = asyncio.get_running_loop(), asyncio.Queue[str]()

    def read() -> None:
        data = os.read(descriptor, 64)
        for key in data.decode("ascii", "replace") or QUIT:
            pressed.put_nowait(key)

    with _one_by_one(descriptor):
        loop.add_reader(descriptor, read)
        try:
            say("Press ? for what can go wrong, q to end.")
            while (key := await pressed.get()).lower() != QUIT:
                fault = KEYS.get(key.lower())
                if key in on_it:
                    tell({"t": "press", "button": on_it[key]})
                    say(f"{on_it[key]}: pressed")
                elif fault is not None:
                    tell({"t": "fault", "fault": fault})
                    say(f"{fault}: {ABOUT[fault].text}")
                else:
                    say(listing(on_it))
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
