"""A repetition from the approach to the rest, by the table of rules."""

import pytest
from msgspec.structs import replace
from sitting import FREE_N, HIGH_N, IN_N, LOW_N, POINT, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.band import BandKind
from tpdevice.core.plan import Calibration, Move, Rest
from tpdevice.core.record import Ending, Happened
from tpdevice.session.moving import Bar
from tpdevice.session.phases import Phase


def test_a_whole_session_goes_through_its_phases_in_order() -> None:
    sitting = Sitting()
    for _ in range(3):
        sitting.repetition(5, 5, 5, 5).press(FREE_N, 29.5)
    sitting.press(FREE_N, 60.0)
    one = ["APPROACH", "HOLD", "RELEASE"]
    assert sitting.phases == [
        *("SCREENING", "CALIBRATE", *one, "REST", *one, "REST", *one, "LENGTHEN", "DONE")
    ]
    assert sitting.summary.ending is Ending.FINISHED
    assert sitting.summary.exit_code == 0
    assert sitting.state.over
    assert [row.buckets.held_ns for row in sitting.repetitions] == [60_000_000_000] * 3


def test_an_approach_that_is_too_fast_gets_slow_down() -> None:
    quick = Sitting().approach().move(30.0, n_per_s=60.0)
    slow = Sitting().approach().move(30.0, n_per_s=30.0)
    assert "slow_down" in quick.words
    assert "slow_down" not in slow.words


def test_touching_the_band_for_an_instant_is_no_hold() -> None:
    spike = Sitting().approach().press(LOW_N, 1.0)
    spike.press(lambda s: IN_N if s <= 0.075 else LOW_N, 0.5)
    assert spike.state.phase is Phase.APPROACH


def test_the_clock_starts_after_three_seconds_in_the_band() -> None:
    sitting = Sitting().approach().until(Phase.HOLD, IN_N)
    sitting.press(IN_N, 2.9)
    assert sitting.held_s == 0.0
    assert not sitting.state.hold.settled
    sitting.press(IN_N, 1.1)
    assert sitting.held_s == pytest.approx(1.0, abs=0.2)
    buckets = sitting.state.chain.account.buckets
    assert buckets.settling_ns == 3_000_000_000


def test_below_the_band_the_clock_stands_and_more_is_said_after_0_7_s() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    held_s, since_s = sitting.held_s, sitting.now_s
    sitting.press(35.0, 2.0)
    assert sitting.held_s == pytest.approx(held_s, abs=0.013)
    assert sitting.told_s("more", after_s=since_s) - since_s == pytest.approx(0.7, abs=0.02)


def test_far_below_the_band_more_is_said_as_soon_as_the_mean_has_sunk() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    since_s = sitting.now_s
    sitting.press(LOW_N, 2.0)
    # From 44 N to 38.2 N of the mean of two seconds, at 12 N in a second.
    assert sitting.told_s("more", after_s=since_s) - since_s == pytest.approx(0.48, abs=0.02)


def test_above_the_band_the_clock_stands_and_less_is_said_after_0_3_s() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    held_s, since_s = sitting.held_s, sitting.now_s
    sitting.press(HIGH_N, 2.0)
    assert sitting.held_s == pytest.approx(held_s, abs=0.013)
    assert sitting.told_s("less", after_s=since_s) - since_s == pytest.approx(0.3, abs=0.02)


def test_a_short_excursion_neither_counts_nor_ends_the_hold() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    sitting.press(35.0, 0.5).press(IN_N, 0.5).press(HIGH_N, 0.2).press(IN_N, 1.0)
    assert sitting.state.phase is Phase.HOLD
    buckets = sitting.state.chain.account.buckets
    assert buckets.below_ns == pytest.approx(0.5e9, abs=13e6)
    assert buckets.above_ns == pytest.approx(0.2e9, abs=13e6)
    assert "more" not in sitting.words
    assert "less" not in sitting.words


