"""Plain mode: one cue a line on stdout, answers from keys or from lines of stdin."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import sleep
from typing import Final

from tpdevice.cli.keys import read_keys
from tpdevice.cli.output import say, talk
from tpdevice.core.action import Action
from tpdevice.core.cue import Told
from tpdevice.core.text import harmless
from tpdevice.core.units import seconds
from tpdevice.runtime.content import questions
from tpdevice.session.answering import By, worded

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
    "r": Action.AGAIN,
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
    "c comfort mark · y/n · r repeats"
)
LONGEST_LINE: Final = 4_096
"""Bytes; who sends a line without an end is understood no later than this. Chosen."""
BETWEEN_LINES_S: Final = 0.01
"""After each line, so that input without an end fills neither memory nor log. Chosen."""
TOLD_AT_MOST: Final = 3
"""Lines in a row that are said not to be understood. Chosen."""
LONGEST_NUMBER: Final = 4
"""Digits, leading noughts among them. Chosen; a number of a thousand digits is no rating."""
LINE_HELP: Final = (
    "lines: empty pauses · q stops · a number rates · s sharp · l let go · t tender · "
    "c comfort mark · y/n · r repeats"
)


BY_THE_BALL: Final = frozenset({"question_ball", "zero_far_ball"})
"""Cues that say themselves how a question is answered."""


class PlainCues:
    """Prints cues, with the items of a question below it."""

    def __init__(
        self,
        *,
        simulated: bool,
        on_unheard: Callable[[OSError], None] | None = None,
        by: Callable[[], By] = lambda: By.KEYS,
    ) -> None:
        """Take what is called, once, when stdout takes no more; without it that is an error.

        `by` tells how the person answers now.
        """
        self._by = by
        self._mark = "  [SIMULATED]" if simulated else ""
        self._on_unheard = on_unheard
        self._heard = True

    def show(self, told: Told) -> None:
        """Print one cue."""
        if not self._heard:
            return
        try:
            for line in self._lines(told):
                say(line)
        except OSError as error:
            self._heard = False
            if self._on_unheard is None:
                raise
            self._on_unheard(error)

    def _lines(self, told: Told) -> list[str]:
        by = self._by()
        told = worded(told, by)
        minutes, rest = divmod(int(seconds(told.at_ns)), 60)
        question = questions().get(told.question_id) if told.question_id else None
        how = "y/n" if by is By.KEYS and told.cue.key not in BY_THE_BALL else told.text
        text = told.text if question is None else f"{question.title} {how}"
        items = (*told.items, *(() if question is None else question.items))
        return [
            f"{minutes}:{rest:02d}  {told.cue.word}: {harmless(text)}{self._mark}",
            *[f"        - {harmless(item)}" for item in items],
        ]


def meaning(line: str) -> tuple[Action, int] | None:
    """Return what a line of stdin means, or None."""
    word = line.strip().lower()
    if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER and int(word) <= 10:
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
        talk(HELP)
        return read_keys(sys.stdin.fileno(), lambda key: _pressed(key_meaning(key), press))
    return read_lines(_Lines(press).take)


def read_lines(take: Callable[[str], None]) -> Callable[[], None]:
    """Take each line of stdin on a thread of its own; return what does nothing."""
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError):  # a stand-in without a descriptor
        return lambda: None
    threading.Thread(target=_read_lines, args=(descriptor, take), name="stdin", daemon=True).start()
    return lambda: None


def _pressed(understood: tuple[Action, int] | None, press: Press) -> None:
    if understood is not None:
        press(*understood)


class _Lines:
    """Presses what lines mean, and says so where one means nothing."""

    def __init__(self, press: Press) -> None:
        self._press, self._in_a_row = press, 0

    def take(self, line: str) -> None:
        """Take one line."""
        understood = meaning(line)
        self._in_a_row = 0 if understood else self._in_a_row + 1
        if 0 < self._in_a_row <= TOLD_AT_MOST:
            talk(f"not understood: {harmless(line)[:20]!r}. {LINE_HELP}")
        if self._in_a_row == TOLD_AT_MOST:
            talk("More like that is passed over, until a line is understood.")
        _pressed(understood, self._press)


def _read_lines(descriptor: int, take: Callable[[str], None]) -> None:
    with suppress(OSError):  # a terminal that hung up; a stream that was closed
        for line in _lines(descriptor):
            take(line)
            sleep(BETWEEN_LINES_S)


def _lines(descriptor: int) -> Iterator[str]:
    # From the descriptor: a thread that waits in `sys.stdin` holds a lock that Python wants
    # at its end, and then aborts.
    rest = b""
    while data := os.read(descriptor, LONGEST_LINE):
        *whole, rest = (rest + data).split(b"\n")
        if len(rest) > LONGEST_LINE:
            whole, rest = [*whole, rest], b""
        yield from [line.decode("utf-8", "replace") for line in whole]
    if rest:
        yield rest.decode("utf-8", "replace")
