"""Packets of samples, built in memory that was taken once, and waiting there for the radio."""

import struct

HEAD = 8
SAMPLE = 6
MOST_SAMPLES = 4
MOST_WAITING = 32
UNKNOWN = b"\xff\xff\xff\x7f"


class Packets:
    """A ring of packets: one is being filled, the others wait, oldest first."""

    def __init__(self, kind: int) -> None:
        size = HEAD + MOST_SAMPLES * SAMPLE
        self._ring = [bytearray(size) for _ in range(MOST_WAITING + 1)]
        self._sizes = bytearray(MOST_WAITING + 1)
        self._kind = kind
        self._first = 0
        self._high = self._low = 0
        self.waiting = 0
        """How many packets are ready to be sent."""
        self.filled = 0
        """How many samples the packet that is being filled has."""
        self.dropped = 0
        """How many packets were dropped since the radio did not take them; shown on the console."""

    def clear(self) -> None:
        """Drop what waits and what is being filled."""
        self.waiting = self.filled = 0

    def add(self, sequence: int, high: int, low: int, value: int | None, mark: int) -> None:
        """Add a sample, its time in two halves; an unknown value is None."""
        offset = self._offset(high, low)
        if self.filled and not 0 < offset <= 0xFFFF:
            self.close()
        if not self.filled:
            self._open(sequence, high, low)
            offset = 0
        packet = self._ring[self._filling()]
        at = HEAD + self.filled * SAMPLE
        if value is None:
            struct.pack_into("<HH", packet, at, 0xFFFF, 0x7FFF)
        else:
            struct.pack_into("<i", packet, at, value)
            packet[1] |= _MARKS[mark] << self.filled
        struct.pack_into("<H", packet, at + 4, offset)
        self.filled += 1

    def close(self) -> None:
        """Let the packet that is being filled wait; the oldest is dropped if it is too many."""
        self._sizes[self._filling()] = HEAD + self.filled * SAMPLE
        self.filled = 0
        self.waiting += 1
        if self.waiting > MOST_WAITING:
            self.dropped += 1
            self.sent()

    def oldest(self) -> memoryview:
        """Return the packet that is to be sent next."""
        return memoryview(self._ring[self._first])[: self._sizes[self._first]]

    def sent(self) -> None:
        """Be done with the oldest packet."""
        self._first = (self._first + 1) % len(self._ring)
        self.waiting -= 1

    def _filling(self) -> int:
        return (self._first + self.waiting) % len(self._ring)

    def _offset(self, high: int, low: int) -> int:
        halves = (high - self._high) & 0xFFFF
        if halves > 1:
            return 0x10000
        return (halves << 16) + low - self._low

    def _open(self, sequence: int, high: int, low: int) -> None:
        self._high, self._low = high, low
        packet = self._ring[self._filling()]
        packet[0] = self._kind
        packet[1] = 0
        struct.pack_into("<HHH", packet, 2, sequence, low, high)


_MARKS = (0x00, 0x01, 0x10)
"""The bit of sample 0 for each mark of `judge`."""


def samples_that_fit(mtu: int, rate_hz: int) -> int:
    """Return how many samples a packet takes: what fits, and 50 ms' worth at most."""
    room = (mtu - 3 - HEAD) // SAMPLE
    return max(1, min(MOST_SAMPLES, room, rate_hz // 20))
