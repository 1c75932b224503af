from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from force_sensor.scale import COUNTS_PER_N, Scale

counts = st.integers(-(1 << 23), (1 << 23) - 1)
scales = st.floats(*COUNTS_PER_N) | st.floats(-COUNTS_PER_N[1], -COUNTS_PER_N[0])


def test_the_zero_is_zero_and_a_newton_is_a_thousand() -> None:
    scale = Scale(84_213, 10_000)
    assert [scale.mn(c) for c in (84_213, 94_213, 74_213, 84_223)] == [0, 1000, -1000, 1]


def test_a_cell_that_counts_down_when_pressed_reads_positive() -> None:
    assert Scale(0, -10_000).mn(-50_000) == 5000


@given(counts, counts, scales)
def test_the_force_is_exact_to_a_hundred_thousandth_and_half_a_millinewton(
    raw: int, zero_counts: int, counts_per_n: float
) -> None:
    exact = (raw - zero_counts) * 1000 / Fraction(counts_per_n)
    allowed = Fraction(1, 2) + abs(exact) / 65_000
    assert abs(Scale(zero_counts, counts_per_n).mn(raw) - exact) <= allowed


@given(counts, counts, scales)
def test_more_counts_are_never_less_force(raw: int, zero_counts: int, counts_per_n: float) -> None:
    scale = Scale(zero_counts, counts_per_n)
    step = scale.mn(raw + 1) - scale.mn(raw)
    assert step >= 0 if counts_per_n > 0 else step <= 0


@pytest.mark.parametrize("counts_per_n", [*COUNTS_PER_N, 1000 / 3, 131_072.0, 65_535.999])
def test_the_shift_stays_where_the_halves_fit(counts_per_n: float) -> None:
    scale = Scale(0, counts_per_n)
    assert 12 <= scale.shift <= 25
    assert 0 < scale.factor < 1 << 16
