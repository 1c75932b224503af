"""Host monotonic time, read here and nowhere else."""

import time


class HostClock:
    """Nanoseconds since the session began."""

    def __init__(self) -> None:
        self._origin_ns = time.monotonic_ns()

    def now_ns(self) -> int:
        """Return the time since the session began, ns."""
        return time.monotonic_ns() - self._origin_ns
