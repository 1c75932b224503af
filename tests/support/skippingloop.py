"""An event loop on which waiting takes no time, so that limits of many seconds can be tried."""

import asyncio
import selectors
from collections.abc import Coroutine


class _Skipping(selectors.DefaultSelector):
    """Moves time on to the next timer where others sleep until then."""

    now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everybody waits, and nothing will ever come"
            self.now_s += timeout
        return ready


class SkippingLoop(asyncio.SelectorEventLoop):
    """Its time stands while there is something to do, and leaps when there is not."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.now_s


def run_skipping(work: Coroutine[None, None, None]) -> None:
    """Run to the end, in no time; a wait that nothing ends is a failure."""
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        runner.run(work)
