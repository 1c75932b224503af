"""Which samples are doubtful, and which are at the end of what can be measured."""

PLAIN = 0
SUSPECT = 1
AT_THE_END = 2


class Judge:
    """Marks each value of one stream; the values themselves are never changed."""

    def __init__(self, low: int, high: int, *, jump: int) -> None:
        self._low = low
        self._high = high
        self._jump = jump
        self._before: int | None = None
        self._believed: int | None = None

    def mark(self, value: int) -> int:
        """Return the mark of the next value.

        A jump is suspect until a second sample confirms it: so a real step is marked once.
        """
        if value <= self._low or value >= self._high:
            self.ended(value)
            return AT_THE_END
        before, believed = self._before, self._believed
        self._before = value
        if before is None or believed is None:
            self._believed = value
            return PLAIN
        if abs(value - before) > self._jump and abs(value - believed) > self._jump:
            return SUSPECT
        self._believed = value
        return PLAIN

    def ended(self, value: int) -> None:
        """Take note of a value at the end, where the converter can count no farther."""
        self._before = self._believed = value
