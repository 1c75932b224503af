"""What counts as a gain, by what was reported."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.record import Outcome
from tpdevice.homework.progress import Done, Gain, gain, often

TODAY = 739_700
SAME = Done(0, 6, 40_000, "cane", str(Outcome.NO_CLEAR_CHANGE))


def weeks(*starts: int, every: int = 2, **same: object) -> list[Done]:
    """Return sessions that start out as rated, the last of them today."""
    first = TODAY - every * (len(starts) - 1)
    each = replace(SAME, **same)  # type: ignore[arg-type]
    return [
        replace(each, day=first + every * n, start_rating=rating) for n, rating in enumerate(starts)
    ]


def of(done: list[Done]) -> Gain:
    return gain(done, today=TODAY)


def test_six_sessions_that_start_out_alike_are_no_gain() -> None:
    assert of(weeks(6, 5, 6, 6, 5, 6)) is Gain.NONE


def test_five_sessions_in_ten_days_are_too_early_to_say() -> None:
    assert of(weeks(6, 6, 6, 6, 6)) is Gain.EARLY


def test_three_weeks_without_a_gain_say_so_with_fewer_sessions() -> None:
    assert of(weeks(6, 6, 6, 6, every=7)) is Gain.NONE
    assert of(weeks(6, 6, 6, 6, every=6)) is Gain.EARLY
    assert of(weeks(6, 6, 6, every=10)) is Gain.EARLY


def test_a_start_that_is_two_points_lower_is_a_gain_and_one_point_is_not() -> None:
    assert of(weeks(6, 6, 6, 5, 4, 4)) is Gain.SOME
    assert of(weeks(6, 6, 6, 5, 5, 5)) is Gain.NONE


def test_a_lower_start_at_less_force_is_no_gain() -> None:
    done = weeks(6, 6, 6, 5, 4, 4)
    light = [*done[:4], *(replace(each, start_mn=32_000) for each in done[4:])]
    assert of(light) is Gain.NONE


def test_a_quarter_more_force_that_is_rated_no_higher_is_a_gain() -> None:
    done = weeks(6, 6, 6, 6, 6, 6)
    more = [*done[:4], *(replace(each, start_mn=50_000) for each in done[4:])]
    assert of(more) is Gain.SOME
    higher = [*more[:4], *(replace(each, start_rating=7) for each in more[4:])]
    assert of(higher) is Gain.NONE


def test_newtons_of_another_rig_are_not_compared() -> None:
    done = weeks(6, 6, 6, 6, 6, 6)
    other = [*done[:4], *(replace(each, start_mn=80_000, rig="ball") for each in done[4:])]
    assert of(other) is Gain.NONE


def test_who_felt_it_ease_most_times_reports_a_gain() -> None:
    done = weeks(6, 6, 6, 6, 6, 6)
    eased = [replace(each, outcome=str(Outcome.EASED)) for each in done[:4]]
    assert of([*eased, *done[4:]]) is Gain.SOME
    assert of([*eased[:3], *done[3:]]) is Gain.NONE
    fading = [replace(each, outcome=str(Outcome.FADED)) for each in done]
    assert of(fading) is Gain.NONE, "ratings that came down may be fading"


def test_what_was_not_rated_or_lies_long_ago_is_not_looked_at() -> None:
    assert of(weeks(6, 6, 6, 6, 6, 6, start_mn=None)) is Gain.NONE
    unrated = [replace(each, start_rating=None) for each in weeks(6, 6, 6, 6, 6, 6)]
    assert of(unrated) is Gain.EARLY
    assert gain(weeks(6, 6, 6, 6, 6, 6), today=TODAY + 43) is Gain.EARLY


@given(st.permutations(weeks(7, 6, 6, 5, 4, 4)))
def test_the_order_in_which_sessions_come_does_not_matter(done: list[Done]) -> None:
    assert of(done) is Gain.SOME


@pytest.mark.parametrize(("count", "too_often"), [(6, False), (7, True), (14, True)])
def test_more_than_six_days_of_fourteen_are_often(count: int, *, too_often: bool) -> None:
    days = [TODAY - n for n in range(count)]
    assert often(days, today=TODAY) is too_often
    assert often([*days, *days], today=TODAY) is too_often, "a day counts once"
    assert not often(days, today=TODAY + 14)
