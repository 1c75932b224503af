"""The tare: the force of an unloaded sensor, taken by us and only while it is still."""

from collections import deque

from tpdevice.core import rules
from tpdevice.core.units import mn, ns
from tpdevice.session.events import NoZero, ZeroRefused, ZeroTaken

_STILL_NS = ns(rules.STILL_S)
_STILL_MN = mn(rules.STILL_N)
_FIRST_MN = mn(rules.FIRST_ZERO_N)
_NEAR_MN = mn(rules.NEAR_ZERO_N)


class Zero:
    """The zero in use, and the last second that a new one would be taken from."""

    def __init__(self, last_mn: int | None) -> None:
        self._last_mn = last_mn
        self._recent: deque[tuple[int, int]] = deque()
        self.zero_mn = 0 if last_mn is None else last_mn

    def forget(self) -> None:
        """Drop what was seen before a new connection; the zero itself is kept for comparison."""
        self._recent.clear()

    def saw(self, t_ns: int, untared_mn: int) -> None:
        """Take note of one sample before tare."""
        self._recent.append((t_ns, untared_mn))
        while self._recent[1][0] <= t_ns - _STILL_NS if len(self._recent) > 1 else False:
            self._recent.popleft()

    def take(self, at_ns: int, *, confirmed: bool) -> ZeroTaken | ZeroRefused:
        """Take the zero, or say why not."""
        recent = self._recent
        if (
            not recent
            or recent[-1][0] - recent[0][0] < _STILL_NS
            or (at_ns - recent[-1][0] > _STILL_NS)
        ):
            return ZeroRefused(at_ns, NoZero.TOO_SOON)
        forces = [force for _, force in recent]
        if max(forces) - min(forces) > _STILL_MN:
            return ZeroRefused(at_ns, NoZero.MOVING)
        mean_mn = round(sum(forces) / len(forces))
        if not confirmed and self._far(mean_mn):
            return ZeroRefused(at_ns, NoZero.FAR)
        self.zero_mn = self._last_mn = mean_mn
        return ZeroTaken(at_ns, mean_mn)

    def _far(self, mean_mn: int) -> bool:
        if self._last_mn is None:
            return abs(mean_mn) > _FIRST_MN
        return abs(mean_mn - self._last_mn) > _NEAR_MN
