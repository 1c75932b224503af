"""A correction from its first word to "there", and what may begin it."""

from itertools import pairwise

import pytest
from sitting import HIGH_N, IN_N, LOW_N, SAMPLE_NS, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.cue import Direction
from tpdevice.core.plan import Calibration
from tpdevice.core.units import ns, seconds
from tpdevice.session import events as ev
from tpdevice.session.phases import Phase
from tpdevice.session.state import Lead

BARE = header(calibration=None, calibrate=False)
"""Without marks: 11 to 55 N."""
MORE_N, THERE_N, LESS_N = 38.3, 45.9, 47.7
"""Band 36.0 to 48.4 N: 38.23, 45.92 and 47.78 N, each a little to the side of nothing to say."""


def led(sitting: Sitting) -> Lead:
    lead = sitting.state.hold.lead
    assert lead is not None
    return lead


def calm(force_n: float = IN_N) -> Sitting:
    """Return a hold in which the first question is answered and nothing keeps a mean from leading.

    Its reference is `force_n`.
    """
    return Sitting().hold(force_n).rate(5).press(force_n, 4.0)


def test_a_mean_that_sags_below_0_18_of_the_band_begins_more_and_not_before() -> None:
    stays = calm().press(MORE_N, 6.0)
    assert stays.state.hold.lead is None
    sags = calm().press(38.2, 6.0)
    assert led(sags).direction is Direction.MORE
    assert led(sags).why == "sinking towards the bottom of the band"
    assert sags.word == "more"
    assert sags.told_s("more") > 0


def test_a_mean_that_rises_above_0_95_of_the_band_begins_less_and_not_before() -> None:
    assert calm().press(LESS_N, 6.0).state.hold.lead is None
    rises = calm().press(47.9, 6.0)
    assert led(rises).direction is Direction.LESS
    assert led(rises).why == "rising towards the top of the band"
    assert rises.word == "less"


def test_within_three_seconds_after_there_no_mean_begins_a_correction() -> None:
    sitting = calm().press(LOW_N, 0.8).press(46.5, 0.5)
    there_s = sitting.told_s("there", after_s=sitting.now_s - 1.0)
    sitting.press(37.0, 6.0)
    assert sitting.word == "more"
    assert seconds(led(sitting).since_ns) - there_s == pytest.approx(3.0, abs=0.02)


def test_below_the_band_calm_or_not_more_is_begun_after_0_7_s() -> None:
    sitting = calm().press(LOW_N, 0.8).press(46.5, 0.5)
    since_s = sitting.now_s
    sitting.press(35.0, 1.0)
    assert sitting.told_s("more", after_s=since_s) - since_s == pytest.approx(0.7, abs=0.02)


def test_there_is_said_ahead_of_a_force_that_rises() -> None:
    sitting = calm().press(38.0, 4.0)
    assert sitting.word == "more"
    sitting.press(lambda s: 38.0 + 4.0 * s, 2.5)
    assert sitting.word == "there"
    at_s = sitting.told_s("there", after_s=sitting.now_s - 2.5) - (sitting.now_s - 2.5)
    # The mark is reached 1.98 s on; a quarter second's mean lags by half of that.
    assert at_s == pytest.approx(1.98 + 0.12 - 0.425, abs=0.03)


def test_there_is_not_said_ahead_of_a_force_that_falls_back() -> None:
    sitting = calm().press(37.0, 4.0).press(45.0, 0.1).press(37.0, 3.0)
    assert sitting.word == "more"


def test_there_is_not_said_while_the_mean_of_a_quarter_second_is_outside_the_band() -> None:
    sitting = calm().press(LOW_N, 1.0)
    since_s = sitting.now_s
    sitting.press(lambda s: LOW_N + 24.0 * s, 1.0)
    at_s = sitting.told_s("there", after_s=since_s) - since_s
    # It is in the band from 0.67 s on, and the mean lags by half a quarter second.
    assert at_s == pytest.approx(0.667 + 0.12, abs=0.03)


def test_less_ends_in_there_too() -> None:
    sitting = calm().press(HIGH_N, 0.5)
    assert sitting.word == "less"
    sitting.move(47.0, n_per_s=2.0)
    assert sitting.word == "less", "inside, but not yet where it is to stay"
    sitting.move(45.5, n_per_s=2.0)
    assert sitting.word == "there"


def test_above_the_top_for_0_3_s_more_is_turned_into_less() -> None:
    sitting = calm().press(37.0, 4.0)
    assert sitting.word == "more"
    since_s = sitting.now_s
    sitting.press(HIGH_N, 0.5)
    assert sitting.told_s("less", after_s=since_s) - since_s == pytest.approx(0.3, abs=0.014)


