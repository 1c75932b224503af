"""The tare: the force of an unloaded sensor, taken by us and only while it is still."""

from collections import deque

from tpdevice.core import rules
from tpdevice.core.units import mn, ns
from tpdevice.session.events import NoZero, ZeroRefused, ZeroTaken

_STILL_NS = ns(rules.STILL_S)
_STILL_MN = mn(rules.STILL_N)
_FIRST_MN = mn(rules.FIRST_ZERO_N)
_NEAR_MN = mn(rules.NEAR_ZERO_N)
_FARTHEST_MN = mn(rules.FARTHEST_ZERO_N)


class Zero:
    """The zero in use, and the last second that a new one would be taken from."""

    def __init__(self, last_mn: int | None, *, gap_ns: int) -> None:
        self._last_mn = last_mn
        self._gap_ns = gap_ns
        self._recent: deque[tuple[list[int], list[int]]] = deque()
        """Time and force of the newest packets, ns and mN."""
        self.zero_mn = 0 if last_mn is None else last_mn

    def forget(self) -> None:
        """Drop what was seen so far; the zero itself is kept for comparison."""
        self._recent.clear()

    def saw(self, t_ns: list[int], untared_mn: list[int]) -> None:
        """Take note of samples before tare, oldest first."""
        recent = self._recent
        recent.append((t_ns, untared_mn))
        since_ns = t_ns[-1] - _STILL_NS
        while len(recent) > 1 and recent[1][0][0] <= since_ns:
            recent.popleft()

    def _since_gap(self) -> list[tuple[int, int]]:
        """Return the newest second of samples; what lies before a gap says nothing of it."""
        recent = [sample for packet in self._recent for sample in zip(*packet, strict=True)]
        while len(recent) > 1 and recent[1][0] <= recent[-1][0] - _STILL_NS:
            del recent[0]
        for at in range(len(recent) - 1, 0, -1):
            if recent[at][0] - recent[at - 1][0] > self._gap_ns:
                return recent[at:]
        return recent

    def take(self, at_ns: int, *, confirmed: bool) -> ZeroTaken | ZeroRefused:
        """Take the zero, or say why not."""
        recent = self._since_gap()
        if not recent or recent[-1][0] - recent[0][0] < _STILL_NS:
            return ZeroRefused(at_ns, NoZero.TOO_SOON)
        if at_ns - recent[-1][0] > self._gap_ns:
            return ZeroRefused(at_ns, NoZero.TOO_SOON)
        forces = [force for _, force in recent]
        if max(forces) - min(forces) > _STILL_MN:
            return ZeroRefused(at_ns, NoZero.MOVING)
        mean_mn = round(sum(forces) / len(forces))
        if abs(mean_mn) > _FARTHEST_MN:
            return ZeroRefused(at_ns, NoZero.BEYOND)
        if not confirmed and self._far(mean_mn):
            return ZeroRefused(at_ns, NoZero.FAR)
        self.zero_mn = self._last_mn = mean_mn
        return ZeroTaken(at_ns, mean_mn)

    def _far(self, mean_mn: int) -> bool:
        if self._last_mn is None:
            return abs(mean_mn) > _FIRST_MN
        return abs(mean_mn - self._last_mn) > _NEAR_MN
