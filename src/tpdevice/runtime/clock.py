"""Host monotonic time, read here and nowhere else."""

import asyncio
import time

from tpdevice.core.units import ns


class HostClock:
    """Nanoseconds since the session began."""

    def __init__(self) -> None:
        self._origin_ns = time.monotonic_ns()

    def now_ns(self) -> int:
        """Return the time since the session began, ns."""
        return time.monotonic_ns() - self._origin_ns


class LoopClock:
    """The same time as the event loop has it, which a test may let pass at once."""

    def now_ns(self) -> int:
        """Return the running loop's time, ns."""
        return ns(asyncio.get_running_loop().time())
