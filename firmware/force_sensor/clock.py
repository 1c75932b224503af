"""The protocol's clock: 32 bits of microseconds, kept in two halves."""

TICKS = 0x3FFFFFFF
"""The board's own counters of ticks begin anew after this."""


def elapsed(now: int, then: int) -> int:
    """Return the ticks from `then` to `now`, over the counter's wrap."""
    return (now - then) & TICKS


class Clock:
    """Microseconds since the board woke, mod 2**32; `high` and `low` are 16 bits each."""

    def __init__(self, ticks_us: int) -> None:
        self.high = 0
        self.low = 0
        self._ticks_us = ticks_us

    def at(self, ticks_us: int) -> None:
        """Move on to `ticks_us`, or by one microsecond if that isn't later."""
        passed = elapsed(ticks_us, self._ticks_us)
        if passed == 0 or passed > TICKS >> 1:
            passed = 1
        else:
            self._ticks_us = ticks_us
        low = self.low + passed
        self.low = low & 0xFFFF
        self.high = (self.high + (low >> 16)) & 0xFFFF
