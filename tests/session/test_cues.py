"""What is told when, and for how long it stands."""

import math
from itertools import pairwise

import pytest
from sitting import FREE_N, HIGH_N, IN_N, LOW_N, SAMPLE_NS, Sitting, header

from tpdevice.core.action import Action
from tpdevice.core.cue import Direction, Priority
from tpdevice.core.units import seconds
from tpdevice.session import events as ev
from tpdevice.session.cues import CUES
from tpdevice.session.guard import Danger
from tpdevice.session.phases import Phase
from tpdevice.session.situation import asks_for_less, situation


@pytest.mark.parametrize("key", CUES)
def test_a_cue_fits_a_line_of_forty_columns(key: str) -> None:
    cue = CUES[key]
    assert 0 < len(cue.text) <= 40
    assert 0 < len(cue.word) <= 12
    assert cue.word == cue.word.upper()


def test_only_corrections_and_presses_ask_for_more() -> None:
    more = {key for key, cue in CUES.items() if cue.direction is Direction.MORE}
    presses = {"press", "press_again", "press_on", "press_or_off", "press_slower"}
    presses |= {"press_ready", "press_or_end"}
    assert more == {*presses, "more", "match_more", "calibrate_tender", "calibrate_comfort"}


def test_what_stops_never_waits_and_never_asks_for_force() -> None:
    stops = [cue for cue in CUES.values() if cue.priority is Priority.STOP]
    assert len(stops) > len(Danger)
    assert all(cue.min_s == 0 and cue.direction is Direction.OFF for cue in stops)


@pytest.mark.parametrize("key", CUES)
def test_a_cue_has_a_time_of_its_own_only_where_another_may_have_to_wait_for_it(key: str) -> None:
    cue = CUES[key]
    calmer = [c for c in CUES.values() if c.priority < cue.priority and not asks_for_less(c)]
    if cue.direction is Direction.MORE:
        calmer = [c for c in calmer if c.direction is Direction.MORE]
    # Calmer than a guide are only the words in a hold, and who is to come off is in none.
    coming_off = cue.direction is Direction.OFF and cue.priority is Priority.GUIDE
    if coming_off or not calmer:
        assert cue.min_s == 0.0


def test_what_leads_a_little_down_is_a_correction_whatever_brought_it() -> None:
    down = {key: cue.priority for key, cue in CUES.items() if cue.direction is Direction.LESS}
    assert down == dict.fromkeys(("less", "match_less", "strong"), Priority.CORRECT)


def test_a_correction_that_still_stands_is_said_again_after_five_seconds() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 5.0).press(HIGH_N, 17.0)
    said = [seconds(t.at_ns) for t in sitting.told if t.cue.key == "less"]
    assert len(said) == 4
    gaps = [later - earlier for earlier, later in pairwise(said)]
    assert gaps == pytest.approx([5.0] * 3, abs=0.11)


def test_what_is_no_correction_is_said_once() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 15.0)
    assert sitting.words.count("hold") == 1, "after the question"
    assert sitting.words.count("there") == 1
    low = Sitting().approach().move(39.0, n_per_s=4.0).press(39.0, 4.0)
    assert low.word == "there", "in the band for 2 s, short of where it is said ahead"
    assert low.words.count("there") == 1


def test_a_cue_stands_for_its_time_before_a_calmer_one_follows() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 5.0).press(HIGH_N, 0.4).press(IN_N, 2.0)
    less_s = sitting.told_s("less")
    back_s = sitting.told_s("there", after_s=less_s)
    assert back_s - less_s == pytest.approx(1.0, abs=0.11)


def test_who_is_back_in_the_band_is_asked_for_more_no_longer() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 5.0).press(LOW_N, 1.2)
    assert sitting.word == "more"
    since_ns = sitting.t_ns
    sitting.press(IN_N, 0.3)
    assert sitting.word == "there"
    # Of 20 samples in a quarter second 14 at 44 N lift the mean from 20 N above the bottom, 36 N.
    assert sitting.told[-1].at_ns - since_ns == 14 * SAMPLE_NS, "at that very sample"


