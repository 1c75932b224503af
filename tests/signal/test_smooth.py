import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.signal.smooth import Trail, opened

forces = st.lists(st.integers(-1_500_000, 1_500_000), min_size=1, max_size=60)
rates_hz = st.sampled_from([0.3, 1.0, 4.0, 8.0, 16.0])
"""The two windows hold 1 to 4 and 1 to 32 samples, so that examples cross them."""
STEP_NS = 12_500_000


def block(some: list[int], *, after: int = 0) -> SampleBlock:
    return SampleBlock.of([(after + i) * STEP_NS for i in range(len(some))], some)


def trailed(some: list[int], cuts: list[int], *, rate_hz: float) -> Trail:
    """Follow forces in blocks of the lengths that `cuts` says, over and over."""
    trail = opened(0, some[0], rate_hz=rate_hz)
    at = turn = 0
    while at < len(some):
        size = cuts[turn % len(cuts)]
        trail = trail.after(block(some[at : at + size], after=at))
        at, turn = at + size, turn + 1
    return trail


def known(trail: Trail, *, rate_hz: float) -> tuple[int, ...]:
    pace = trail.pace_mn_per_s(rate_hz)
    return trail.smooth_mn, trail.steady_mn, trail.slope_mn_per_s, pace


@pytest.mark.parametrize(
    ("rate_hz", "short", "long"), [(80.0, 20, 160), (8.0, 2, 16), (1000.0, 250, 2000), (0.3, 1, 1)]
)
def test_windows_are_a_quarter_second_and_two_and_at_least_a_sample(
    rate_hz: float, short: int, long: int
) -> None:
    trail = opened(0, 700, rate_hz=rate_hz)
    assert (trail.short, trail.long) == (short, long)


def test_the_first_sample_stands_for_all_before_it() -> None:
    assert known(trailed([700], [1], rate_hz=16.0), rate_hz=16.0) == (700, 700, 0, 0)


def test_a_steady_rise_has_its_slope() -> None:
    """10 mN in each 12.5 ms are 800 mN/s; the mean lags by one and a half samples of four."""
    trail = trailed(list(range(0, 400, 10)), [1], rate_hz=16.0)
    assert trail.slope_mn_per_s == 800
    assert trail.smooth_mn == 375
    assert trail.pace_mn_per_s(80.0) == 800


@given(forces, st.lists(st.integers(1, 40), min_size=1, max_size=5), rates_hz)
def test_means_and_slopes_are_those_of_the_newest_however_they_came(
    some: list[int], cuts: list[int], rate_hz: float
) -> None:
    trail = trailed(some, cuts, rate_hz=rate_hz)
    ever = [some[0]] * (trail.long + 1) + some
    across_us = trail.short * STEP_NS // 1_000
    if len(some) <= trail.short:
        missing = trail.short + 1 - len(some)
        across_us = (missing * int(1e9 / rate_hz) + (len(some) - 1) * STEP_NS) // 1_000
    pace = 0
    if trail.long > 1:
        pace = int((ever[-1] - ever[-trail.long]) * rate_hz // (trail.long - 1))
    assert known(trail, rate_hz=rate_hz) == (
        sum(ever[-trail.short :]) // trail.short,
        sum(ever[-trail.long :]) // trail.long,
        (ever[-1] - ever[-1 - trail.short]) * 1_000_000 // across_us,
        pace,
    )


@given(forces, forces, rates_hz)
def test_means_of_what_comes_next_are_those_that_come(
    one: list[int], other: list[int], rate_hz: float
) -> None:
    trail = trailed(one, [7], rate_hz=rate_hz)
    ahead = trail.steady_means_mn(np.array(other, dtype=np.int64)).tolist()
    for i, force_mn in enumerate(other):
        trail = trail.after(block([force_mn], after=len(one) + i))
        assert trail.steady_mn == ahead[i]


def carried(ever: list[int], *, rate_hz: float) -> tuple[int, int]:
    """Return the newest quarter-second mean, and its change over 0.75 s carried 0.425 s ahead."""
    short, long = max(1, round(0.25 * rate_hz)), max(1, round(2.0 * rate_hz))
    back = min(max(1, round(0.75 * rate_hz)), long + 1 - short)
    now_mn = sum(ever[-short:]) // short
    then_mn = sum(ever[-short - back : -back]) // short
    return now_mn, (now_mn - then_mn) * 425 // 750


@given(
    forces,
    forces,
    st.lists(st.integers(1, 40), min_size=1, max_size=5),
    st.sampled_from([0.3, 1.0, 2.0, 8.0, 10.0, 80.0, 250.0, 1000.0]),
)
def test_what_is_carried_ahead_is_what_a_plain_loop_carries_wherever_it_was_cut(
    one: list[int], other: list[int], cuts: list[int], rate_hz: float
) -> None:
    trail = trailed(one, cuts, rate_hz=rate_hz)
    means_mn, change_mn = trail.ahead_mn(np.array(other, dtype=np.int64), rate_hz)
    ever = [one[0]] * (trail.long + 1) + one
    expected = []
    for force_mn in other:
        ever.append(force_mn)
        expected.append(carried(ever, rate_hz=rate_hz))
    assert list(zip(means_mn.tolist(), change_mn.tolist(), strict=True)) == expected


def test_a_steady_rise_is_carried_on_by_its_pace() -> None:
    """800 mN/s go on for 0.425 s."""
    trail = trailed(list(range(0, 2_000, 10)), [3], rate_hz=80.0)
    means_mn, change_mn = trail.ahead_mn(np.array([2_000], dtype=np.int64), 80.0)
    assert means_mn.tolist() == [(2_000 + 1_810) // 2]
    assert change_mn.tolist() == [340]


@given(forces, forces, forces, rates_hz)
def test_a_trail_that_was_overtaken_still_goes_its_own_way(
    before: list[int], one: list[int], other: list[int], rate_hz: float
) -> None:
    start = trailed(before, [5], rate_hz=rate_hz)
    here = known(start, rate_hz=rate_hz)
    first = start.after(block(one, after=len(before)))
    second = start.after(block(other, after=len(before)))
    for trail, then in ((start, []), (first, one), (second, other)):
        expected = trailed(before + then, [1], rate_hz=rate_hz)
        assert known(trail, rate_hz=rate_hz) == known(expected, rate_hz=rate_hz)
    assert known(start, rate_hz=rate_hz) == here


def test_a_long_hold_leaves_little_more_behind_than_its_last_seconds() -> None:
    trail = opened(0, 1, rate_hz=80.0)
    for i in range(20_000):
        trail = trail.after(block([i], after=i))
    assert len(trail.forces_mn) < 5_000
    assert trail.steady_mn == sum(range(20_000 - 160, 20_000)) // 160
