"""How fast to draw: never faster than the terminal takes it."""

from typing import Final

FRAMES_PER_S: Final = 30
_WAITING: Final = 2
"""Writes that may wait before frames are left out. Textual blocks everything at 30. Chosen."""


def waiting_writes(driver: object) -> int:
    """Return how many writes the terminal has not taken yet; 0 where nobody can say.

    Textual's writer has no public measure of it; a test watches that this one is still there.
    """
    writer = getattr(driver, "_writer_thread", None)
    queue = getattr(writer, "_queue", None)
    return 0 if queue is None else int(queue.qsize())


def may_draw(driver: object) -> bool:
    """Return whether the terminal is ready for another frame."""
    return waiting_writes(driver) < _WAITING