def test_back_at_the_edge_of_the_band_is_counted_and_more_stands_until_there() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    sitting.press(35.0, 1.0)
    assert sitting.word == "more"
    held_s = sitting.held_s
    # Bottom 36.0 N: just inside is counted, but not yet called good.
    sitting.press(37.0, 1.5)
    assert sitting.held_s == pytest.approx(held_s + 1.5, abs=0.03)
    assert sitting.word == "more"
    sitting.move(45.0, n_per_s=2.0)
    assert sitting.word == "more"
    # 0.8 of the width above the bottom are 45.9 N.
    sitting.move(46.0, n_per_s=2.0)
    assert sitting.word == "there"


def test_out_for_more_than_three_seconds_is_an_approach_again_that_keeps_what_was_held() -> None:
    sitting = Sitting().hold().answering(IN_N, 10.0, ratings=[5])
    held_s = sitting.held_s
    sitting.press(LOW_N, 2.9)
    assert sitting.state.phase is Phase.HOLD
    sitting.press(LOW_N, 0.3)
    assert sitting.state.phase is Phase.APPROACH
    sitting.until(Phase.HOLD, IN_N).press(IN_N, 2.8)
    assert sitting.held_s == pytest.approx(held_s, abs=0.013), "it settles anew"
    sitting.press(IN_N, 1.2)
    assert sitting.held_s == pytest.approx(held_s + 1.0, abs=0.2)
    assert sitting.state.repetition == 1


def test_at_sixty_seconds_held_the_last_rating_is_asked_and_then_it_is_over() -> None:
    sitting = Sitting().hold().answering(IN_N, 58.0, ratings=[5, 5, 5])
    assert sitting.state.phase is Phase.HOLD
    sitting.answering(IN_N, 6.0, ratings=[5])
    assert sitting.state.phase is Phase.RELEASE
    assert sitting.word == "release"
    assert sitting.held_s == 60.0
    assert [row.due_s for row in sitting.ratings] == [0.0, 20.0, 40.0, 60.0]


def test_time_after_the_hold_is_complete_is_not_counted() -> None:
    sitting = Sitting().hold().answering(IN_N, 80.0, ratings=[5, 5, 5])
    assert sitting.held_s == 60.0
    sitting.rate(5).move(FREE_N).press(FREE_N, 1.5)
    (row,) = sitting.repetitions
    assert row.buckets.total_ns == row.end_ns - row.start_ns
    assert row.buckets.total_ns == 63_000_000_000


def test_a_hold_at_light_pressure_lasts_ninety_seconds_and_comes_twice() -> None:
    sitting = Sitting()
    for _ in range(2):
        sitting.repetition(5, 5, 5, 5, 5, force_n=39.0).press(FREE_N, 29.5)
    assert [row.buckets.held_ns for row in sitting.repetitions] == [90_000_000_000] * 2
    assert [row.due_s for row in sitting.ratings[:5]] == [0.0, 20.0, 40.0, 60.0, 90.0]
    assert sitting.state.phase is Phase.LENGTHEN
    assert sitting.held_s == 0.0


def test_a_hold_at_exactly_the_tender_force_is_light() -> None:
    light = Sitting().repetition(5, 5, 5, 5, 5, force_n=40.0)
    firm = Sitting().repetition(5, 5, 5, 5, 5, force_n=40.1)
    assert light.repetitions[0].buckets.held_ns == 90_000_000_000
    assert firm.repetitions[0].buckets.held_ns == 60_000_000_000


def test_a_gentle_point_holds_as_the_atlas_says() -> None:
    opening = header(
        asked={"hold_s": 30.0, "rating_at_s": (0.0, 20.0)}, rules=replace(POINT, gentle=True)
    )
    sitting = Sitting(opening).repetition(4, 4, 4, force_n=37.0)
    assert sitting.state.band is not None
    assert sitting.state.band.kind is BandKind.GENTLE
    assert sitting.repetitions[0].buckets.held_ns == 30_000_000_000


def test_free_for_a_second_ends_the_release() -> None:
    sitting = Sitting().hold().answering(IN_N, 65.0, ratings=[5, 5, 5, 5])
    sitting.press(7.9, 0.5).press(8.1, 0.5).press(7.9, 0.9)
    assert sitting.state.phase is Phase.RELEASE
    sitting.press(7.9, 0.2)
    assert sitting.state.phase is Phase.REST


