"""Lines that somebody types, or that come through a pipe, one at a time and never one too many."""

import os
import sys
from contextlib import suppress
from typing import Final

_LONGEST: Final = 4_096
"""Bytes; who sends a line without an end is understood no later than this. Chosen."""


def from_terminal() -> bool:
    """Return whether somebody types."""
    return sys.stdin is not None and sys.stdin.isatty()


def next_line() -> str | None:
    """Return the next line, or None where no more come."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    if from_terminal():
        line = sys.stdin.readline()
        return line if line else None
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError):  # a stand-in without a descriptor
        return sys.stdin.readline() or None
    return _piped(descriptor)


def _piped(descriptor: int) -> str | None:
    # Byte by byte: what follows a session's number is for the session, and a buffer would keep it.
    data = bytearray()
    with suppress(OSError):
        while len(data) < _LONGEST and (byte := os.read(descriptor, 1)):
            if byte == b"\n":
                return data.decode("utf-8", "replace")
            data += byte
    return data.decode("utf-8", "replace") if data else None


def forget_typed() -> None:
    """Forget what was typed while nobody asked, such as keys that were to stop a session."""
    if sys.platform == "win32" or not from_terminal():
        return
    import termios

    with suppress(OSError, ValueError, termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
