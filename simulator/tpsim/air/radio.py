"""What a radio does to packets: they wait for connection events, and the lost ones go again.

A link layer acknowledges and repeats. So what a bad radio costs is time, never a packet, never
their order; until it costs the link.
"""

from collections import deque
from dataclasses import dataclass
from random import Random
from typing import Final, Generic, TypeVar

Packet = TypeVar("Packet")

CENTRAL: Final = 0
SENSOR: Final = 1

INTERVALS_MS: Final = (7.5, 4000.0)
"""Shortest and longest connection interval, ms. Source: Bluetooth Core 5.4, vol. 6 B 4.5.1."""


@dataclass(frozen=True, slots=True)
class Radio:
    """How the link of one sensor is."""

    interval_ms: float = 15.0
    """Time between two connection events, ms."""

    loss: float = 0.0
    """Share of packets that are not heard, in either direction."""

    packets_per_event: int = 6
    """Most packets in one event, in each direction. Assumed; what a chip allows differs."""

    supervision_s: float = 0.4
    """Silence after which the link is lost, s. Source: what BlueZ 5.66 asks for, rounded."""

    buffers: int | None = None
    """Notifications that wait for the radio at most; a firmware drops the next. None: any."""

    seed: int = 1
    """Of what is lost: the same seed, the same weather."""

    def __post_init__(self) -> None:
        shortest_ms, longest_ms = INTERVALS_MS
        if not shortest_ms <= self.interval_ms <= longest_ms:
            raise ValueError(f"interval_ms must be {shortest_ms:g} to {longest_ms:g}")
        if not 0 <= self.loss <= 1:
            raise ValueError("loss is a share, 0 to 1")
        if self.packets_per_event < 1 or self.supervision_s <= 0:
            raise ValueError("packets_per_event and supervision_s must be positive")
        if self.buffers is not None and self.buffers < 1:
            raise ValueError("buffers must be positive, or None")


@dataclass(frozen=True, slots=True)
class Heard(Generic[Packet]):
    """What one connection event brought."""

    packets: list[tuple[int, Packet]]
    """Who sent it, and what; in order."""

    silent: tuple[bool, bool]
    """Whether nothing at all was heard of the central, and of the sensor."""


class Exchange(Generic[Packet]):
    """The packets of one link, from event to event: no clock, no waiting."""

    def __init__(self, radio: Radio, rng: Random) -> None:
        self._loss, self._tries, self._rng = radio.loss, radio.packets_per_event, rng
        self._waiting: tuple[deque[Packet], deque[Packet]] = (deque(), deque())

    def put(self, sender: int, packet: Packet) -> None:
        """Have it sent after all that this side was given before."""
        self._waiting[sender].append(packet)

    def waiting(self, sender: int) -> int:
        """Return how many packets of this side have not been heard yet."""
        return len(self._waiting[sender])

    def event(self, *, speaking: tuple[bool, bool]) -> Heard[Packet]:
        """Have the next connection event; a side that does not speak is not heard.

        Every event takes as many random numbers, so that the weather depends on nobody's traffic.
        """
        packets: list[tuple[int, Packet]] = []
        silent = (
            self._turn(CENTRAL, packets, speaks=speaking[CENTRAL]),
            self._turn(SENSOR, packets, speaks=speaking[SENSOR]),
        )
        return Heard(packets, silent)

    def _turn(self, sender: int, packets: list[tuple[int, Packet]], *, speaks: bool) -> bool:
        """Let one side speak until a packet is lost, and return whether none was heard."""
        lost = self._loss and [self._rng.random() < self._loss for _ in range(self._tries)]
        waiting = self._waiting[sender]
        heard = 0
        while speaks and heard < self._tries and not (lost and lost[heard]):
            heard += 1
            if not waiting:
                break  # an empty packet, which says only that one is there
            packets.append((sender, waiting.popleft()))
        return heard == 0
