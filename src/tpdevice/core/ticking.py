"""A device's clock that is sent as a number: unwrapped, and begun anew where it goes back."""

from typing import Final

_WRAPS: Final = 1 << 32
"""Of the counters that a sketch has, in milliseconds and in microseconds."""
_MOST_US: Final = 1 << 53
"""What a float still tells to the microsecond: 285 years."""
_US: Final = {"us": 1, "ms": 1_000, "s": 1_000_000}


class Ticking:
    """One clock, in µs; `epoch` counts up whenever it began anew."""

    def __init__(self, unit: str) -> None:
        self._us = _US[unit]
        self._wrap_us = 0 if unit == "s" else _WRAPS * self._us
        self._last_us: int | None = None
        self._base_us = 0
        self.epoch = 0

    def begin(self) -> None:
        """Begin anew: another connection, or another start of the stream."""
        self._last_us, self._base_us = None, 0
        self.epoch += 1

    def us(self, value: float) -> int | None:
        """Return the time of a value, unwrapped; None if it is no time."""
        now_us = value * self._us
        if not 0 <= now_us < _MOST_US:  # NaN is in no range
            return None
        now_us = round(now_us)
        last_us = self._last_us
        if last_us is not None and now_us < last_us:
            if last_us < self._wrap_us and last_us - now_us > self._wrap_us // 2:
                self._base_us += self._wrap_us
            else:
                self._base_us = 0
                self.epoch += 1
        self._last_us = now_us
        return self._base_us + now_us
