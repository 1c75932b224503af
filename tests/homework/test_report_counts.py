"""What a report counts, and what it says first."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from threestories import (
    BAND_N,
    FIRST,
    PLAN,
    STORIES,
    diligent,
    felt,
    result,
    session,
    sporadic,
    too_hard,
)

from tpdevice.homework.plan import Day
from tpdevice.homework.report import worded
from tpdevice.homework.report.counted import all_days, all_seconds, days_of, seconds_of
from tpdevice.homework.report.drawn_days import Sign, sign_of
from tpdevice.homework.report.drawn_traces import chosen
from tpdevice.homework.report.markdown import markdown
from tpdevice.homework.report.markseries import series_of
from tpdevice.homework.report.papers import Papers
from tpdevice.homework.report.told import figures, reported
from tpdevice.homework.report.unusual import unusual
from tpdevice.homework.result import Delivered, Felt, LeftOut

RANDOM = Random(0)
TUESDAY = FIRST + timedelta(days=1)


def _papers(*sessions: Delivered, until: date = date(2026, 11, 1)) -> Papers:
    return Papers(PLAN, result(list(sessions), [], until=until))


def _what(papers: Papers) -> list[str]:
    return [each.what for each in unusual(papers)]


def test_a_day_made_up_later_counts_and_is_told_as_another_day() -> None:
    [asked] = (papers := _papers(session(0, TUESDAY, RANDOM), until=TUESDAY)).asked()
    days = days_of(asked, papers)
    assert (days.counted, days.beyond, days.missed, days.other) == (1, 0, (FIRST,), (TUESDAY,))
    assert sign_of(TUESDAY, asked, papers) is Sign.OTHER
    assert sign_of(FIRST, asked, papers) is Sign.MISSED
    assert _what(papers) == []


def test_more_than_asked_is_never_more_than_all_of_it() -> None:
    papers = _papers(*[session(n, FIRST + timedelta(days=n), RANDOM) for n in range(7)])
    [asked] = papers.asked()
    days = days_of(
        asked,
        replace(papers, result=msgspec.structs.replace(papers.result, until=date(2026, 10, 12))),
    )
    assert (days.counted, len(days.asked), days.beyond) == (3, 3, 4)
    assert all_seconds(too_hard()).percent == 100


def test_the_day_on_which_a_result_is_made_is_not_missed_yet() -> None:
    [asked] = (papers := _papers(until=FIRST)).asked()
    assert all_days(papers).asked == ()
    assert sign_of(FIRST, asked, papers) is Sign.AHEAD
    assert all_seconds(papers).percent is None


def test_time_without_data_is_told_apart_and_never_as_held() -> None:
    papers = diligent()
    [asked] = papers.asked()
    seconds = seconds_of(asked, papers)
    assert (seconds.held, seconds.no_data) == (2160, 16)


def test_a_session_in_which_nothing_was_held_is_no_day_done() -> None:
    refused = session(0, FIRST, RANDOM, holds=0, ratings=(), ending="not started")
    papers = _papers(refused, until=TUESDAY)
    assert all_days(papers).counted == 0
    assert "Did not begin: 1 session" in _what(papers)


@pytest.mark.parametrize("ending", ["not started", "stopped for safety", "interrupted"])
def test_why_a_session_did_not_go_on_is_told_in_full(ending: str) -> None:
    why = "the comfortable range here is too narrow to hold with this tool"
    papers = _papers(session(0, FIRST, RANDOM, holds=0, ending=ending, reason=why), until=TUESDAY)
    [line] = [each.when for each in unusual(papers) if "1 session" in each.what]
    assert line == f"5 Oct ({why})"


def test_a_missed_day_with_a_session_in_it_is_told_apart_from_one_without() -> None:
    stopped = session(0, FIRST, RANDOM, holds=0, ratings=(), ending="stopped for safety")
    papers = _papers(stopped, until=FIRST + timedelta(days=6))
    [line] = [each.when for each in unusual(papers) if each.what.startswith("Missed")]
    assert line == "5, 7, 9 Oct; tried on 5 Oct, and nothing held"


def test_nothing_stands_out_with_somebody_diligent() -> None:
    assert unusual(diligent()) == ()


def test_the_story_of_somebody_sporadic_is_what_was_left_out() -> None:
    assert [each.partition(":")[0] for each in _what(sporadic())] == [
        "Ended early",
        "Missed",
        "Beside the plan",
        "Sensor not checked with a known weight",
    ]
    assert figures(sporadic())[0][0] == "4 of 12"


def test_a_missed_day_has_the_reason_that_was_given_and_other_days_and_places_have_none() -> None:
    papers = sporadic()
    (line,) = [each.when for each in unusual(papers) if each.what.startswith("Missed")]
    assert line.endswith("; reasons given: no time (3), sore (1)")
    done, elsewhere = FIRST, FIRST + timedelta(days=2)
    left = (LeftOut(done, "UT", "left", "sore"), LeftOut(elsewhere, "UT", "right", "sore"))
    papers = replace(papers, result=msgspec.structs.replace(papers.result, left_out=left))
    (line,) = [each.when for each in unusual(papers) if each.what.startswith("Missed")]
    assert "reasons" not in line
    assert "Why days were missed" not in markdown(papers)


def test_of_many_different_reasons_the_most_frequent_are_named_and_the_rest_is_counted() -> None:
    said = ["no time", "a", "b", "b", "c", "d", "no time", "no time", "e"]
    assert worded.reasons(said) == "no time (3), b (2), a (1), c (1), others (2)"
    assert worded.reasons([]) == ""


def test_the_story_of_somebody_who_presses_too_hard_begins_with_the_gravest() -> None:
    found = unusual(too_hard())
    assert [each.what.partition(":")[0] for each in found] == [
        "A sign that somebody should look at was reported",
        "A bruise was reported",
        "Sore afterwards, 4 or more",
        "Stopped for safety",
        "Above the cap",
        "Rated 7 or more",
        "More than asked at top of shoulder, left",
    ]
    assert all(each.grave for each in found[:6])
    assert "49 N where 42 N was the most" in found[4].when


def test_what_is_marked_as_grave_stands_before_everything_else() -> None:
    over = session(0, FIRST, RANDOM, peak_n=49.0)
    said = (Felt(over.uid, 24, TUESDAY, 4, bruise=False, warning=False),)
    result = msgspec.structs.replace(_papers(over).result, felt=said)
    found = unusual(replace(_papers(over), result=result))
    assert [each.what.partition(":")[0] for each in found[:2]] == [
        "Above the cap",
        "Sore afterwards, 4 or more",
    ]
    assert [each.grave for each in found[:2]] == [True, False]


def test_a_rating_of_seven_is_an_exception_and_one_of_six_is_none() -> None:
    six, seven = (session(0, FIRST, RANDOM, ratings=(6, each, 5)) for each in (6, 7))
    assert _what(_papers(six, until=TUESDAY)) == []
    assert _what(_papers(seven, until=TUESDAY)) == ["Rated 7 or more: 1 of 1 session"]


def _with_above(above_s: float, held_s: float = 54.0) -> Delivered:
    whole = session(0, FIRST, RANDOM, holds=1)
    hold = msgspec.structs.replace(whole.holds[0], held_s=held_s, above_s=above_s)
    return msgspec.structs.replace(whole, holds=(hold,))


def test_a_tenth_of_the_time_above_the_band_is_told_and_less_is_not() -> None:
    [line] = unusual(_papers(_with_above(6.0), until=TUESDAY))
    assert (line.what, line.when) == (
        "Much above the band: 1 of 1 session",
        "10 % of the time at most; 5 Oct",
    )
    assert line.grave
    assert _what(_papers(_with_above(5.9), until=TUESDAY)) == []


def test_a_few_seconds_above_the_band_in_a_short_hold_are_not_told() -> None:
    assert _what(_papers(_with_above(4.9, held_s=10.0), until=TUESDAY)) == []
    assert _what(_papers(_with_above(5.0, held_s=10.0), until=TUESDAY)) != []


def test_a_simulated_session_counts_only_where_there_is_no_other() -> None:
    real = session(0, FIRST, RANDOM)
    made_up = msgspec.structs.replace(session(1, FIRST, RANDOM), simulated=True)
    both, alone = _papers(real, made_up), _papers(made_up)
    assert both.sessions == (real,)
    assert not both.simulated
    assert "SIMULATED, and not counted: 1 session" in _what(both)
    assert alone.sessions == (made_up,)
    assert alone.simulated


def test_marks_that_fell_by_a_quarter_with_two_ramps_are_told_as_no_change() -> None:
    [series] = series_of(too_hard())
    first, last = series.marked[0].tender, series.marked[-1].tender
    assert first is not None
    assert last is not None
    assert last.force_mn / first.force_mn == pytest.approx(0.76, abs=0.01)
    assert all("no change" in each for each in series.said())


def test_marks_that_were_taken_over_are_not_counted_again() -> None:
    [series] = series_of(diligent())
    assert len(series.marked) == 4


def test_marks_of_untold_ramps_have_the_widest_error_and_are_told_once() -> None:
    same = [
        msgspec.structs.replace(
            session(n, FIRST + timedelta(days=n), RANDOM), tender_ramps=None, comfort_ramps=None
        )
        for n in range(3)
    ]
    [series] = series_of(_papers(*same))
    [marked] = series.marked
    assert marked.tender is not None
    assert marked.tender.ramps == 1


def test_marks_of_another_sensor_are_another_series() -> None:
    other = session(3, TUESDAY, RANDOM)
    sensor = msgspec.structs.replace(other.sensor, name="another")
    papers = _papers(session(0, FIRST, RANDOM), msgspec.structs.replace(other, sensor=sensor))
    assert len(series_of(papers)) == 2


def test_marks_by_another_map_of_the_ball_are_another_series_and_the_newer_comes_last() -> None:
    made = ("f0", "f0", "0a", "0a")
    days = [FIRST + timedelta(days=n) for n in range(4)]
    sessions = [
        msgspec.structs.replace(
            session(n, day, RANDOM, tender_n=20.0 + n), conversion=by, tender_ramps=2
        )
        for n, (day, by) in enumerate(zip(days, made, strict=True))
    ]
    told = [[mark.day for mark in series.marked] for series in series_of(_papers(*sessions))]
    assert told == [days[:2], days[2:]]


def test_more_force_by_another_map_of_the_ball_is_no_gain() -> None:
    days = [FIRST + timedelta(days=2 * n) for n in range(12)]
    alike = [
        msgspec.structs.replace(
            session(n, day, RANDOM, ratings=(5, 5), level_n=20.0 + 2 * n), outcome="stayed"
        )
        for n, day in enumerate(days)
    ]
    another = [msgspec.structs.replace(each, conversion="0a") for each in alike[6:]]
    within, across = _papers(*alike), _papers(*alike[:6], *another)
    assert "weeks: a gain was reported" in reported(within.asked()[0], within)
    assert "weeks: no gain was reported" in reported(across.asked()[0], across)


def test_an_earlier_result_adds_its_marks_and_nothing_else() -> None:
    before = result([session(0, FIRST - timedelta(days=20), RANDOM)], [])
    before = msgspec.structs.replace(before, plan_id="another", uid="before")
    papers = replace(diligent(), earlier=(before,))
    # `s000` is in both: the newest result holds.
    assert len(series_of(papers)[0].marked) == 4
    older = msgspec.structs.replace(before.sessions[0], uid="old")
    before = msgspec.structs.replace(before, sessions=(older,))
    assert len(series_of(replace(papers, earlier=(before,)))[0].marked) == 5
    assert figures(papers) == figures(diligent())


def test_a_session_that_an_earlier_result_told_of_is_missed_aloud() -> None:
    papers = diligent()
    without = msgspec.structs.replace(papers.result, sessions=papers.result.sessions[1:])
    found = _what(replace(papers, result=without, earlier=(papers.result,)))
    assert "In an earlier result, and not in this one: 1 session" in found


def test_of_many_traces_the_first_the_exceptions_and_the_newest_are_drawn() -> None:
    days = [FIRST + timedelta(days=n) for n in range(24)]
    every = [
        session(n, day, RANDOM, ratings=(8, 7) if n == 2 else (5, 4)) for n, day in enumerate(days)
    ]
    drawn = chosen(_papers(*every), 18)
    assert [each.uid for each in drawn[:3]] == ["s000", "s002", "s008"]
    assert len(drawn) == 18


def test_a_place_has_days_of_its_own() -> None:
    point = msgspec.structs.replace(PLAN.points[0], days=(Day.SUN,))
    plan = msgspec.structs.replace(PLAN, points=(point,))
    [asked] = replace(_papers(), plan=plan).asked()
    assert [day.isoformat() for day in asked.days] == [
        "2026-10-11",
        "2026-10-18",
        "2026-10-25",
        "2026-11-01",
    ]


def test_soreness_of_a_session_that_does_not_count_is_no_exception() -> None:
    made_up = msgspec.structs.replace(session(1, FIRST, RANDOM), simulated=True)
    real = session(0, FIRST, RANDOM)
    papers = Papers(PLAN, result([real, made_up], [felt(made_up, 9)], until=TUESDAY))
    assert not any("Sore" in each for each in _what(papers))


@pytest.mark.parametrize("name", STORIES)
def test_a_story_presses_within_its_own_plan(name: str) -> None:
    assert {each.band_n for each in STORIES[name]().sessions} == {BAND_N}
