"""A terminal that is gone. Only whoever it controls is sent a signal; the others have to look."""

import os
import select
import signal
import sys

_GONE = sum(getattr(select, name, 0) for name in ("POLLHUP", "POLLERR", "POLLNVAL"))


class HangUp:
    """Sends the signal that the terminal would have sent, once."""

    def __init__(self) -> None:
        self._poll = None
        stdin = sys.__stdin__
        # Windows has neither; a pipe ends without anybody having gone.
        if hasattr(select, "poll") and stdin is not None and _is_terminal(stdin.fileno()):
            self._poll = select.poll()
            self._poll.register(stdin.fileno(), 0)

    def look(self) -> None:
        """Look whether the terminal is gone, and say so as the system does."""
        if self._poll is not None and any(found & _GONE for _, found in self._poll.poll(0)):
            self._poll = None
            signal.raise_signal(signal.SIGHUP)


def _is_terminal(number: int) -> bool:
    try:
        return os.isatty(number)
    except OSError:
        return False