def test_less_is_counted_from_the_top_even_where_a_hold_begins_above_it() -> None:
    sitting = Sitting().approach().move(34.0).press(34.0, 0.5)
    since_s = sitting.now_s
    sitting.press(54.0, 0.6)
    assert sitting.state.phase is Phase.HOLD
    assert sitting.told_s("less", after_s=since_s) - since_s == pytest.approx(0.3, abs=0.014)


def test_who_crosses_the_whole_band_between_two_samples_is_not_asked_for_more() -> None:
    sitting = calm().press(37.0, 4.0)
    assert sitting.word == "more"
    sitting.press(48.2, 0.6)
    assert sitting.word == "there"


@pytest.mark.parametrize("force_n", [44.0, 40.0])
def test_a_correction_that_leads_nowhere_is_ended_where_force_is_well_enough(
    force_n: float,
) -> None:
    sitting = calm().press(37.5, 4.0)
    begun_ns = led(sitting).since_ns
    sitting.move(force_n, n_per_s=2.0).press(force_n, 5.0)
    assert sitting.word == "there"
    assert sitting.told[-1].at_ns - begun_ns == pytest.approx(ns(6.0), abs=SAMPLE_NS)


def test_a_correction_that_is_not_followed_is_said_again_after_four_and_a_half_seconds() -> None:
    sitting = calm().press(37.5, 15.0)
    said_ns = [told.at_ns for told in sitting.told if told.cue.key == "more"]
    assert [b - a for a, b in pairwise(said_ns)] == [ns(4.5)] * (len(said_ns) - 1)
    assert len(said_ns) == 3


def test_looked_at_anew_above_the_band_more_becomes_less() -> None:
    sitting = calm().press(37.5, 4.0)
    due_ns = led(sitting).look_ns
    sitting.press(37.5, seconds(due_ns - sitting.t_ns) - 0.1)
    # Above the top at the moment at which it is looked at, and not yet for 0.3 s.
    sitting.press(HIGH_N, 0.2)
    assert sitting.word == "less"


def test_looked_at_anew_above_the_top_less_goes_on() -> None:
    sitting = calm().press(47.9, 4.0)
    due_ns = led(sitting).look_ns
    sitting.press(46.5, seconds(due_ns - sitting.t_ns) - 0.1)
    since = len(sitting.told)
    sitting.press(HIGH_N, 0.5)
    assert {told.cue.key for told in sitting.told[since:]} == {"less"}


def test_while_an_answer_is_awaited_no_mean_leads_anywhere_but_the_edges_do() -> None:
    asked = Sitting().hold()
    assert asked.word == "rate"
    assert asked.press(37.0, 8.0).word == "rate"
    assert asked.press(48.3, 5.0).word == "rate"
    assert asked.press(35.0, 0.8).word == "more"
    assert Sitting().hold().press(HIGH_N, 0.4).word == "less"


def test_a_question_that_comes_outside_the_band_leaves_the_way_back_in_force() -> None:
    sitting = calm(40.0).press(47.0, 17.0)
    assert sitting.word == "match_less"
    ask = sitting.state.hold.ask
    assert ask is not None
    sitting.press(47.0, seconds(ask.since_ns + ns(8.0) - sitting.t_ns) - 0.8)
    since = len(sitting.told)
    sitting.press(HIGH_N, 1.2)
    assert [told.cue.key for told in sitting.told[since:]] == ["less"]
    assert sitting.press(44.0, 1.0).word == "rate"


def test_nothing_leads_anywhere_in_a_pause() -> None:
    sitting = calm().key(Action.PAUSE).press(37.0, 8.0)
    assert sitting.state.hold.lead is None
    assert sitting.word == "paused"


def test_a_pause_ends_a_correction_and_the_next_needs_three_seconds() -> None:
    sitting = calm().press(37.0, 4.0)
    assert sitting.word == "more"
    sitting.key(Action.PAUSE).press(37.0, 8.0).key(Action.PAUSE)
    since_s = sitting.now_s
    assert sitting.state.hold.lead is None
    sitting.press(37.0, 4.0)
    assert sitting.told_s("more", after_s=since_s) - since_s == pytest.approx(3.0, abs=0.02)


def test_a_pause_before_the_last_answer_ends_a_correction_too() -> None:
    opening = header(asked={"hold_s": 10.0, "rating_at_s": (0.0,)})
    sitting = Sitting(opening).hold().rate(5).answering(IN_N, 10.0, ratings=[])
    assert sitting.state.hold.end_ns is not None
    sitting.press(LOW_N, 1.0)
    assert sitting.word == "more"
    sitting.key(Action.PAUSE).press(IN_N, 8.0).key(Action.PAUSE)
    assert sitting.state.hold.lead is None
    assert not sitting.state.hold.there


