"""While questions are asked, or nobody is coached: what the sensor reads, in a line at times."""

import time
from collections.abc import Callable
from typing import Final

from tpdevice.core.settings import Unit, force_text
from tpdevice.core.units import newtons
from tpdevice.session.phases import Phase
from tpdevice.session.state import State

EACH_S: Final = 2.0
"""Between two lines, at least. Chosen: lines must leave room for a question."""
CHANGE_N: Final = 3
"""So much more or less than what was said last is worth a line, N. Chosen."""


_SAID_IN: Final = frozenset({Phase.SCREENING, Phase.READING})


class Preview:
    """Says that the sensor works, and again when it reads something else; never of old values."""

    def __init__(
        self,
        tell: Callable[[str], None],
        *,
        unit: Unit = Unit.N,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._unit = unit
        self._now_s = now_s
        self._said_n: int | None = None
        self._at_s = 0.0

    def look(self, state: State | None) -> None:
        """Look at the newest state, and say a line if one is due."""
        if state is None or state.phase not in _SAID_IN:
            return
        if not state.visible:
            self._said_n = None
            return
        reads_n, now_s = round(newtons(state.chain.smooth_mn)), self._now_s()
        if self._said_n is not None and (
            abs(reads_n - self._said_n) < CHANGE_N or now_s - self._at_s < EACH_S
        ):
            return
        self._said_n, self._at_s = reads_n, now_s
        self._tell(f"The sensor reads {force_text(state.chain.smooth_mn, self._unit)}.")
