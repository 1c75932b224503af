"""What a device's own program does wrong with frames that are ready to be sent."""

import numpy as np

from tpsim.faults import NS_PER_S, Fault, Faults

Ready = tuple[int, str, bytes]
"""When, channel, bytes."""
ALIEN_MOST = 20
"""Bytes of a frame of no protocol; the smallest link carries so many."""


class Firmware:
    """Lets frames through as long as nothing is wrong."""

    def __init__(self, faults: Faults, rng: np.random.Generator) -> None:
        self._faults, self._rng = faults, rng
        self._held: Ready | None = None
        """A frame that lets the next one pass."""

    def forget(self) -> None:
        """Begin anew."""
        self._held = None

    def sent(self, at_ns: int, channel: str, data: bytes) -> list[Ready]:
        """Return what becomes of one frame, in the order in which it is sent."""
        out = [(at_ns, channel, data)]
        if self._chance(Fault.DROP, at_ns):
            out = []
        if self._chance(Fault.DUPLICATE, at_ns):
            out *= 2
        out = self._swapped(out, at_ns)
        if self._chance(Fault.ALIEN, at_ns):
            out.append((at_ns, channel, self._rng.bytes(int(self._rng.integers(1, ALIEN_MOST)))))
        late = self._faults.now(Fault.LATE, at_ns)
        if late is not None:
            held_ns = round(late.amount * NS_PER_S * float(self._rng.random()))
            out = [(when_ns + held_ns, where, what) for when_ns, where, what in out]
        return out

    def _chance(self, fault: Fault, at_ns: int) -> bool:
        window = self._faults.now(fault, at_ns)
        return window is not None and float(self._rng.random()) < window.amount

    def _swapped(self, out: list[Ready], at_ns: int) -> list[Ready]:
        if self._held is not None and out:
            held, self._held = self._held, None
            return [*out, (at_ns, held[1], held[2])]
        if out and self._chance(Fault.REORDER, at_ns):
            self._held = out.pop()
        return out