def test_a_correction_does_not_outlast_a_silence() -> None:
    sitting = calm().press(37.0, 4.0).silence(1.0).again().press(IN_N, 2.5)
    assert sitting.state.phase is Phase.HOLD
    assert sitting.state.hold.lead is None


def test_a_band_without_marks_has_only_its_edges() -> None:
    sitting = Sitting(BARE).hold(30.0).rate(4)
    assert sitting.press(12.0, 8.0).state.hold.lead is None
    assert sitting.press(54.0, 5.0).state.hold.lead is None
    assert sitting.press(10.0, 1.0).word == "more"
    # From its bottom by the margin, 1.65 N.
    assert sitting.move(12.0, n_per_s=1.0).press(12.0, 1.0).word == "more"
    assert sitting.press(13.0, 1.0).word == "there"


def test_a_band_without_marks_asks_for_less_only_until_force_is_back_under_its_top() -> None:
    sitting = Sitting(BARE).hold(30.0).rate(4).press(30.0, 4.0).press(56.0, 0.5)
    assert sitting.word == "less"
    assert sitting.press(52.0, 1.0).word == "there"


def test_before_a_rating_the_reference_is_where_a_correction_leads() -> None:
    sitting = Sitting().hold(40.0).rate(5).press(47.0, 21.0)
    assert sitting.word == "match_less"
    sitting.press(lambda s: max(40.0, 47.0 - 4.0 * s), 1.6)
    assert sitting.word != "there", "45.9 N is where it would lead otherwise"
    sitting.press(40.0, 2.0)
    assert sitting.word == "rate"


def test_who_answers_before_the_match_is_led_no_further() -> None:
    sitting = Sitting().hold(44.0).rate(5).press(41.0, 21.0)
    assert sitting.word == "match_more"
    sitting.rate(5)
    assert sitting.state.hold.lead is None
    edge = calm().press(41.0, 17.0).press(35.5, 0.8).press(38.0, 0.2)
    assert edge.word == "match_more", "within the margin of the bottom"
    assert edge.rate(5).press(38.0, 0.1).word == "there"


def test_a_lowered_band_leads_lower() -> None:
    sitting = Sitting().hold().rate(7)
    band = sitting.state.asked_band
    assert band is not None
    # 0.8 of its width above its bottom, 29.3 to 39.6 N.
    there_n = (band.bottom_mn + 0.8 * (band.top_mn - band.bottom_mn)) / 1000
    assert there_n == pytest.approx(37.5, abs=0.1)
    sitting.press(IN_N, 1.0).move(39.0, n_per_s=2.0)
    assert sitting.word == "less"
    sitting.move(there_n, n_per_s=2.0)
    assert sitting.word == "there"


def test_after_a_strong_rating_nobody_is_asked_for_more_for_a_while() -> None:
    sitting = Sitting().hold().rate(6).press(IN_N, 4.0).press(37.0, 4.0)
    assert sitting.word == "more"
    sitting.rate(7)
    assert sitting.word == "strong"
    assert led(sitting).direction is Direction.LESS
    low = Sitting().hold().rate(6).press(IN_N, 4.0).press(LOW_N, 0.8)
    assert low.word == "more"
    low.rate(7)
    since = len(low.told)
    assert low.word == "strong"
    low.press(17.0, 1.5)
    assert len(low.told) == since


def test_the_guard_comes_first() -> None:
    sitting = calm().press(37.0, 4.0)
    since = len(sitting.told)
    sitting.press(58.0, 0.5)
    assert [told.cue.key for told in sitting.told[since:]][-1] == "come_off_alarm"
    assert sitting.word == "come_off_alarm"
    assert sitting.press(37.0, 8.0).word == "come_off_alarm"


def test_there_is_told_before_a_battery() -> None:
    sitting = calm().press(37.0, 4.0)
    sitting.feed(ev.BatteryWarned(sitting.t_ns))
    sitting.press(46.0, 0.5)
    assert sitting.word == "there"
    sitting.press(46.0, 3.0)
    assert sitting.words[-2:] == ["there", "battery"]


def test_there_stands_until_something_else_is_said_and_does_not_come_again() -> None:
    sitting = calm().press(37.0, 4.0).press(44.0, 7.0)
    assert sitting.word == "there"
    sitting.key(Action.LET_GO).press(44.0, 3.0)
    assert sitting.word == "hold"


def test_a_light_answer_before_a_correction_does_not_take_its_there_away() -> None:
    sitting = Sitting().hold().rate(3).press(LOW_N, 1.0)
    assert sitting.word == "more"
    since = len(sitting.told)
    sitting.press(lambda s: min(46.0, LOW_N + 12.0 * s), 5.0)
    assert [told.cue.key for told in sitting.told[since:]] == ["there"]


