"""Host monotonic time, read here and nowhere else."""

import asyncio
import time
from typing import Final

from tpdevice.core.units import ns

STEP_NS: Final = 10_000
"""Of when something came. Chosen: a system is late by far more, and what is finer is chance that no
packing makes smaller; it was a third of a log of packets with one sample each."""


class HostClock:
    """Nanoseconds since the session began, in steps of `STEP_NS`."""

    def __init__(self) -> None:
        self._origin_ns = time.monotonic_ns()

    def now_ns(self) -> int:
        """Return the time since the session began, ns."""
        since_ns = time.monotonic_ns() - self._origin_ns
        return since_ns - since_ns % STEP_NS


class LoopClock:
    """The same time as the event loop has it, which a test may let pass at once."""

    def now_ns(self) -> int:
        """Return the running loop's time, ns."""
        return ns(asyncio.get_running_loop().time())
