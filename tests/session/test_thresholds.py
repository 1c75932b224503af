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


@pytest.mark.parametrize("now_mn", [50_000, 31_000, 30_000])
def test_a_change_of_a_quarter_of_the_earlier_mark_or_less_is_never_announced(now_mn: int) -> None:
    assert least_change(100, 100) == 0.25
    assert change(Estimate(40_000, 9), Estimate(now_mn, 9)) is Change.NONE


@pytest.mark.parametrize(
    ("now_mn", "count", "said"),
    [
        (37_600, 3, Change.UP),
        (37_400, 3, Change.NONE),
        (22_600, 3, Change.NONE),
        (22_400, 3, Change.DOWN),
        (38_900, 2, Change.UP),
        (38_700, 2, Change.NONE),
        (21_300, 2, Change.NONE),
        (21_100, 2, Change.DOWN),
        (42_000, 1, Change.NONE),
        (43_000, 1, Change.UP),
        (18_000, 1, Change.NONE),
        (17_000, 1, Change.DOWN),
    ],
)
def test_a_rise_and_a_fall_are_told_from_the_same_share_of_the_earlier_mark_on(
    now_mn: int, count: int, said: Change
) -> None:
    assert change(Estimate(30_000, count), Estimate(now_mn, count)) is said


@given(a=forces, b=forces, many=ramps, more=ramps)
def test_what_is_told_is_the_share_that_was_looked_at(a: int, b: int, many: int, more: int) -> None:
    found = compared([("d", Estimate(a, many)), ("e", Estimate(b, more))])
    assert found is not None
    if found.change is Change.NONE:
        assert abs(b - a) <= least_change(many, more) * a * (1 + 1e-9)
    else:
        assert found.change is (Change.UP if b > a else Change.DOWN)
        assert found.about_percent is not None
        assert found.about_percent == pytest.approx(100 * abs(b - a) / a, abs=0.501)
        assert found.about_percent >= round(100 * least_change(many, more)) >= 25


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


def test_the_newest_is_compared_with_the_first() -> None:
    marks = [("2026-01-01", Estimate(30_000, 2)), ("2026-01-08", None)]
    assert compared(marks) is None
    found = compared([*marks, ("2026-01-15", Estimate(99_000, 2)), ("d", Estimate(43_100, 2))])
    assert found is not None
    assert (found.since, found.change, found.about_percent) == ("2026-01-01", Change.UP, 44)
    same = compared([*marks, ("2026-01-15", Estimate(31_000, 2))])
    assert same is not None
    assert (same.change, same.about_percent) == (Change.NONE, None)


def test_a_mark_of_nothing_is_compared_with_nothing() -> None:
    assert compared([("a", Estimate(0, 2)), ("b", Estimate(30_000, 0))]) is None
    assert Estimate(30_000, 0).error_mn == Estimate(30_000, 1).error_mn == 8_820
