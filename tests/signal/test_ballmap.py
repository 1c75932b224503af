"""The map of a ball, made of loads on a kitchen scale."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.signal.ballmap import BallMap, left_out, mapped
from tpdevice.signal.loads import Load, Refused

FULL_N = (4.0, 10.0, 16.0, 24.0, 32.0, 40.0)
REST_KPA = 2.0


def firm(force_n: float) -> float:
    return 0.4 * force_n * (1 + 0.01 * force_n)


def soft(force_n: float) -> float:
    return 0.15 * force_n / (1 + 0.006 * force_n)


def pressed(
    *forces_n: float, ball: Callable[[float], float] = firm, rest: float = REST_KPA
) -> list[Load]:
    return [Load(force_n, rest, rest + ball(force_n)) for force_n in forces_n]


def made(loads: list[Load], *, full: float = 1600.0, step: float = 0.1) -> BallMap:
    found = mapped(loads, range_raw=full, resolution_raw=step)
    assert isinstance(found, BallMap), found
    return found


def refused(loads: list[Load], *, full: float = 1600.0, step: float = 0.1) -> Refused:
    found = mapped(loads, range_raw=full, resolution_raw=step)
    assert isinstance(found, Refused), found
    assert found.next_step
    return found


@pytest.mark.parametrize("ball", [firm, soft])
def test_a_map_tells_its_loads_and_what_lies_between(ball: Callable[[float], float]) -> None:
    found = made(pressed(*FULL_N, ball=ball), step=0.01).conversion
    assert found.sound
    for force_n in FULL_N:
        assert found.n(REST_KPA + ball(force_n)) == pytest.approx(force_n)
    for force_n in (7.0, 13.0, 20.0, 28.0, 36.0):
        assert found.n(REST_KPA + ball(force_n)) == pytest.approx(force_n, rel=0.02)
    assert found.n(REST_KPA) == 0.0


def test_a_map_ends_at_its_last_load() -> None:
    found = made(pressed(*FULL_N)).conversion
    assert found.range_n(1600.0) == pytest.approx(40.0)


def test_the_order_in_which_loads_were_pressed_makes_no_difference() -> None:
    loads = pressed(*FULL_N)
    shuffled = random.Random(1).sample(loads, len(loads))
    assert made(shuffled) == made(loads)


def test_each_load_has_a_rest_of_its_own() -> None:
    drifting = [
        Load(force_n, REST_KPA + 0.2 * i, REST_KPA + 0.2 * i + firm(force_n))
        for i, force_n in enumerate(FULL_N)
    ]
    steady, found = made(pressed(*FULL_N)).conversion, made(drifting).conversion
    assert found.force_n == steady.force_n
    assert found.above == pytest.approx(steady.above)
    assert found.rest_raw == pytest.approx(REST_KPA + 0.5)


def test_the_error_is_what_the_others_make_of_the_worst_load() -> None:
    # Straight but for one load, which is read 2 N too high.
    loads = pressed(5.0, 15.0, 20.0, 30.0, 40.0, ball=lambda n: n)
    loads[2] = Load(22.0, REST_KPA, REST_KPA + 20.0)
    found = made(loads)
    assert found.error_n == pytest.approx(2.0)
    assert found.error_share == pytest.approx(2.0 / 22.0)


def test_a_straight_ball_has_no_error() -> None:
    assert made(pressed(*FULL_N, ball=lambda n: n)).error_n == pytest.approx(0.0, abs=1e-9)


def test_the_last_load_is_not_left_out_since_nothing_beyond_it_is_told() -> None:
    points = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 99.0)]
    assert [force_n for force_n, _ in left_out(points)] == [1.0, 2.0, 3.0]


@given(
    st.floats(0.05, 5.0),
    st.floats(0.6, 1.6),
    st.lists(st.floats(-0.01, 0.01), min_size=6, max_size=6),
    st.floats(-50.0, 120.0),
)
def test_a_map_rises_whatever_the_ball_and_the_hand(
    kpa_per_n: float, power: float, misread: list[float], rest: float
) -> None:
    loads = [
        Load(n * (1 + off), rest, rest + kpa_per_n * n**power)
        for n, off in zip(FULL_N, misread, strict=True)
    ]
    found = mapped(loads, range_raw=5000.0, resolution_raw=1e-3)
    if isinstance(found, BallMap):
        assert found.conversion.sound
        assert found.error_n <= 0.1 * found.conversion.force_n[-1]
        told = [found.conversion.n(rest + kpa_per_n * n**power) for n in range(1, 40)]
        assert all(a < b for a, b in pairwise(told))
    else:
        assert power < 0.7 or power > 1.4


def test_loads_that_are_alike_are_one() -> None:
    found = made(pressed(4.0, 10.0, 20.0, 20.6, 30.0, 40.0))
    assert found.conversion.force_n == pytest.approx((4.0, 10.0, 20.3, 30.0, 40.0))


def test_two_loads_out_of_order_by_a_hair_are_one() -> None:
    loads = pressed(4.0, 10.0, 16.0, 24.0, 32.0, 40.0)
    loads[3] = Load(24.0, REST_KPA, loads[4].held_raw + 0.1)
    found = made(loads)
    assert len(found.conversion.force_n) == 5
    assert 28.0 in found.conversion.force_n


def test_a_load_that_showed_less_than_a_lighter_one_is_a_contradiction() -> None:
    loads = pressed(*FULL_N)
    loads[4] = Load(32.0, REST_KPA, REST_KPA + firm(20.0))
    assert refused(loads).reason == "At 32.0 N the ball showed less than at 24.0 N."


def test_a_load_that_was_misread_does_not_fit() -> None:
    loads = pressed(*FULL_N)
    loads[3] = Load(30.0, REST_KPA, loads[3].held_raw)
    assert "do not fit" in refused(loads).reason


@pytest.mark.parametrize(
    ("forces_n", "said"),
    [
        ((), "0 loads"),
        ((10.0, 20.0, 40.0), "3 loads"),
        ((1.0, 2.0, 4.0, 8.0), "heaviest load is 8.0 N"),
        ((20.0, 25.0, 30.0, 40.0), "lightest load is 20.0 N"),
        ((2.0, 4.0, 10.0, 40.0), "Nothing lies between 10.0 and 40.0 N"),
        ((10.0, 10.2, 20.0, 30.0), "3 loads can be told apart"),
        ((-5.0, 10.0, 20.0, 30.0), "no number above 0"),
        ((0.0, 10.0, 20.0, 30.0), "no number above 0"),
        ((float("nan"), 10.0, 20.0, 30.0), "no number above 0"),
        (tuple(range(4, 44, 2)), "20 loads"),
    ],
)
def test_loads_that_are_too_few_or_lie_badly_are_refused(
    forces_n: tuple[float, ...], said: str
) -> None:
    assert said in refused(pressed(*forces_n)).reason


def test_a_ball_that_hardly_shows_a_load_is_refused() -> None:
    assert "hardly shows" in refused(pressed(*FULL_N, ball=soft), step=1.0).reason


def test_a_ball_that_leaks_is_refused() -> None:
    leaking = [
        Load(force_n, REST_KPA - i, REST_KPA - i + firm(force_n))
        for i, force_n in enumerate(FULL_N)
    ]
    assert "leaks" in refused(leaking).reason


def test_a_light_load_that_shows_nothing_is_refused() -> None:
    loads = pressed(*FULL_N)
    loads[0] = Load(4.0, REST_KPA, REST_KPA)
    assert "did not raise" in refused(loads).reason


def test_a_sensor_at_its_end_is_refused() -> None:
    assert "end of its range" in refused(pressed(*FULL_N), full=REST_KPA + firm(40.0)).reason
