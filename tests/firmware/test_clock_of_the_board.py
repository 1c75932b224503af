from hypothesis import given
from hypothesis import strategies as st

from force_sensor.clock import TICKS, Clock, elapsed

WRAP = 1 << 32


def _us(clock: Clock) -> int:
    return clock.high << 16 | clock.low


@given(st.integers(0, TICKS), st.lists(st.integers(1, TICKS >> 1), max_size=50))
def test_the_clock_counts_every_microsecond_over_every_wrap(begun: int, gaps: list[int]) -> None:
    clock = Clock(begun)
    total = 0
    for gap in gaps:
        total += gap
        clock.at((begun + total) & TICKS)
        assert _us(clock) == total % WRAP


@given(st.lists(st.integers(-2000, 2000), min_size=1))
def test_the_clock_never_goes_back_nor_stands(steps: list[int]) -> None:
    clock = Clock(5000)
    at, before = 5000, 0
    for step in steps:
        at += step
        clock.at(at & TICKS)
        assert 0 < (_us(clock) - before) % WRAP < WRAP >> 1
        before = _us(clock)


def test_a_step_back_is_not_counted_twice() -> None:
    clock = Clock(0)
    for at_us in (1000, 900, 2000):
        clock.at(at_us)
    assert _us(clock) == 2001


def test_what_passed_is_counted_over_the_counters_wrap() -> None:
    assert elapsed(5, TICKS - 4) == 10
