"""Whether force can be seen now: silence is an event."""

from tpdevice.core import rules
from tpdevice.core.driver import DriverSpec
from tpdevice.core.units import ns
from tpdevice.session import events as ev

_USUAL_S = {False: rules.SILENCE_S, True: rules.SILENCE_ADVERT_S}
"""By whether a sensor is only heard by its adverts."""


def silence_ns(spec: DriverSpec) -> int:
    """Return how long without a sample is no data, ns; longer for what is too slow to coach."""
    return longest_step_ns(spec.rate_hz, usual_s=_USUAL_S[spec.advert_only])


def longest_step_ns(rate_hz: float, *, usual_s: float = rules.SILENCE_S) -> int:
    """Return how far apart two samples may be that follow each other, ns."""
    if rate_hz < rules.SLOWEST_HZ:
        return ns(max(rules.SILENCE_ADVERT_S, rules.SILENCE_SAMPLES / rate_hz))
    return ns(usual_s)


class Visibility:
    """Says when force is seen again, and when no more; nothing in between."""

    def __init__(self, gap_ns: int) -> None:
        self._gap_ns = gap_ns
        self._bad_ns = ns(rules.BAD_FRAMES_S)
        self._good_at_ns = 0
        self._bad_since_ns: int | None = None
        self._unseen = True

    def good(self, at_ns: int) -> list[ev.Event]:
        """Take a value that is a force."""
        self._good_at_ns = at_ns
        self._bad_since_ns = None
        if not self._unseen:
            return []
        self._unseen = False
        return [ev.Visible(at_ns)]

    def bad(self, at_ns: int, why: ev.Why = ev.Why.BAD_FRAMES) -> list[ev.Event]:
        """Take a frame that holds none; only after a while of nothing else is force lost."""
        if self._bad_since_ns is None:
            self._bad_since_ns = at_ns
        if at_ns - self._bad_since_ns >= self._bad_ns:
            return self.lose(at_ns, why)
        return []

    def tick(self, at_ns: int) -> list[ev.Event]:
        """Lose sight of force after a silence."""
        if at_ns - self._good_at_ns >= self._gap_ns:
            return self.lose(at_ns, ev.Why.SILENCE)
        return []

    def lose(self, at_ns: int, why: ev.Why) -> list[ev.Event]:
        """Lose sight of force, if it was seen."""
        if self._unseen:
            return []
        self._unseen = True
        return [ev.Unseen(at_ns, why)]
