"""What two marks may be told to differ by: never less than chance makes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.session.thresholds import Change, Estimate, change, compared, least_change

forces = st.integers(2_000, 200_000)
ramps = st.integers(1, 5)


@pytest.mark.parametrize(("count", "share"), [(1, 0.42), (2, 0.29), (3, 0.25)])
def test_what_can_be_told_from_chance_is_what_algometry_found(count: int, share: float) -> None:
    assert least_change(count, count) == pytest.approx(share, abs=0.006)


def test_a_change_under_a_quarter_is_never_announced() -> None:
    assert least_change(100, 100) == 0.25
    assert change(Estimate(40_000, 9), Estimate(50_000, 9)) is Change.NONE


@pytest.mark.parametrize(
    ("now_mn", "count", "said"),
    [
        (38_000, 2, Change.NONE),
        (41_000, 2, Change.UP),
        (41_000, 1, Change.NONE),
        (23_000, 2, Change.NONE),
        (22_000, 2, Change.DOWN),
    ],
)
def test_a_change_is_told_only_beyond_the_error_of_both(
    now_mn: int, count: int, said: Change
) -> None:
    assert change(Estimate(30_000, count), Estimate(now_mn, count)) is said


@given(a=forces, b=forces, many=ramps, more=ramps)
def test_up_one_way_is_down_the_other(a: int, b: int, many: int, more: int) -> None:
    forth = change(Estimate(a, many), Estimate(b, more))
    back = change(Estimate(b, more), Estimate(a, many))
    turned = {Change.UP: Change.DOWN, Change.DOWN: Change.UP, Change.NONE: Change.NONE}
    assert back is turned[forth]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_who_does_not_change_is_told_so_nineteen_times_in_twenty(count: int) -> None:
    rng = np.random.default_rng(7)
    means = rng.normal(30_000, 0.15 * 30_000, (2_000, 2, count)).mean(axis=2).round().astype(int)
    told = [change(Estimate(a, count), Estimate(b, count)) for a, b in means.tolist()]
    assert 0.93 <= told.count(Change.NONE) / len(told) <= 0.97


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_true_mark_lies_within_the_error_nineteen_times_in_twenty(count: int) -> None:
    rng = np.random.default_rng(8)
    means = rng.normal(30_000, 0.15 * 30_000, (2_000, count)).mean(axis=1).round().astype(int)
    within = [abs(m - 30_000) <= Estimate(m, count).error_mn for m in means.tolist()]
    assert 0.92 <= sum(within) / len(within) <= 0.97


def test_the_newest_is_compared_with_the_first_and_told_in_steps_of_five() -> None:
    marks = [("2026-01-01", Estimate(30_000, 2)), ("2026-01-08", None)]
    assert compared(marks) is None
    found = compared([*marks, ("2026-01-15", Estimate(99_000, 2)), ("d", Estimate(43_100, 2))])
    assert found is not None
    assert (found.since, found.change, found.about_percent) == ("2026-01-01", Change.UP, 45)
    same = compared([*marks, ("2026-01-15", Estimate(31_000, 2))])
    assert same is not None
    assert (same.change, same.about_percent) == (Change.NONE, None)


def test_a_mark_of_nothing_is_compared_with_nothing() -> None:
    assert compared([("a", Estimate(0, 2)), ("b", Estimate(30_000, 0))]) is None
    assert Estimate(30_000, 0).error_mn == Estimate(30_000, 1).error_mn == 8_820
