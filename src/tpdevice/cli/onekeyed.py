"""Plain mode by one key: any key of a terminal, or any line of a pipe, is the same press."""

import sys
from collections.abc import Callable
from typing import Final

from tpdevice.cli.keys import ESCAPE, read_keys
from tpdevice.cli.output import talk
from tpdevice.cli.plain import read_lines
from tpdevice.runtime.onehand import OneHand

HELP: Final = (
    "one key: any key answers, marks, pauses and goes on · three quick presses or Esc stop"
)
LINE_HELP: Final = (
    "one key: any line answers, marks, pauses and goes on · three quick lines or q stop"
)
ANOTHER: Final = "a key"
"""What arrows, pages and the like are called here: a clicker sends them."""


def listen(hand: OneHand) -> Callable[[], None]:
    """Take presses on a thread of its own; return what gives the terminal back."""

    def press(*, stops: bool) -> None:
        hand.stop() if stops else hand.press()

    if sys.stdin is None or sys.stdin.closed:
        return lambda: None
    if sys.stdin.isatty():
        talk(HELP)
        descriptor = sys.stdin.fileno()
        return read_keys(descriptor, lambda key: press(stops=key == ESCAPE), named=ANOTHER)
    talk(LINE_HELP)
    return read_lines(lambda line: press(stops=line.strip().lower() in ("q", ESCAPE)))
