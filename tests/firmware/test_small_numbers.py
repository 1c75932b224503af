"""On a 32-bit MicroPython, a number beyond 31 bits is an object, and objects bring clean-ups."""

import operator

import pytest
from driven import START, STOP, connected
from hypothesis import given
from hypothesis import strategies as st

from force_sensor.sensor import LEAST_COUNTS, MOST_COUNTS

MOST = (1 << 30) - 1


class Small(int):
    """A whole number that refuses to leave 31 bits, and whose results do so too."""

    def __new__(cls, value: int) -> "Small":
        if not -MOST - 1 <= value <= MOST:
            raise OverflowError(value)
        return super().__new__(cls, value)


def _small(name: str) -> None:
    plain = getattr(int, name)

    def operation(self: Small, *others: int) -> "Small":
        result = plain(self, *others)
        return result if result is NotImplemented else Small(result)

    setattr(Small, name, operation)


for _name in ["add", "sub", "mul", "and", "or", "xor", "lshift", "rshift", "floordiv", "mod"]:
    _small(f"__{_name}__")
    _small(f"__r{_name}__")
for _name in ("neg", "abs", "invert"):
    _small(f"__{_name}__")


@pytest.mark.parametrize(
    "leave",
    [
        lambda: Small(MOST) + 1,
        lambda: 2 * Small(1 << 29),
        lambda: Small(1) << 30,
        lambda: -Small(-MOST - 1),
        lambda: operator.floordiv(Small(-MOST), 1) - 2,
    ],
)
def test_a_number_that_leaves_the_small_ones_is_noticed(leave) -> None:
    with pytest.raises(OverflowError):
        leave()


@given(
    counts=st.lists(st.integers(LEAST_COUNTS, MOST_COUNTS), min_size=5, max_size=12),
    zero_counts=st.sampled_from([LEAST_COUNTS, -5, 0, MOST_COUNTS]),
    counts_per_n=st.sampled_from([100, -100, 10_900.5, 1_000_000, -999_999]),
    gap_us=st.sampled_from([1, 12_500, 65_536, 500_000_000]),
)
def test_no_sample_of_a_cell_leaves_the_small_numbers(
    counts: list[int], zero_counts: int, counts_per_n: float, gap_us: int
) -> None:
    sensor = connected(f'{{"zero_counts": {zero_counts}, "counts_per_n": {counts_per_n}}}')
    sensor._scale._zero_counts = Small(zero_counts)
    at_us = 0
    for i, value in enumerate(counts):
        if i == 2:
            sensor.request(STOP)
        if i == len(counts) - 1:
            sensor.request(START)
        at_us = (at_us + gap_us) & MOST
        sensor.counts(Small(value), Small(at_us))
    sensor.force()


@given(st.integers(0, 1_500_000), st.lists(st.integers(0, MOST), max_size=20))
def test_no_sample_of_a_ball_leaves_the_small_numbers(value: int, times_us: list[int]) -> None:
    sensor = connected('{"kind": "pressure"}')
    for at_us in times_us:
        sensor.pressure(Small(value), Small(at_us))