def test_rest_is_thirty_seconds_free_and_pressing_does_not_count() -> None:
    sitting = Sitting().repetition(5, 5, 5, 5)
    sitting.press(FREE_N, 20.0).press(20.0, 1.0)
    assert sitting.word == "rest_off"
    sitting.press(FREE_N, 29.5)
    assert sitting.state.phase is Phase.REST
    sitting.press(FREE_N, 0.7)
    assert sitting.state.phase is Phase.APPROACH
    assert sitting.state.repetition == 2


def test_after_the_last_repetition_comes_the_movement_twice() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5)
    assert sitting.state.phase is Phase.LENGTHEN
    sitting.press(FREE_N, 23.0)
    assert sitting.state.lengthened == 0
    sitting.press(FREE_N, 24.0)
    assert sitting.state.lengthened == 1
    sitting.press(FREE_N, 2.0)
    assert sitting.state.phase is Phase.DONE
    assert sitting.word == "done"


def test_the_movement_can_be_skipped() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5).key(Action.NEXT)
    assert sitting.state.phase is Phase.DONE
    assert sitting.summary.ending is Ending.FINISHED


def by_plan(*, times: int = 2) -> Sitting:
    """Return a session that is at the first of two movements of a plan."""
    rules = replace(POINT, movements=(Move("turn", "Turn"), Move("nod", "Nod")))
    first = header(rules=rules, asked={"repetitions": 1, "lengthen_times": times})
    return Sitting(first).repetition(5, 5, 5, 5)


def items(sitting: Sitting) -> list[tuple[str, tuple[str, ...]]]:
    keys = ("lengthen", "lengthen_again")
    return [(told.cue.key, told.items) for told in sitting.told if told.cue.key in keys]


def test_every_movement_of_a_plan_is_named_and_made_twice_in_its_order() -> None:
    sitting = by_plan().press(FREE_N, 49.5)
    assert items(sitting) == [
        ("lengthen", ("Turn",)),
        ("lengthen_again", ("Turn",)),
        ("lengthen", ("Nod",)),
    ]
    assert (sitting.state.phase, sitting.state.moved) == (Phase.LENGTHEN, 1)
    sitting.press(FREE_N, 26.0)
    assert items(sitting)[3:] == [("lengthen_again", ("Nod",))]
    assert sitting.state.phase is Phase.LENGTHEN
    sitting.press(FREE_N, 25.0)
    assert sitting.summary.ending is Ending.FINISHED


def test_a_movement_that_is_made_once_is_told_apart_from_the_next_by_its_name_alone() -> None:
    sitting = by_plan(times=1).press(FREE_N, 25.0)
    assert items(sitting) == [("lengthen", ("Turn",)), ("lengthen", ("Nod",))]


def test_skipping_a_movement_leads_to_the_next_which_has_its_whole_time() -> None:
    sitting = by_plan().press(FREE_N, 10.0).key(Action.NEXT)
    assert items(sitting)[-1] == ("lengthen", ("Nod",))
    sitting.press(FREE_N, 24.5)
    assert sitting.word == "lengthen"
    sitting.press(FREE_N, 1.0)
    assert sitting.word == "lengthen_again"
    sitting.key(Action.NEXT)
    assert sitting.summary.ending is Ending.FINISHED


def test_a_movement_that_was_skipped_in_a_pause_has_its_whole_time_after_it() -> None:
    sitting = by_plan().press(FREE_N, 10.0).key(Action.PAUSE).press(FREE_N, 5.0)
    sitting.key(Action.NEXT).press(FREE_N, 5.0).key(Action.PAUSE)
    assert sitting.state.lasted_ns() == 0
    sitting.press(FREE_N, 24.5)
    assert sitting.word == "lengthen"
    assert sitting.state.lengthened == 0