def test_who_comes_into_the_band_too_fast_is_told_to_stay_at_once() -> None:
    sitting = Sitting().approach().move(LOW_N, n_per_s=4.0).move(35.5, n_per_s=14.0)
    assert sitting.word == "press_slower"
    sitting.press(IN_N, 0.3)
    assert sitting.word == "there"
    assert seconds(sitting.told[-1].at_ns - sitting.told[-2].at_ns) < 1.0


def test_what_asks_for_less_never_waits() -> None:
    sitting = Sitting().approach().move(LOW_N).press(HIGH_N, 0.1)
    assert sitting.word == "slow_down"
    sitting.press(HIGH_N, 0.4)
    assert sitting.word == "less"
    assert seconds(sitting.told[-1].at_ns - sitting.told[-2].at_ns) < 0.45


def test_a_battery_warning_is_shown_for_a_moment_and_hides_no_correction() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0)
    sitting.feed(ev.BatteryWarned(sitting.t_ns))
    assert sitting.word == "battery"
    sitting.press(HIGH_N, 0.4)
    assert sitting.word == "less"
    sitting.press(IN_N, 2.0)
    assert sitting.word == "there"
    sitting.press(IN_N, 3.0)
    assert sitting.words.count("battery") == 1, "it was told, and once is enough"


def test_a_battery_warning_holds_up_neither_a_correction_nor_a_question() -> None:
    low = Sitting().hold().rate(5).press(IN_N, 3.0).press(LOW_N, 0.4)
    low.feed(ev.BatteryWarned(low.t_ns))
    assert low.word == "battery"
    low.press(LOW_N, 1.0)
    assert low.word == "more"
    assert seconds(low.told[-1].at_ns - low.told[-2].at_ns) < CUES["battery"].min_s
    asked = Sitting().hold().rate(5).press(IN_N, 19.0)
    asked.feed(ev.BatteryWarned(asked.t_ns))
    assert asked.word == "battery"
    asked.press(IN_N, 1.5)
    assert asked.word == "rate"
    assert seconds(asked.told[-1].at_ns - asked.told[-2].at_ns) < CUES["battery"].min_s


def test_a_battery_warning_is_told_before_anything_is_pressed() -> None:
    sitting = Sitting().approach().press(FREE_N, 2.0)
    sitting.feed(ev.BatteryWarned(sitting.t_ns))
    assert sitting.word == "battery"


def test_a_letting_go_that_is_told_of_twice_is_noted_no_longer() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0).key(Action.LET_GO).press(IN_N, 1.0)
    sitting.key(Action.LET_GO).press(IN_N, 1.5)
    assert sitting.word == "hold"


def test_a_battery_warning_does_not_wait_behind_an_offer() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0).key(Action.LET_GO)
    assert sitting.word == "let_go"
    sitting.feed(ev.BatteryWarned(sitting.t_ns))
    assert sitting.word == "battery"


def test_a_battery_warning_waits_for_a_calm_moment_and_stands_for_a_while() -> None:
    sitting = Sitting().hold().rate(5).press(HIGH_N, 0.5)
    sitting.feed(ev.BatteryWarned(sitting.t_ns))
    assert sitting.word == "less"
    sitting.press(IN_N, 2.0)
    assert sitting.word == "there"
    sitting.press(IN_N, 0.5)
    assert sitting.word == "battery"
    assert seconds(sitting.told[-1].at_ns - sitting.told[-2].at_ns) >= 1.5
    sitting.press(IN_N, 4.0)
    assert sitting.word == "hold"
    assert sitting.words.count("battery") == 1


def test_a_second_battery_warning_is_not_shown_again() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0)
    for _ in range(5):
        sitting.feed(ev.BatteryWarned(sitting.t_ns))
        sitting.press(IN_N, 5.0)
    assert sitting.words.count("battery") == 1


def test_a_low_level_is_told_once_like_a_warning_however_often_it_is_read() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0)
    sitting.feed(ev.BatteryRead(sitting.t_ns, percent=16))
    sitting.press(IN_N, 2.0)
    assert "battery" not in sitting.words
    sitting.feed(ev.BatteryRead(sitting.t_ns, percent=15))
    sitting.press(IN_N, 3.0)
    assert "battery" in sitting.words
    for percent in (14, 13):
        sitting.feed(ev.BatteryRead(sitting.t_ns, percent=percent))
        sitting.feed(ev.BatteryWarned(sitting.t_ns))
        sitting.press(IN_N, 3.0)
    assert sitting.words.count("battery") == 1
    (told,) = [told for told in sitting.told if told.cue.key == "battery"]
    assert told.cause == "15 % left"
    assert (sitting.state.battery_percent, sitting.state.battery_low_ns is None) == (13, False)


