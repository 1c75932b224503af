"""Event loops and clocks that run several times as fast as the world, for sessions over a radio."""

import asyncio
import selectors
import time
from typing import Final

import pytest

TIMES: Final = 16
"""How many seconds go by in one. What two cores carry at 80 samples a second, two at a time."""


class _Hasty(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / TIMES)


class HastyLoop(asyncio.SelectorEventLoop):
    """Its time goes on faster; whoever waits on it waits less."""

    def __init__(self) -> None:
        super().__init__(_Hasty())

    def time(self) -> float:
        return super().time() * TIMES


class _HastyTime:
    """What the one module that reads the host's clock sees of it."""

    @staticmethod
    def monotonic_ns() -> int:
        return now_ns()


def now_ns() -> int:
    """Return the time that goes with these loops, ns."""
    return time.monotonic_ns() * TIMES


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every new event loop and every session's clock of this process run fast."""
    monkeypatch.setattr("asyncio.events.new_event_loop", HastyLoop)
    monkeypatch.setattr("asyncio.new_event_loop", HastyLoop)
    monkeypatch.setattr("tpdevice.runtime.clock.time", _HastyTime)
