"""How far long work has come, in one line on stderr; only where somebody can see it."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, TypeVar

import click

_EACH_S: Final = 0.1
"""Between two writings of the line. Chosen."""
_FIRST_S: Final = 1.0
"""Before time left is told. Chosen: earlier it jumps about."""

_Item = TypeVar("_Item")


def with_progress(items: Iterable[_Item], *, total: int, what: str) -> Iterator[_Item]:
    """Yield items, and tell on a terminal how many of `total` are done and how long it takes."""
    if not _drawn():
        yield from items
        return
    began_s = time.monotonic()
    next_s = began_s
    try:
        for done, item in enumerate(items, start=1):
            yield item
            now_s = time.monotonic()
            if now_s >= next_s:
                next_s = now_s + _EACH_S
                _write(line(done, total, what=what, took_s=now_s - began_s))
    finally:
        _write("")


class Meter:
    """One line on stderr that says how far something has come; nothing where nobody sees it."""

    def __init__(self, *, plain: bool = False) -> None:
        """Take whether only whole lines are wanted: then it says nothing."""
        self._seen = not plain and _drawn()
        self._shown = ""

    def show(self, text: str) -> None:
        """Write the line anew, unless it says the same."""
        if self._seen and text != self._shown:
            self._shown = text
            _write(text)

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        if self._shown:
            self._shown = ""
            _write("")


def line(done: int, total: int, *, what: str, took_s: float) -> str:
    """Return the line after so many."""
    text = f"{done} of {total} {what}"
    if took_s < _FIRST_S or not done:
        return text
    left_s = round(took_s / done * (total - done))
    return f"{text}, {f'{left_s // 60} min' if left_s >= 120 else f'{left_s} s'} left"


def _drawn() -> bool:
    """Return whether a line that is written over and over can be seen."""
    there = sys.stderr is not None and sys.stderr.isatty()
    return there and os.environ.get("TERM") != "dumb"


def _write(text: str) -> None:
    with suppress(OSError):
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)
