"""Notifications on their way: a radio may delay them, but never loses or swaps them."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from tpsim.faults import Fault, Faults

MOST_SAMPLES: Final = 30
"""In one packet: what fits a link with an MTU of 247."""


@dataclass(frozen=True, slots=True)
class WireOptions:
    """How the bytes are packed and sent."""

    samples_per_packet: int = 1
    """1 like the clones, or several like an original."""

    interval_ms: float = 0.0
    """Connection interval: a notification waits for the next one; 0 leaves that to the radio."""

    extra_ms: float = 0.0
    """Mean of a further random delay, never negative."""

    late: float = 0.0
    """Share of notifications that need another connection interval."""

    def __post_init__(self) -> None:
        if not 1 <= self.samples_per_packet <= MOST_SAMPLES:
            raise ValueError(f"samples_per_packet must be 1 to {MOST_SAMPLES}")


class Outbox:
    """Bytes with the time at which they arrive."""

    def __init__(self, options: WireOptions, rng: np.random.Generator) -> None:
        self._options, self._rng = options, rng
        self._interval_ns = round(options.interval_ms * 1e6)
        self._anchor_ns = int(rng.integers(0, max(self._interval_ns, 1)))
        self._waiting: deque[tuple[int, str, bytes]] = deque()
        self._last_ns = 0

    def send(self, at_ns: int, channel: str, data: bytes) -> None:
        """Send at `at_ns`; it arrives later, and never before what was sent earlier."""
        due_ns = at_ns
        if self._interval_ns:
            due_ns += (self._anchor_ns - at_ns) % self._interval_ns
            if self._options.late and self._rng.random() < self._options.late:
                due_ns += self._interval_ns
        if self._options.extra_ms:
            due_ns += int(self._rng.exponential(self._options.extra_ms) * 1e6)
        self._last_ns = due_ns = max(due_ns, self._last_ns)
        self._waiting.append((due_ns, channel, data))

    def send_amid_faults(self, at_ns: int, channel: str, data: bytes, *, faults: Faults) -> None:
        """Send over a radio that may be blocked for a while, from a queue that may be short."""
        queue = faults.now(Fault.QUEUE, at_ns)
        blocked = queue or faults.now(Fault.FADE, at_ns)
        if queue is not None and len(self._waiting) >= queue.amount:
            return
        self.send(at_ns if blocked is None else blocked.end_ns, channel, data)

    def arrived(self, until_ns: int) -> list[tuple[int, str, bytes]]:
        """Return and forget what arrives by `until_ns`, oldest first."""
        waiting = self._waiting
        out: list[tuple[int, str, bytes]] = []
        while waiting and waiting[0][0] <= until_ns:
            out.append(waiting.popleft())
        return out

    def next_ns(self) -> int | None:
        """Return when the next arrives."""
        return self._waiting[0][0] if self._waiting else None

    def clear(self, at_ns: int) -> None:
        """Drop everything: the link is another one from `at_ns` on."""
        self._waiting.clear()
        self._last_ns = at_ns
