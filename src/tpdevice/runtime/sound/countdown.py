"""The last seconds of a hold, one beat each: asked ahead, so that each falls where it belongs."""

from collections.abc import Iterator
from typing import Final

from tpdevice.core.units import ns
from tpdevice.session.phases import Phase
from tpdevice.session.state import State
from tpdevice.signal.watch import Seen

SECONDS: Final = (3, 2, 1)
"""Left of a hold when a beat is heard. Chosen."""
AHEAD_NS: Final = ns(0.4)
"""How long before it a beat is asked for: the slowest sensor that coaches sends three values a
second. Chosen; a cue in between takes it back."""


class Countdown:
    """Says once which beats are due soon, as long as the clock of a hold runs."""

    def __init__(self) -> None:
        self._hold: tuple[int, int] = (0, 0)
        self._left = list(SECONDS)

    def due(self, state: State) -> Iterator[int]:
        """Yield the session time of each beat that is due, ns."""
        if not runs(state):
            return
        hold = state.hold
        if self._hold != (state.repetition, hold.target_ns):
            self._hold, self._left = (state.repetition, hold.target_ns), list(SECONDS)
        left_ns = hold.target_ns - state.chain.account.buckets.held_ns
        while self._left and ns(self._left[0]) > left_ns:
            self._left.pop(0)
        while self._left and left_ns - ns(self._left[0]) <= AHEAD_NS:
            yield state.newest_ns + left_ns - ns(self._left.pop(0))


def runs(state: State) -> bool:
    """Say whether the clock of a hold runs."""
    hold = state.hold
    counts = state.phase is Phase.HOLD and hold.settled and hold.end_ns is None
    return counts and not state.paused and state.visible and state.chain.holds(Seen.IN)
