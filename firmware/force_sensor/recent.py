"""The mean of the last samples, for those who read a plain number."""

from force_sensor.judge import AT_THE_END, SUSPECT

SAMPLES = 4


class Recent:
    """The last four usable samples; none is unknown."""

    def __init__(self) -> None:
        self._values = [0] * SAMPLES
        self._ends = bytearray(SAMPLES)
        self._next = 0
        self._count = 0

    def clear(self) -> None:
        """Forget them all."""
        self._count = self._next = 0

    def add(self, value: int, mark: int) -> None:
        """Take a sample; a suspect one is left out."""
        if mark == SUSPECT:
            return
        self._values[self._next] = value
        self._ends[self._next] = mark == AT_THE_END
        self._next = (self._next + 1) % SAMPLES
        self._count = min(self._count + 1, SAMPLES)

    def value(self) -> int | None:
        """Return the mean, rounded; or the newest at the end of the range; or None."""
        if not self._count:
            return None
        total = 0
        for back in range(1, self._count + 1):
            at = (self._next - back) % SAMPLES
            if self._ends[at]:
                return self._values[at]
            total += self._values[at]
        return (total + self._count // 2) // self._count