def test_the_movement_needs_no_sensor() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5).silence(48.0)
    assert sitting.words[-2:] == ["lengthen", "lengthen_again"]
    sitting.silence(3.0)
    assert sitting.summary.ending is Ending.FINISHED


def test_pressing_without_a_break_is_brought_to_its_end_before_the_guard_acts() -> None:
    sitting = Sitting().hold()
    while sitting.state.phase is not Phase.RELEASE:
        sitting.press(lambda s: IN_N if s < 1.0 else LOW_N, 2.0)
        if sitting.word == "rate":
            sitting.rate(5)
        assert sitting.now_s < 125
    held_s = sitting.held_s
    assert 30 < held_s < 60
    sitting.move(FREE_N).press(FREE_N, 1.5)
    assert sitting.state.phase is Phase.REST
    (row,) = sitting.repetitions
    assert row.buckets.held_ns / 1e9 == held_s
    assert row.buckets.total_ns == row.end_ns - row.start_ns


def test_never_pressing_hard_enough_comes_to_an_end_without_a_hold() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).approach().press(LOW_N, 115.0)
    assert sitting.state.phase is Phase.RELEASE
    sitting.press(FREE_N, 60.0)
    assert sitting.summary.repetitions == ()
    assert sitting.summary.exit_code == 0


def test_no_more_than_180_seconds_are_held_at_a_point_in_a_day() -> None:
    sitting = Sitting(header(limits={"held_today_s": 150.0})).repetition(5, 5, 5)
    assert sitting.repetitions[0].buckets.held_ns == 30_000_000_000
    assert sitting.state.phase is Phase.LENGTHEN, "and there is no second one"


def test_after_a_session_that_broke_off_the_next_one_asks_for_what_is_left_of_the_day() -> None:
    sitting = Sitting(header(limits={"held_today_s": 90.0})).repetition(5, 5, 5, 5)
    sitting.press(FREE_N, 31.0).repetition(5, 5, 5)
    held_s = [row.buckets.held_ns / 1e9 for row in sitting.repetitions]
    assert held_s == pytest.approx([60.0, 30.0])
    assert sitting.state.phase is Phase.LENGTHEN


def test_too_little_left_of_the_day_is_not_begun() -> None:
    sitting = Sitting(header(limits={"held_today_s": 171.0})).connect()
    assert sitting.summary.ending is Ending.NOT_OFFERED
    assert sitting.word == "enough_today"
    assert sitting.phases == ["SCREENING", "DONE"]


def test_a_short_session_fits_into_what_is_left_of_the_day() -> None:
    opening = header(asked={"hold_s": 5.0, "rating_at_s": (0.0,)}, limits={"held_today_s": 174.0})
    sitting = Sitting(opening).repetition(5, 5)
    assert sitting.repetitions[0].buckets.held_ns == 5_000_000_000


def test_no_more_than_six_minutes_are_pressed_in_a_sitting() -> None:
    sitting = Sitting(header(limits={"pressed_session_s": 320.0})).hold()
    assert sitting.state.phase is Phase.HOLD
    sitting.rate(5).until(Phase.RELEASE, IN_N)
    assert sitting.state.chain.pressed_ns / 1e9 == pytest.approx(40.0, abs=0.2)
    sitting.move(FREE_N).press(FREE_N, 1.5)
    assert sitting.state.phase is Phase.LENGTHEN


def test_a_sitting_that_pressed_six_minutes_already_is_not_begun() -> None:
    sitting = Sitting(header(limits={"pressed_session_s": 360.0})).connect()
    assert sitting.summary.ending is Ending.NOT_OFFERED


def test_without_marks_ratings_lead_up_to_half_the_ceiling() -> None:
    opening = header(calibration=None, calibrate=False)
    sitting = Sitting(opening).hold(14.0)
    band = sitting.state.band
    assert band is not None
    assert band.kind is BandKind.UNCALIBRATED
    assert (band.bottom_mn, band.top_mn) == (11_000, 55_000)
    sitting.rate(2).press(14.0, 0.1)
    assert sitting.word == "deeper"
    sitting.answering(30.0, 29.0, ratings=[6])
    assert "strong" in sitting.words
    assert sitting.state.asked_band is not None
    assert sitting.state.asked_band.top_mn == 27_000


