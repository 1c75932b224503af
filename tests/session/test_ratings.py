"""When ratings are asked, what they are compared with, and what follows from them."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, IN_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.plan import Calibration
from tpdevice.core.record import Ending, Outcome, RatingRow
from tpdevice.core.units import ns
from tpdevice.session.phases import Phase
from tpdevice.signal.easing import outcome

FULL = header(asked={"rating_at_s": (0.0, 8.0, 20.0, 40.0, 52.0)})


def test_ratings_are_asked_at_0_20_40_and_60_seconds_held() -> None:
    sitting = Sitting().repetition(5, 5, 5, 5)
    assert [row.due_s for row in sitting.ratings] == [0.0, 20.0, 40.0, 60.0]
    held_s = [row.held_ns / 1e9 for row in sitting.ratings]
    # Force was at the reference all the time, so none of them had to wait for it.
    assert held_s == pytest.approx([0.3, 20.1, 40.1, 60.0], abs=0.1)
    assert all(row.matched for row in sitting.ratings)


def test_the_full_schedule_has_six() -> None:
    sitting = Sitting(FULL).repetition(5, 5, 5, 5, 5, 5)
    assert [row.due_s for row in sitting.ratings] == [0.0, 8.0, 20.0, 40.0, 52.0, 60.0]


def test_the_reference_is_the_mean_force_of_the_three_seconds_before_the_first_rating() -> None:
    sitting = Sitting().approach().until(Phase.HOLD, 40.0)
    sitting.press(lambda s: 40.0 if s <= 1.4 else 44.0, 3.2)
    assert sitting.word == "rate"
    assert sitting.state.hold.reference_mn == pytest.approx(42_000, abs=50)


def test_before_a_rating_the_mean_of_two_seconds_is_brought_within_five_percent() -> None:
    sitting = Sitting().hold(44.0).rate(5).answering(41.0, 21.0, ratings=[])
    assert sitting.word == "match_more"
    began_s = sitting.now_s
    sitting.press(44.0, 4.0)
    assert sitting.word == "rate"
    # From 41 to 95 % of 44, 41.8 N: 0.8 of the 3 N that the mean of two seconds has to rise.
    assert sitting.told_s("rate", after_s=began_s) - began_s == pytest.approx(0.53, abs=0.15)
    sitting.rate(5)
    assert sitting.ratings[-1].matched


def test_force_above_the_reference_is_asked_down() -> None:
    sitting = Sitting().hold(40.0).rate(5).press(47.0, 21.0)
    assert sitting.word == "match_less"


def test_force_at_the_edge_of_five_percent_still_matches() -> None:
    at = Sitting().hold(40.0).rate(5).press(42.0, 23.0)
    beyond = Sitting().hold(40.0).rate(5).press(42.1, 23.0)
    assert at.word == "rate"
    assert beyond.word == "match_less"


def test_after_eight_seconds_the_rating_is_asked_anyway_and_marked_unmatched() -> None:
    sitting = Sitting().hold().rate(5)
    sitting.press(41.0, 20.0)
    began_s = sitting.told_s("match_more")
    sitting.press(41.0, 8.2)
    assert sitting.told_s("rate", after_s=began_s) - began_s == pytest.approx(8.0, abs=0.15)
    sitting.rate(5)
    assert not sitting.ratings[-1].matched


def test_an_answer_before_the_match_is_kept_as_unmatched() -> None:
    sitting = Sitting().hold().rate(5).press(41.0, 21.0).rate(3)
    assert sitting.ratings[-1].value == 3
    assert not sitting.ratings[-1].matched


def test_a_question_without_an_answer_is_kept_as_such() -> None:
    sitting = Sitting().hold().press(IN_N, 15.5)
    (row,) = sitting.ratings
    assert row.value is None
    assert sitting.word == "hold"


def test_without_a_last_answer_the_hold_ends_all_the_same() -> None:
    sitting = Sitting().hold().answering(IN_N, 62.0, ratings=[5, 5, 5])
    assert sitting.word == "rate"
    sitting.press(IN_N, 15.5)
    assert sitting.state.phase is Phase.RELEASE
    assert sitting.ratings[-1].value is None


def test_an_unanswered_question_gives_way_to_the_last_one_of_a_short_hold() -> None:
    opening = header(asked={"hold_s": 10.0, "rating_at_s": (0.0,)})
    sitting = Sitting(opening).hold().press(IN_N, 12.5)
    assert [(row.due_s, row.value) for row in sitting.ratings] == [(0.0, None)]
    assert sitting.word == "rate"
    sitting.rate(4)
    assert [(row.due_s, row.value) for row in sitting.ratings] == [(0.0, None), (10.0, 4)]
    assert sitting.state.phase is Phase.RELEASE


def test_who_leaves_the_band_for_long_is_asked_again_later() -> None:
    sitting = Sitting().hold().press(20.0, 3.5)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.ratings == []
    sitting.until(Phase.HOLD, 40.0).press(40.0, 3.2)
    assert sitting.word == "rate"
    sitting.rate(5)
    assert sitting.ratings[0].due_s == 0.0
    assert sitting.ratings[0].reference_mn == 40_000, "the reference is of the settling before it"


def test_the_reference_stays_once_a_rating_was_given() -> None:
    sitting = Sitting().hold().rate(5).press(20.0, 3.5)
    sitting.until(Phase.HOLD, 40.0).press(40.0, 5.0)
    assert sitting.state.hold.reference_mn == 44_000


@pytest.mark.parametrize("value", [4, 5, 6])
def test_four_to_six_changes_nothing(value: int) -> None:
    sitting = Sitting().hold(40.0).rate(value).press(40.0, 1.0)
    assert sitting.word == "hold"
    assert sitting.state.asked_band is sitting.state.band


@pytest.mark.parametrize("value", [0, 2, 3])
def test_three_or_less_is_offered_a_little_more_and_never_asked_for_it(value: int) -> None:
    sitting = Sitting().hold(40.0).rate(value).press(40.0, 0.1)
    assert sitting.word == "deeper"
    assert sitting.told[-1].cue.direction == "stay"
    sitting.press(40.0, 5.0)
    assert sitting.word == "hold", "the offer passes"


def test_nothing_is_offered_where_the_band_has_no_room() -> None:
    # Top 48.4 N, and two margins of 2.2 N must be left.
    assert "deeper" in Sitting().hold(44.0).rate(2).press(44.0, 0.2).words
    assert "deeper" not in Sitting().hold(44.1).rate(2).press(44.1, 0.2).words


def test_a_little_more_is_offered_once_in_a_hold() -> None:
    sitting = Sitting().repetition(2, 1, 3, 2, force_n=40.0)
    assert sitting.words.count("deeper") == 1
    sitting.press(FREE_N, 31.0).repetition(2, 2, 2, 2, force_n=40.0)
    assert sitting.words.count("deeper") == 2


def test_who_comes_down_to_a_two_is_not_offered_more() -> None:
    sitting = Sitting().hold(40.0).rate(5).answering(40.0, 43.0, ratings=[3, 2])
    assert [rating.value for rating in sitting.ratings] == [5, 3, 2]
    assert "deeper" not in sitting.words


def test_an_offer_that_found_no_room_may_come_with_a_later_answer() -> None:
    sitting = Sitting().hold(45.0).rate(3).press(45.0, 5.0)
    assert "deeper" not in sitting.words
    assert "deeper" in sitting.answering(43.5, 20.0, ratings=[3]).words


def test_seven_asks_for_less_and_lowers_what_may_be_asked_for() -> None:
    sitting = Sitting().hold().rate(7)
    assert sitting.word == "strong"
    assert sitting.told[-1].cue.direction == "less"
    band = sitting.state.asked_band
    assert band is not None
    assert band.top_mn == 39_600
    assert sitting.state.aim_mn == band.aim_mn <= band.top_mn
    sitting.press(IN_N, 4.0)
    assert sitting.word == "less"
    sitting.move(37.5, n_per_s=2.0)
    assert sitting.word == "there"


def test_after_seven_nobody_is_led_back_to_the_force_at_which_it_was_given() -> None:
    sitting = Sitting().hold().rate(7).press(36.0, 30.0)
    assert "match_more" not in sitting.words
    assert sitting.words.count("rate") == 2
    sitting.rate(5)
    assert not sitting.ratings[-1].matched


def test_a_last_rating_of_seven_holds_for_the_next_repetition_and_a_lower_one_frees_it() -> None:
    strong = Sitting().repetition(6, 6, 6, 7).press(FREE_N, 31.0)
    assert strong.state.phase is Phase.APPROACH
    assert strong.state.asked_band is not None
    assert strong.state.asked_band.top_mn == 39_600
    assert strong.state.aim_mn == strong.state.asked_band.aim_mn
    strong.repetition(4, 4, 4, 4, 4, force_n=39.0).press(FREE_N, 31.0)
    assert strong.state.hold.cap_mn is None


def test_a_seven_that_nobody_asked_for_asks_for_less_too() -> None:
    sitting = Sitting().hold().rate(6).press(IN_N, 5.0).rate(7)
    assert sitting.word == "strong"
    assert len(sitting.ratings) == 1


def test_eight_stops_this_point_for_today() -> None:
    asked = Sitting().hold().rate(8)
    unasked = Sitting().hold().rate(5).press(IN_N, 5.0).rate(9)
    coming_off = Sitting().hold().answering(IN_N, 62.0, ratings=[5, 5, 5, 5]).rate(8)
    for sitting in (asked, unasked, coming_off):
        assert sitting.state.phase is Phase.STOPPED
        assert sitting.word == "come_off_rating"
        assert sitting.summary.ending is Ending.STOPPED_BY_GUARD
        assert sitting.summary.exit_code == 4
    assert asked.ratings[0].value == 8


def test_two_above_the_start_at_the_same_force_stops_this_point_for_today() -> None:
    sitting = Sitting().hold().rate(4).answering(IN_N, 23.0, ratings=[6])
    assert sitting.word == "come_off_rose"
    assert sitting.ratings[-1].value == 6


def test_two_above_the_start_at_less_force_stops_even_more() -> None:
    assert Sitting().hold().rate(4).press(41.0, 21.0).rate(6).word == "come_off_rose"


def test_two_above_the_start_stops_also_when_nobody_asked() -> None:
    assert Sitting().hold().rate(4).press(IN_N, 5.0).rate(6).word == "come_off_rose"


def test_two_above_the_start_at_more_force_does_not_stop() -> None:
    sitting = Sitting().hold(40.0).rate(4).press(47.0, 21.0).rate(6)
    assert sitting.state.phase is Phase.HOLD


def first_asked_away_from_the_reference(first_n: float, then_n: float) -> Sitting:
    """Settle around a reference between the two forces; stay at the second until it is asked."""
    sitting = Sitting().approach().until(Phase.HOLD, first_n).press(first_n, 1.5)
    sitting.press(then_n, 11.0)
    assert sitting.word == "rate"
    return sitting


def test_two_above_a_start_that_was_rated_at_less_force_does_not_stop() -> None:
    sitting = first_asked_away_from_the_reference(48.0, 38.0).rate(2)
    assert not sitting.ratings[0].matched
    assert sitting.ratings[0].reference_mn == pytest.approx(43_200, abs=200)
    sitting.answering(43.0, 21.0, ratings=[4])
    assert sitting.ratings[-1].matched
    assert sitting.state.phase is Phase.HOLD, "an eighth more force may well feel stronger"
    sitting.answering(43.0, 21.0, ratings=[6])
    assert sitting.word == "come_off_rose", "the second rating is the start at this force"


def test_a_start_at_less_force_would_have_been_no_lower_at_the_same_force() -> None:
    sitting = first_asked_away_from_the_reference(48.0, 38.0).rate(3)
    sitting.answering(43.0, 21.0, ratings=[2])
    assert sitting.ratings[-1].value == 2
    sitting.answering(43.0, 21.0, ratings=[4])
    assert sitting.ratings[-1].matched
    assert sitting.state.phase is Phase.HOLD, "4 is only one above the start"
    assert sitting.press(43.0, 1.0).rate(5).word == "come_off_rose"


def test_two_above_a_start_that_was_rated_at_more_force_stops() -> None:
    sitting = first_asked_away_from_the_reference(38.5, 48.0).rate(4)
    assert not sitting.ratings[0].matched
    assert sitting.press(48.0, 5.0).rate(6).word == "come_off_rose"


def test_a_rating_of_more_force_is_none_of_the_same_because_force_fell_at_the_answer() -> None:
    sitting = Sitting().hold(40.0).rate(4).press(47.0, 29.0)
    assert sitting.word == "rate"
    sitting.press(41.0, 0.4).rate(6)
    assert sitting.state.phase is Phase.HOLD, "what is rated is felt over seconds"


@pytest.mark.parametrize("value", [6, 8, 10])
def test_a_figure_that_is_touched_while_nothing_is_pressed_rates_nothing(value: int) -> None:
    sitting = Sitting().repetition(4, 4, 4, 4).rate(value)
    assert sitting.state.phase is Phase.REST
    sitting.rate(1).rate(0)
    assert sitting.state.phase is Phase.REST


def test_force_that_rises_while_the_answer_is_on_its_way_is_not_the_same_force() -> None:
    sitting = Sitting().hold().rate(4).press(IN_N, 20.5)
    assert sitting.word == "rate"
    harder = sitting.press(47.0, 0.5).rate(6)
    assert harder.ratings[-1].matched
    assert harder.state.phase is Phase.HOLD
    lighter = Sitting().hold().rate(4).press(IN_N, 20.5).press(38.0, 0.5).rate(6)
    assert lighter.word == "come_off_rose", "as strong although lighter"


def test_one_above_the_start_does_not_stop() -> None:
    sitting = Sitting().hold().rate(4).answering(IN_N, 23.0, ratings=[5])
    assert sitting.state.phase is Phase.HOLD


def test_sharp_stops_at_a_question_and_anywhere_else() -> None:
    assert Sitting().hold().key(Action.SHARP).word == "come_off_sharp"
    assert Sitting().approach().key(Action.SHARP).word == "come_off_sharp"


@pytest.mark.parametrize("value", [-1, 11, 99])
def test_an_answer_outside_the_scale_is_none(value: int) -> None:
    sitting = Sitting().hold().rate(value)
    assert sitting.ratings == []
    assert sitting.word == "rate"


def test_after_eased_the_old_feeling_may_be_matched_ten_percent_higher_but_never_above_top() -> (
    None
):
    eased = Sitting().repetition(6, 6, 3, 3).press(FREE_N, 31.0)
    assert eased.repetitions[0].outcome is Outcome.EASED
    assert eased.state.band is not None
    assert eased.state.aim_mn == 48_400 == eased.state.band.top_mn
    lying = Sitting(header(asked={"repetitions": 4}, limits={"held_today_s": -90.0}))
    lying.repetition(6, 6, 3, 3).press(FREE_N, 31.0).repetition(5, 5, 5, 5).press(FREE_N, 31.0)
    assert lying.state.aim_mn == 44_000, "for one repetition"


def rows(*values: int | None) -> list[RatingRow]:
    return [
        RatingRow(
            at_ns=0,
            repetition=1,
            due_s=20.0 * i,
            held_ns=ns(20.0 * i),
            value=value,
            matched=True,
            force_mn=44_000,
            reference_mn=44_000,
        )
        for i, value in enumerate(values)
    ]


def test_a_hold_that_eased_a_little_away_from_the_reference_still_eased() -> None:
    sitting = Sitting().hold().rate(6).answering(IN_N, 21.0, ratings=[6])
    sitting.answering(40.5, 62.0, ratings=[3, 2])
    assert [rating.matched for rating in sitting.ratings] == [True, True, False, False]
    sitting.move(FREE_N).press(FREE_N, 1.5)
    assert sitting.repetitions[0].outcome is Outcome.EASED


def test_the_first_rating_waits_for_its_force_like_all_others() -> None:
    sitting = Sitting().approach().move(35.0).until(Phase.HOLD, 38.5).press(38.5, 1.2)
    sitting.press(48.0, 2.3)
    assert sitting.state.hold.settled
    assert sitting.word == "match_less"
    assert sitting.press(43.0, 2.5).rate(5).ratings[0].matched


def test_force_that_sinks_before_the_answer_is_no_match() -> None:
    sitting = Sitting().hold().rate(6).press(IN_N, 20.5)
    assert sitting.word == "rate"
    assert not sitting.press(37.0, 3.0).rate(4).ratings[-1].matched
    wandering = Sitting().hold().rate(6).press(IN_N, 20.5).press(41.0, 3.0).rate(4)
    assert wandering.ratings[-1].matched, "a little wander while one thinks is no other force"


@pytest.mark.parametrize("asked", [True, False])
def test_a_ten_typed_as_two_figures_is_a_ten(*, asked: bool) -> None:
    sitting = Sitting().hold()
    if not asked:
        sitting.rate(5).press(IN_N, 5.0)
    sitting.rate(1).press(IN_N, 0.3).rate(0)
    assert sitting.word == "come_off_rating"
    assert sitting.ratings[-1].value == (10 if asked else 5)
    assert sitting.summary.first_rating == (10 if asked else 5)


def test_a_nought_that_comes_later_is_a_nought() -> None:
    sitting = Sitting().hold().rate(1).press(IN_N, 1.0).rate(0)
    assert sitting.state.phase is Phase.HOLD


def test_a_strong_rating_at_little_force_leaves_nothing_uncounted() -> None:
    sitting = Sitting(
        header(rules=replace(POINT, gentle=True), calibration=Calibration(10.0, None, 2, 0.0))
    )
    sitting.hold(9.0).rate(7).press(6.5, 2.0)
    band = sitting.state.asked_band
    assert band is not None
    assert sitting.state.free_mn <= band.bottom_mn


def test_let_go_is_kept_for_the_repetition_that_is_just_over() -> None:
    sitting = Sitting().repetition(5, 5, 5, 5).press(FREE_N, 2.0).key(Action.LET_GO)
    sitting.key(Action.STOP)
    (row,) = sitting.summary.repetitions
    assert row.let_go
    assert row.outcome is Outcome.LET_GO
    assert sitting.summary.let_go


def test_one_rating_alone_is_nothing_to_compare() -> None:
    assert outcome(rows(6), let_go=False) is Outcome.NOT_RATED
    assert outcome(rows(6, None, None), let_go=False) is Outcome.NOT_RATED


def test_let_go_is_the_persons_word_and_eased_goes_before_it() -> None:
    assert outcome(rows(5, 5, 5), let_go=True) is Outcome.LET_GO
    assert outcome(rows(6, 6, 3, 3), let_go=True) is Outcome.EASED
    assert outcome(rows(), let_go=True) is Outcome.LET_GO
    assert outcome(rows(None, None), let_go=False) is Outcome.NOT_RATED


def test_the_let_go_key_is_kept_with_the_repetition_also_while_coming_off() -> None:
    pressed = Sitting().hold().rate(5).press(IN_N, 10.0).key(Action.LET_GO)
    assert pressed.state.phase is Phase.HOLD, "it moves nothing"
    pressed.key(Action.STOP)
    late = Sitting().hold().answering(IN_N, 62.0, ratings=[5, 5, 5, 5]).key(Action.LET_GO)
    late.press(FREE_N, 1.5)
    for sitting in (pressed, late):
        (row,) = sitting.repetitions
        assert row.let_go
        assert row.outcome is Outcome.LET_GO


def test_let_go_before_any_hold_says_nothing_about_one() -> None:
    sitting = Sitting().approach().key(Action.LET_GO).repetition(5, 5, 5, 5)
    assert not sitting.repetitions[0].let_go


def test_a_seven_from_somebody_who_let_go_meanwhile_is_about_the_force_before() -> None:
    sitting = Sitting().hold().press(FREE_N, 0.5).rate(7)
    assert sitting.state.asked_band is not None
    assert sitting.state.asked_band.top_mn == 39_600
