"""Plain mode: one cue a line on stdout, answers from keys or from lines of stdin."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Final

import click

from tpdevice.core.cue import Told
from tpdevice.core.tape import Action
from tpdevice.core.units import seconds
from tpdevice.runtime.content import questions

Press = Callable[[Action, int], None]

WORDS: Final[dict[str, Action]] = {
    "": Action.PAUSE,
    "q": Action.STOP,
    "t": Action.TENDER,
    "c": Action.COMFORT,
    "l": Action.LET_GO,
    "s": Action.SHARP,
    "y": Action.YES,
    "n": Action.NO,
    "g": Action.NEXT,
}
"""A line of stdin, and what it means; a number rates."""

KEYS: Final[dict[str, Action]] = {
    **{word: action for word, action in WORDS.items() if word},
    " ": Action.PAUSE,
    "\x1b": Action.STOP,
    "\r": Action.NEXT,
    "\n": Action.NEXT,
}
"""One key on a terminal; digits rate, x rates 10."""

HELP: Final = (
    "keys: space pauses · q or Esc stops · 0-9 rate, x is 10 · s sharp · l let go · t tender · "
    "c comfortable most · y/n"
)
LINE_HELP: Final = (
    "lines: empty pauses · q stops · a number rates · s sharp · l let go · t tender · "
    "c comfortable most · y/n"
)


class PlainCues:
    """Prints cues, with the items of a question below it."""

    def __init__(self, *, simulated: bool) -> None:
        self._mark = "  [SIMULATED]" if simulated else ""

    def show(self, told: Told) -> None:
        """Print one cue."""
        minutes, rest = divmod(int(seconds(told.at_ns)), 60)
        text = told.text
        question = questions().get(told.question_id) if told.question_id else None
        if question is not None:
            text = f"{question.title} y/n"
        click.echo(f"{minutes}:{rest:02d}  {told.cue.word}: {text}{self._mark}")
        if question is not None:
            for item in question.items:
                click.echo(f"        - {item}")


def meaning(line: str) -> tuple[Action, int] | None:
    """Return what a line of stdin means, or None."""
    word = line.strip().lower()
    if word.isascii() and word.isdigit() and int(word) <= 10:
        return Action.RATE, int(word)
    action = WORDS.get(word)
    return None if action is None else (action, 0)


def key_meaning(key: str) -> tuple[Action, int] | None:
    """Return what one key on a terminal means, or None."""
    if key.isascii() and key.isdigit():
        return Action.RATE, int(key)
    if key.lower() == "x":
        return Action.RATE, 10
    action = KEYS.get(key.lower())
    return None if action is None else (action, 0)


def listen(press: Press) -> Callable[[], None]:
    """Read answers on a thread of its own; return what gives the terminal back.

    The end of input means no more answers, not an error.
    """
    if sys.stdin is None or sys.stdin.closed:
        return lambda: None
    if sys.stdin.isatty():
        click.echo(HELP, err=True)
        return _listen_to_keys(press)
    threading.Thread(target=_read_lines, args=(press,), name="stdin", daemon=True).start()
    return lambda: None


def _read_lines(press: Press) -> None:
    for line in sys.stdin:
        understood = meaning(line)
        if understood is None:
            click.echo(f"not understood: {line.strip()[:20]!r}. {LINE_HELP}", err=True)
        else:
            press(*understood)


def _listen_to_keys(press: Press) -> Callable[[], None]:
    restore = _single_keys()

    def read() -> None:
        while key := _read_key():
            understood = key_meaning(key)
            if understood is not None:
                press(*understood)

    threading.Thread(target=read, name="keys", daemon=True).start()
    return restore


def _single_keys() -> Callable[[], None]:
    """Let keys come one by one without Enter; Ctrl-C still is a signal."""
    if sys.platform == "win32":
        return lambda: None
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    return lambda: termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _read_key() -> str:
    """Return one key; an arrow or another key that sends several bytes means nothing here."""
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.getwch()
    return os.read(sys.stdin.fileno(), 32).decode("utf-8", "replace")
