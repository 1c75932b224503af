"""The last seconds of a hold, one beat each: asked ahead, so that each falls where it belongs."""

from collections.abc import Iterator
from typing import Final

from tpdevice.core.units import ns
from tpdevice.session.phases import Phase
from tpdevice.session.state import State

SECONDS: Final = (3, 2, 1)
"""Left of a hold when a beat is heard. Chosen."""
AHEAD_NS: Final = ns(0.4)
"""How long before it a beat is asked for: the slowest sensor that coaches sends three values a
second. Chosen; a cue in between takes it back."""


class Countdown:
    """Says once which beats are due soon by the held time of a hold."""

    def __init__(self) -> None:
        self._hold: tuple[int, int] = (0, 0)
        self._left = list(SECONDS)

    def due(self, state: State) -> Iterator[int]:
        """Yield the session time of each beat that is due, ns."""
        if not _counts(state):
            return
        hold = state.hold
        if self._hold != (state.repetition, hold.target_ns):
            self._hold, self._left = (state.repetition, hold.target_ns), list(SECONDS)
        left_ns = hold.target_ns - state.chain.account.buckets.held_ns
        while self._left and ns(self._left[0]) > left_ns:
            self._left.pop(0)
        while self._left and left_ns - ns(self._left[0]) <= AHEAD_NS:
            yield state.newest_ns + left_ns - ns(self._left.pop(0))


def _counts(state: State) -> bool:
    """Say whether there is a clock to count; while it stands, no beat of it comes due."""
    return state.phase is Phase.HOLD and state.hold.end_ns is None