def test_with_only_the_tender_mark_the_band_lies_around_it() -> None:
    opening = header(calibration=Calibration(40.0, None, 2, 1.0))
    sitting = Sitting(opening).hold(42.0)
    band = sitting.state.band
    assert band is not None
    assert band.kind is BandKind.TENDER_ONLY
    assert (band.bottom_mn, band.top_mn) == (36_000, 48_000)
    assert band.ceiling_mn == 110_000


def test_a_band_that_is_too_narrow_is_not_offered_and_the_reason_is_said() -> None:
    opening = header(calibration=Calibration(40.0, 40.5, 2, 1.0))
    sitting = Sitting(opening).connect().press(FREE_N, 0.5)
    assert sitting.word == "not_offered"
    assert sitting.summary.ending is Ending.NOT_OFFERED
    assert "too narrow" in sitting.summary.reason


def test_every_change_of_phase_says_what_brought_it() -> None:
    sitting = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5).key(Action.NEXT)
    rows = [row for row in sitting.rows(Happened) if row.kind in ("phase", "cue")]
    assert all(row.cause for row in rows)


def test_a_light_hold_that_took_long_is_not_made_longer() -> None:
    sitting = Sitting().hold(39.0).rate(5)
    for _ in range(10):
        sitting.press(LOW_N, 2.5).answering(39.0, 3.0, ratings=[5])
    while sitting.state.phase is Phase.HOLD:
        sitting.answering(39.0, 0.1, ratings=[5])
    assert sitting.state.phase is Phase.RELEASE
    assert sitting.held_s == 60.0
    assert sitting.state.hold.end_ns is not None


@pytest.mark.parametrize(
    ("limits", "bar", "word"),
    [
        ({"stopped_today": True}, Bar.STOPPED, "stopped_today"),
        ({"places_before": 2}, Bar.PLACES, "enough_places"),
        ({"held_today_s": 175.0}, Bar.DAY, "enough_today"),
        ({"pressed_session_s": 325.0}, Bar.SITTING, "enough_sitting"),
    ],
)
@pytest.mark.parametrize("screen", [(), ("changed", "screen_c")])
def test_what_the_day_has_had_is_not_begun_again_and_nobody_is_asked_for_nothing(
    limits: dict[str, object], bar: Bar, word: str, screen: tuple[str, ...]
) -> None:
    sitting = Sitting(header(limits=limits, screen=screen))
    assert sitting.summary.ending is Ending.NOT_OFFERED
    assert sitting.summary.reason == bar
    assert sitting.words == [word]


SORE = Rest("it was sore, and rests until Tuesday, 18:00")
SEEN = Rest("you named a warning sign, so have it looked at first", firm=True, care=True)


@pytest.mark.parametrize(("rest", "word"), [(SORE, "rests"), (SEEN, "seek_care")])
def test_a_place_that_rests_is_not_begun_and_the_reason_is_said(rest: Rest, word: str) -> None:
    sitting = Sitting(header(limits={"rest": rest}, screen=("changed", "screen_c")))
    assert sitting.summary.ending is Ending.NOT_OFFERED
    assert sitting.summary.reason == rest.words
    assert sitting.words == [word]
    assert sitting.phases == ["SCREENING", "DONE"]


def test_whoever_should_be_seen_first_is_told_that_and_not_to_come_back_tomorrow() -> None:
    both = Sitting(header(limits={"rest": SEEN, "stopped_today": True}))
    assert both.word == "seek_care"
    assert Sitting(header(limits={"rest": SORE, "stopped_today": True})).word == "stopped_today"


def test_a_band_that_was_lowered_for_soreness_is_what_is_led_to() -> None:
    sitting = Sitting(header(limits={"lower_percent": 10})).connect().press(FREE_N, 2.0)
    assert sitting.state.band is not None
    assert sitting.state.aim_mn == sitting.state.band.aim_mn == 39_600
    assert sitting.state.bounds.alarm_mn == 57_200


