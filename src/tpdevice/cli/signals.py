"""Being told to end, by Ctrl-C or by another program, without losing what was measured."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from tpdevice.cli.output import talk

_SIGNALS: Final = tuple(n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n))
PATIENCE: Final = 2
"""How often one may ask for the end before it is taken without what is being stored. Chosen."""


def exit_code_of(name: str) -> int:
    """Return what a program exits with that a signal of this name ended; 1 for any other name."""
    return 128 + signal.Signals[name] if name in _SIGNALS else 1


@contextmanager
def told_to_quit(
    quit_: Callable[[str], None], also: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """Turn signals into the end of the session, so that everything measured is stored."""
    told: list[str] = []

    def on_signal(number: int, _: FrameType | None) -> None:
        told.append(signal.Signals(number).name)
        if len(told) > PATIENCE:
            raise SystemExit(exit_code_of(told[0]))
        quit_(told[0])
        also()
        if len(told) == PATIENCE:
            talk("Still storing; once more leaves at once, with what is stored by then.")

    before = {name: signal.signal(getattr(signal, name), on_signal) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
