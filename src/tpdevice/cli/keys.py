"""Single keys from a terminal, without Enter; Ctrl-C stays a signal."""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

ESCAPE: Final = "\x1b"
FOLLOWS_S: Final = 0.05
"""How soon the rest of an arrow key follows its first byte. Chosen, for a slow remote line."""
_CHUNK: Final = 64


def keys_in(text: str, *, named: str = "") -> list[str]:
    """Return the keys in what was read at once.

    Arrows, pages and the like are left out, or are all called `named`. An Escape that does not
    begin such a sequence is a key, whatever comes after it.
    """
    keys: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == ESCAPE and text[at + 1 : at + 2] in ("[", "O"):
            at = _after_sequence(text, at)
            if named:
                keys.append(named)
        else:
            keys.append(text[at])
            at += 1
    return keys


def _after_sequence(text: str, start: int) -> int:
    """Return where the sequence that begins at `start` ends.

    Source: ECMA-48 5.4, parameters and intermediates up to 0x3f, then one final character.
    """
    at = start + 2
    while text[start + 1] == "[" and at < len(text) and " " <= text[at] <= "?":
        at += 1
    return at + 1


def read_keys(
    descriptor: int, on_key: Callable[[str], None], *, named: str = ""
) -> Callable[[], None]:
    """Call `on_key` on a thread for each key; return what ends that and restores the terminal.

    Keys that send more than one character count only where they are `named`.
    """
    if sys.platform == "win32":
        return _read_keys_on_windows(on_key, named=named)
    import select
    import termios
    import tty

    def ready(*among: int, timeout_s: float | None = None) -> bool:
        return descriptor in select.select(among, (), (), timeout_s)[0]

    def read() -> None:
        while ready(descriptor, wakes):
            try:
                data = os.read(descriptor, _CHUNK)
                if data == ESCAPE.encode() and ready(descriptor, timeout_s=FOLLOWS_S):
                    data += os.read(descriptor, _CHUNK)
            except OSError:  # the terminal hung up
                return
            if not data:
                return
            for key in keys_in(data.decode("utf-8", "replace"), named=named):
                on_key(key)

    def give_back() -> None:
        # The thread must be gone: it would take away what is typed to the next question.
        os.write(waker, b"x")
        thread.join()
        os.close(wakes)
        os.close(waker)
        with suppress(termios.error):  # the terminal hung up
            termios.tcsetattr(descriptor, termios.TCSANOW, before)

    before = termios.tcgetattr(descriptor)
    wakes, waker = os.pipe()
    tty.setcbreak(descriptor)
    thread = threading.Thread(target=read, name="keys", daemon=True)
    thread.start()
    return give_back


def _read_keys_on_windows(on_key: Callable[[str], None], *, named: str = "") -> Callable[[], None]:
    if sys.platform != "win32":
        raise NotImplementedError
    import msvcrt
    import time

    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            if not msvcrt.kbhit():
                time.sleep(FOLLOWS_S)
                continue
            key = msvcrt.getwch()
            if key in "\x00\xe0":  # an arrow or a function key: its second half follows
                msvcrt.getwch()
                key = named
            if key:
                on_key(key)

    thread = threading.Thread(target=read, name="keys", daemon=True)
    thread.start()

    def give_back() -> None:
        over.set()
        thread.join()

    return give_back
