"""One place over time: only what the data can carry is called a change, and nothing a cause."""

import pytest

from tpdevice.homework.helped import LEAST_SESSIONS, together
from tpdevice.homework.overtime import Middle, Once, felt_same, middle
from tpdevice.session.thresholds import Change


def once(number: int = 1, *, outcome: str = "eased", **changes: object) -> Once:
    usual: dict[str, object] = {
        "session": number,
        "local_date": f"2026-03-{number:02}",
        "tool": "ball",
        "support": "wall",
        "rig": "r",
        "held_s": 60.0,
        "in_band_percent": 90.0,
        "first_rating": 6,
        "last_rating": 4,
        "outcome": outcome,
        "threshold_n": 30.0,
        "threshold_ramps": 3,
        "next_day_soreness": None,
    }
    return Once(**(usual | changes))  # type: ignore[arg-type]


def rated(*forces_n: float, rating: int = 5) -> list[Once]:
    return [once(n, forces_n=((rating, force),)) for n, force in enumerate(forces_n, 1)]


def test_the_median_is_of_what_is_known_and_says_of_how_many() -> None:
    assert middle([3, None, 1, 2, None]) == Middle(2, 3)
    assert middle([None]) is None


def test_four_sessions_with_the_same_rating_are_the_fewest_that_are_compared() -> None:
    assert felt_same(rated(30, 30, 60)) is None
    found = felt_same(rated(30, 30, 60, 60))
    assert found is not None
    assert (found.first_n, found.last_n, found.each_end, found.sessions) == (30, 60, 2, 4)
    assert (found.change, found.about_percent) == (Change.UP, 100)


@pytest.mark.parametrize(("times", "told"), [(1.28, Change.NONE), (1.31, Change.UP)])
def test_two_sessions_at_each_end_must_differ_by_29_percent(times: float, told: Change) -> None:
    found = felt_same(rated(30, 30, 30 * times, 30 * times))
    assert found is not None
    assert found.change is told
    assert (found.about_percent is None) is (told is Change.NONE)


def test_less_than_a_quarter_is_never_called_a_change_however_many_sessions() -> None:
    found = felt_same(rated(*[30.0] * 20, *[37.0] * 20))
    assert found is not None
    assert (found.each_end, found.change) == (5, Change.NONE)


def test_the_rating_that_most_sessions_share_is_compared_and_each_session_counts_once() -> None:
    sessions = [once(n, forces_n=((6, 40.0), (4, 20.0), (4, 30.0))) for n in range(1, 5)]
    sessions += [once(5, forces_n=((4, 25.0),))]
    found = felt_same(sessions)
    assert found is not None
    assert (found.rating, found.sessions, found.first_n, found.last_n) == (4, 5, 25, 25)


def test_a_threshold_has_the_error_of_its_ramps() -> None:
    assert once().threshold_error_n == pytest.approx(1.96 * 0.15 / 3**0.5 * 30, abs=0.001)
    assert once(threshold_n=None, threshold_ramps=0).threshold_error_n is None


def test_of_too_few_sessions_nothing_is_said_but_how_many_they_are() -> None:
    few, many = LEAST_SESSIONS - 1, LEAST_SESSIONS
    sessions = [once(1, tool="cane")] * few + [once(2, outcome="rose")] * (many - 2)
    sessions += [once(3, outcome="let go", last_rating=1, next_day_soreness=3)] * 2
    by_tool = {each.value: each for each in together(sessions) if each.what == "tool"}
    cane, ball = by_tool["cane"], by_tool["ball"]
    assert (cane.enough, cane.sessions) == (False, few)
    assert (cane.reported, cane.fall, cane.soreness) == (None, None, None)
    assert (ball.enough, ball.sessions, ball.reported) == (True, many, 2)
    assert (ball.fall, ball.soreness) == (Middle(2, many), Middle(3, 2))


def test_sessions_without_a_rating_are_in_no_count() -> None:
    assert together([once(1, first_rating=None)] * LEAST_SESSIONS) == ()
