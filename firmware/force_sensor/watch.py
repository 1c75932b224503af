"""Whether the converter still speaks, and whether it only ever says the same end."""

from force_sensor.clock import elapsed
from force_sensor.trouble import SILENT, STUCK_AT_THE_END, Troubles

STALE_MS = 500
SILENT_MS = 1000
STUCK_MS = 2000


class Watch:
    """Told of each sample, and asked many times a second."""

    def __init__(self, ticks_ms: int) -> None:
        self._seen = False
        self._inside = False
        self._last_ms = ticks_ms
        self._first_ms: int | None = None
        self.stale = True
        """Whether there is no sample of the last half second."""

    def seen(self, ended: int) -> None:
        """Take note of a sample, and of whether it was at the end of the range."""
        self._seen = True
        if not ended:
            self._inside = True

    def look(self, ticks_ms: int, troubles: Troubles) -> None:
        """Set or clear the troubles of the converter."""
        if self._seen:
            self._seen = False
            self._last_ms = ticks_ms
            if self._first_ms is None:
                self._first_ms = ticks_ms
        since_ms = elapsed(ticks_ms, self._last_ms)
        self.stale = since_ms > STALE_MS
        troubles.set(SILENT, since_ms > SILENT_MS)
        troubles.set(STUCK_AT_THE_END, self._stuck(ticks_ms))

    def _stuck(self, ticks_ms: int) -> bool:
        if self._inside or self._first_ms is None:
            return False
        return elapsed(ticks_ms, self._first_ms) > STUCK_MS
