"""The HX711, clocked bit by bit."""

import micropython
from machine import Pin, disable_irq, enable_irq

SETTLING_SAMPLES = 4
"""To be dropped after it was switched on. Source: its data sheet, 50 ms at 80 samples a second."""


class Hx711:
    """Channel A at a gain of 128."""

    def __init__(self, clock: int, data: int) -> None:
        # Held high while the board slept, the clock is let go here, and the amplifier wakes.
        self._clock = Pin(clock, Pin.OUT, value=0, hold=False)
        self._data = Pin(data, Pin.IN, Pin.PULL_UP)

    def ready(self) -> bool:
        """Return whether a sample is there to be read."""
        return self._data.value() == 0

    @micropython.native
    def read(self) -> "int | None":
        """Return the counts of the sample, 24 bits with a sign, or None if nobody answers.

        A pulse that lasts 60 µs puts the chip to sleep, so nothing may come between its two edges.
        """
        clock = self._clock
        data = self._data
        counts = 0
        for _ in range(24):
            state = disable_irq()
            clock(1)
            clock(0)
            enable_irq(state)
            counts = (counts << 1) | data()
        # The 25th pulse asks for the same channel and gain; the chip then lets its data line go.
        state = disable_irq()
        clock(1)
        clock(0)
        enable_irq(state)
        if not data():
            return None
        if counts & 0x800000:
            counts -= 0x1000000
        return counts