def test_a_hold_that_is_light_because_it_was_sore_is_not_made_longer() -> None:
    sitting = Sitting(header(limits={"lower_percent": 20})).hold(36.0)
    while sitting.state.phase is Phase.HOLD:
        sitting.answering(36.0, 0.1, ratings=[5])
    assert sitting.repetitions == []
    assert sitting.held_s == 60.0
    assert Sitting(header()).hold(39.0).answering(39.0, 70.0, ratings=[5]).held_s > 60.0


def test_a_second_place_may_follow_a_first() -> None:
    sitting = Sitting(header(limits={"places_before": 1})).connect().press(FREE_N, 2.0)
    assert sitting.state.phase is Phase.APPROACH


def test_who_presses_on_too_quickly_is_asked_to_take_time_and_who_stands_still_to_go_on() -> None:
    quick = Sitting().approach().move(30.0, n_per_s=15.0)
    assert quick.words[-1] == "press_slower"
    guided = Sitting().approach().move(30.0, n_per_s=4.0)
    assert guided.word == "press"
    guided.press(30.0, 5.0)
    assert guided.word == "press_on"
    assert "press_on" not in Sitting().approach().press(FREE_N, 20.0).words


def test_who_stays_below_the_band_is_not_urged_for_ever() -> None:
    sitting = Sitting().approach().move(30.0, n_per_s=4.0).press(30.0, 80.0)
    assert sitting.words.count("press_on") <= 4
    assert sitting.words.count("press_or_off") == 1
    assert sitting.word == "press_or_off"


def test_who_came_off_below_the_band_is_not_urged() -> None:
    sitting = Sitting().approach().move(30.0, n_per_s=4.0).press(30.0, 5.0)
    assert sitting.word == "press_on"
    since = len(sitting.move(FREE_N).press(FREE_N, 1.0).words)
    assert sitting.word == "press"
    assert not sitting.press(FREE_N, 24.0).words[since:]
    assert sitting.press(FREE_N, 55.0).words[since:] == ["press_ready"], "once, and gently"


def test_the_time_before_anything_is_pressed_is_no_time_at_a_stand() -> None:
    sitting = Sitting().approach().press(FREE_N, 25.0).move(30.0, n_per_s=4.0).press(30.0, 6.0)
    assert "press_on" in sitting.words
    assert "press_or_off" not in sitting.words


def test_a_quick_release_is_asked_to_be_slower() -> None:
    sitting = Sitting(header(asked={"hold_s": 10.0})).hold().answering(IN_N, 12.0, ratings=[5, 5])
    assert sitting.state.phase is Phase.RELEASE
    assert "release_slower" in sitting.move(10.0, n_per_s=30.0).press(10.0, 0.3).words
    other = Sitting(header(asked={"hold_s": 10.0})).hold().answering(IN_N, 12.0, ratings=[5, 5])
    assert "release_slower" not in other.move(FREE_N, n_per_s=8.0).words


def test_a_flicker_at_the_very_edge_is_not_out_for_long() -> None:
    sitting = Sitting().hold().rate(5).press(35.0, 0.5).press(37.0, 4.0)
    assert sitting.state.phase is Phase.HOLD, "in the band, though not back by the margin"


def test_after_eased_the_next_press_is_asked_back_to_the_old_feeling() -> None:
    sitting = Sitting().repetition(6, 6, 3, 3).press(FREE_N, 31.0)
    assert sitting.word == "press_again"


def test_who_presses_hard_is_told_to_come_off_in_time_to_do_so_slowly() -> None:
    strong = header(calibration=Calibration(75.0, 92.0, 2, 1.0))
    sitting = Sitting(strong).approach().move(60.0).until(Phase.RELEASE, 60.0, within_s=120.0)
    # A second to react, and then off from the top of the band at the middle of the guided pace.
    sitting.press(86.0, 1.0).move(FREE_N, n_per_s=6.5).press(FREE_N, 1.5)
    assert sitting.state.phase is Phase.REST