def test_a_letting_go_in_a_correction_is_noted_after_there_was_heard() -> None:
    sitting = calm(40.0).press(35.0, 1.0).key(Action.LET_GO)
    assert sitting.word == "more"
    since = len(sitting.told)
    sitting.move(46.0, n_per_s=8.0).press(46.0, 8.0)
    assert [told.cue.key for told in sitting.told[since:]] == ["there", "let_go", "hold"]
    there, noted, _ = sitting.told[since:]
    assert seconds(noted.at_ns - there.at_ns) == pytest.approx(1.5, abs=0.11)


def test_a_letting_go_in_a_long_correction_is_noted_too_and_once() -> None:
    sitting = calm(40.0).press(35.0, 1.0).key(Action.LET_GO)
    since = len(sitting.told)
    sitting.press(40.0, 10.0)
    assert [told.cue.key for told in sitting.told[since:]] == ["there", "let_go", "hold"]


def test_an_answer_that_ends_a_correction_brings_there_before_what_is_noted() -> None:
    sitting = Sitting().hold(44.0).rate(5).press(41.0, 21.0)
    assert sitting.word == "match_more"
    since = len(sitting.told)
    sitting.key(Action.LET_GO).rate(5).press(41.0, 2.0)
    assert [told.cue.key for told in sitting.told[since:]] == ["there", "let_go"]


def test_less_wins_where_both_come_at_one_sample() -> None:
    """The mean is still low when force was above the top for 0.3 s, just as the calm is over."""
    sitting = calm().press(LOW_N, 0.8).press(46.5, 0.3)
    calm_ns, start_ns = sitting.state.hold.calm_ns, sitting.t_ns
    since = len(sitting.told)
    sitting.press(lambda s: 36.2 if start_ns + ns(s) < calm_ns - ns(0.3) else 49.0, 3.2)
    assert [told.cue.key for told in sitting.told[since:]] == ["less"]
    assert led(sitting) == Lead.begun(Direction.LESS, calm_ns, "above the band")


def test_after_there_the_bottom_edge_does_not_hold_on() -> None:
    """36 to 42.8 N: there is said ahead at 37.6 N, within the margin of the bottom, 1.95 N."""
    narrow = header(calibration=Calibration(40.0, 44.0, 2, 1.0))
    sitting = Sitting(narrow).hold(40.0).rate(5).press(40.0, 4.0).press(20.0, 1.0)
    assert sitting.word == "more"
    since = len(sitting.told)
    sitting.press(lambda s: min(40.5, 20.0 + 13.5 * s), 2.5)
    assert [told.cue.key for told in sitting.told[since:]] == ["there"]


def test_a_question_ends_the_way_back_for_good_where_force_is_back() -> None:
    sitting = calm().press(41.0, 17.0).press(35.5, 1.0).move(37.0, n_per_s=2.0)
    assert sitting.word == "match_more"
    since = len(sitting.told)
    sitting.press(37.0, 8.0)
    assert "rate" in [told.cue.key for told in sitting.told[since:]]
    assert sitting.word == "rate"


def test_where_force_is_there_already_its_late_mean_begins_nothing() -> None:
    sitting = calm().press(LOW_N, 0.8).press(46.5, 0.3)
    calm_ns = sitting.state.hold.calm_ns
    sitting.press(36.2, seconds(calm_ns - sitting.t_ns) - 0.3)
    since = len(sitting.told)
    sitting.press(46.5, 3.0)
    assert sitting.told[since:] == []
    high = calm().press(HIGH_N, 0.4).press(44.0, 1.0)
    calm_ns = high.state.hold.calm_ns
    high.press(48.3, seconds(calm_ns - high.t_ns) - 0.1)
    since = len(high.told)
    high.press(40.0, 3.0)
    assert high.told[since:] == []


def test_a_question_that_falls_due_in_a_correction_adds_no_second_word() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 17.6)
    while sitting.word != "more":
        sitting.press(37.0, 0.1)
    assert sitting.state.hold.ask is None
    sitting.press(37.0, 1.0)
    assert sitting.state.hold.ask is not None, "it is due now"
    assert sitting.word == "more"
    assert "match_more" not in sitting.words


def test_nobody_is_told_to_keep_a_force_that_the_next_word_changes() -> None:
    words = Sitting().hold(44.0).rate(5).press(41.0, 20.5).words
    assert words[-1] == "match_more"
    assert "match_stay" not in words


def test_nobody_is_offered_to_go_deeper_a_moment_before_being_asked_to() -> None:
    sitting = Sitting().hold(44.0).press(38.0, 3.0)
    assert sitting.word == "rate"
    since = len(sitting.words)
    sitting.rate(3).press(38.0, 1.0)
    assert sitting.words[since:] == ["more"]
