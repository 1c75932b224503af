"""From raw values to newtons, by one factor or along a curve."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.conversion import Conversion

CURVE = Conversion((5.0, 20.0), (10.0, 30.0), rest_raw=2.0)
steps = st.lists(st.floats(0.01, 50.0), min_size=2, max_size=8)


def rising(gaps: list[float]) -> tuple[float, ...]:
    return tuple(sum(gaps[: i + 1]) for i in range(len(gaps)))


@pytest.mark.parametrize(
    ("raw", "n"), [(2.0, 0.0), (4.5, 5.0), (7.0, 10.0), (14.5, 20.0), (22.0, 30.0)]
)
def test_a_curve_is_straight_between_its_steps_and_through_rest(raw: float, n: float) -> None:
    assert CURVE.n(raw) == pytest.approx(n)


def test_beyond_its_ends_a_curve_goes_on_as_its_last_and_its_first_part() -> None:
    assert CURVE.n(25.0) == pytest.approx(34.0)
    assert CURVE.n(1.0) == pytest.approx(-2.0)


@given(steps, steps, st.floats(-100.0, 100.0))
def test_what_presses_harder_never_reads_less(above: list[float], n: list[float], rest: float):
    size = min(len(above), len(n))
    curve = Conversion(rising(above[:size]), rising(n[:size]), rest)
    assert curve.sound
    told = [curve.n(rest + curve.above[-1] * i / 40) for i in range(-10, 60)]
    assert all(a < b for a, b in pairwise(told))
    for raw_above, force_n in zip(curve.above, curve.force_n, strict=True):
        assert curve.n(rest + raw_above) == pytest.approx(force_n)


def test_one_factor_serves_everywhere() -> None:
    straight = Conversion.straight(2.0, rest_raw=1.0)
    assert straight.is_straight
    assert straight.n(4.0) == 6.0
    assert straight.bent_n(6.0) == 6.0


def test_a_curve_tells_no_more_than_its_last_step_and_a_factor_no_more_than_full_scale() -> None:
    assert CURVE.range_n(1000.0) == pytest.approx(30.0)
    assert CURVE.range_n(12.0) == pytest.approx(15.0)
    assert Conversion.straight(2.0).range_n(100.0) == 200.0
    assert Conversion.straight(2.0, rest_raw=40.0).range_n(100.0) == 120.0


@pytest.mark.parametrize(
    ("above", "n"),
    [
        ((), ()),
        ((1.0, 2.0), (1.0,)),
        ((2.0, 1.0), (1.0, 2.0)),
        ((1.0, 2.0), (2.0, 2.0)),
        ((0.0, 1.0), (1.0, 2.0)),
        ((-1.0, 1.0), (1.0, 2.0)),
        ((1.0, float("nan")), (1.0, 2.0)),
        ((1.0, 2.0), (1.0, float("inf"))),
    ],
)
def test_what_does_not_rise_or_is_no_number_is_not_sound(
    above: tuple[float, ...], n: tuple[float, ...]
) -> None:
    assert not Conversion(above, n).sound