def test_who_overshot_for_long_is_not_asked_to_press() -> None:
    sitting = Sitting().hold().rate(5).press(HIGH_N, 3.5)
    assert sitting.state.phase is Phase.APPROACH
    since = len(sitting.told)
    sitting.press(HIGH_N, 2.0)
    assert {t.cue.key for t in sitting.told[since:]} <= {"less"}
    sitting.press(IN_N, 2.0)
    assert "press" not in sitting.words[since:]


def test_coming_down_into_the_band_from_above_is_told_to_stay() -> None:
    sitting = Sitting().approach().move(30.0).press(HIGH_N, 2.0).press(IN_N, 0.2)
    assert sitting.word == "there"


def test_above_the_band_less_is_there_after_0_3_s_wherever_it_is_pressed() -> None:
    approaching = Sitting().approach().move(45.0).move(HIGH_N)
    since_s = approaching.now_s
    approaching.press(HIGH_N, 0.5)
    assert approaching.told_s("less") < since_s + 0.3


def test_a_question_gives_way_to_a_correction_and_comes_back() -> None:
    sitting = Sitting().hold().press(HIGH_N, 0.5)
    assert sitting.word == "less"
    sitting.press(IN_N, 1.0)
    assert sitting.word == "rate"


def test_at_the_sample_at_which_the_guard_acts_nothing_else_is_told() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0)
    since = len(sitting.told)
    # In one block: long enough above for "less", then above the ceiling.
    sitting.press(lambda s: HIGH_N if s < 0.35 else 70.0, 0.3)
    sitting.press(lambda s: HIGH_N if s < 0.05 else 70.0, 0.1)
    assert [t.cue.key for t in sitting.told[since:]] == ["come_off_ceiling"]


def test_the_words_before_and_after_a_session() -> None:
    assert Sitting().word == "wait_sensor"
    assert Sitting(header(screen=("screen_c",))).word == "question"
    ended = Sitting(header(asked={"repetitions": 1})).repetition(5, 5, 5, 5).press(FREE_N, 60.0)
    assert ended.word == "done"


def test_every_situation_has_a_cue_and_a_cause() -> None:
    sitting = Sitting()
    key, cause = situation(sitting.state)
    assert key in CUES
    assert cause


def test_back_in_the_band_is_told_at_that_sample_and_not_at_the_next_tick() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 5.0).press(LOW_N, 2.5)
    since_ns = sitting.t_ns
    sitting.press(lambda s: IN_N if s > 0.04 else LOW_N, 0.3)
    assert sitting.word == "there"
    # The mean of a quarter second is back 14 samples after force; ticks come with each eighth.
    assert sitting.told[-1].at_ns - since_ns == (3 + 14) * SAMPLE_NS


def test_a_letting_go_is_noted_where_it_can_be_seen_for_a_moment() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 3.0).key(Action.LET_GO)
    assert sitting.word == "let_go"
    assert sitting.press(IN_N, 3.0).word == "hold"


def test_where_force_is_there_already_the_question_comes_at_once() -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 20.5)
    assert "match_stay" not in sitting.words
    assert sitting.word == "rate"


def test_a_press_that_is_ended_for_its_length_says_so() -> None:
    sitting = Sitting().approach().press(LOW_N, 111.0)
    assert sitting.word == "release_long"
    complete = Sitting(header(asked={"hold_s": 10.0})).hold().answering(IN_N, 12, ratings=[5, 5])
    assert complete.word == "release"


def test_words_do_not_flicker_around_the_guided_pace() -> None:
    sitting = Sitting().approach().move(LOW_N, n_per_s=4.0).press(LOW_N, 5.0)
    since = len(sitting.words)
    sitting.press(lambda s: LOW_N + 2.2 * s + 0.5 * math.sin(6.0 * s), 5.0)
    assert set(sitting.words[since:]) <= {"press_on"}
