import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpsim.feeling import Feeling, Traits

NEVER = Traits(tender_n=40.0, comfort_n=52.0, lets_go=0.0)
ALWAYS = Traits(tender_n=40.0, comfort_n=52.0, lets_go=1.0)


def feeling(traits=NEVER, seed=1):
    return Feeling(traits, np.random.default_rng(seed))


def press(felt, force_n, seconds):
    return [felt.feel(force_n, 0.05) for _ in range(round(seconds / 0.05))]


def test_comfort_is_a_six_and_a_tenth_of_the_tender_force_is_worth_1_2_points():
    felt = feeling()
    assert felt.strength(52.0) == pytest.approx(6.0)
    assert felt.strength(48.0) - felt.strength(44.0) == pytest.approx(1.2)


def test_light_pressure_is_felt_before_it_is_tender():
    felt = feeling()
    strengths = [felt.strength(force_n) for force_n in (10.0, 20.0, 30.0, 40.0, 41.0)]
    assert strengths == sorted(strengths)
    assert 0.0 < strengths[0] < 1.0
    assert strengths[3] == pytest.approx(2.4)
    assert strengths[4] - strengths[3] == pytest.approx(0.3)


def test_nothing_pressed_is_nothing_felt():
    assert feeling().strength(0.0) == 0.0


def test_steady_pressure_fades_by_half_a_point_a_minute():
    felt = feeling()
    before = felt.strength(46.0)
    press(felt, 46.0, 60)
    assert before - felt.strength(46.0) == pytest.approx(0.5, abs=0.02)


def test_what_one_got_used_to_comes_back_in_a_rest():
    felt = feeling()
    before = felt.strength(46.0)
    press(felt, 46.0, 60)
    press(felt, 0.0, 120)
    assert before - felt.strength(46.0) < 0.1


def test_a_point_lets_go_once_between_15_and_90_s_and_takes_two_to_four_points():
    for seed in range(20):
        felt = feeling(ALWAYS, seed)
        before = felt.strength(60.0)
        went = press(felt, 60.0, 120)
        assert sum(went) == 1
        assert 15.0 <= 0.05 * (went.index(True) + 1) <= 90.1
        assert 2.0 - 0.1 < before - felt.strength(60.0) - 1.0 < 4.0 + 0.1


def test_half_of_the_letting_go_comes_before_about_35_s():
    times = [0.05 * press(feeling(ALWAYS, seed), 60.0, 95).index(True) for seed in range(300)]
    assert 30.0 < float(np.median(times)) < 40.0


def test_at_the_next_repetition_six_tenths_of_the_drop_are_still_there():
    for seed in range(8):
        felt = feeling(ALWAYS, seed)
        fresh = felt.strength(60.0)
        press(felt, 60.0, 120)
        press(felt, 0.0, 900)
        drop = fresh - felt.strength(60.0)
        press(felt, 60.0, 14)
        used_to = 0.5 * 14 / 60
        assert (fresh - felt.strength(60.0) - used_to) / drop == pytest.approx(0.6, abs=0.03)


def test_who_does_not_respond_never_lets_go():
    assert not any(press(feeling(NEVER), 60.0, 300))


def test_softening_is_small_in_most_and_never_beyond_16_percent():
    felt = feeling()
    drawn = np.array([felt.softening() for _ in range(1000)])
    assert 0.75 < np.mean(drawn < 0.05) < 0.85
    assert drawn.max() < 0.16


@given(st.floats(0.0, 1e4, allow_nan=False))
def test_a_report_is_a_whole_number_from_0_to_10(force_n):
    felt = feeling()
    press(felt, force_n, 1.0)
    report = felt.report()
    assert isinstance(report, int)
    assert 0 <= report <= 10


def test_reports_scatter_around_what_is_felt():
    felt = feeling()
    press(felt, 47.0, 10.0)
    said = np.array([felt.report() for _ in range(1000)])
    assert np.mean(said) == pytest.approx(felt.strength(47.0), abs=0.1)
    assert np.std(said) == pytest.approx(math.hypot(0.6, 0.29), abs=0.1)


def test_a_report_is_about_the_last_seconds_and_not_about_a_tremor():
    spread = []
    for shake_n in (0.0, 6.0):
        felt, said = feeling(), []
        for i in range(4000):
            felt.feel(47.0 + shake_n * (-1) ** (i // 2), 0.05)
            said.append(felt.report())
        spread.append(np.std(said[200:]))
    assert spread[1] == pytest.approx(spread[0], abs=0.1)


def test_who_fades_fast_and_who_builds_up_are_people_too():
    for fades in (1.2, -0.5):
        felt = feeling(Traits(40.0, 52.0, 0.0, fades_per_min=fades))
        before = felt.strength(46.0)
        press(felt, 46.0, 60)
        assert before - felt.strength(46.0) == pytest.approx(fades, abs=0.02)


def test_errors_that_echo_are_alike_and_no_larger():
    felt = feeling(Traits(40.0, 52.0, 0.0, report_sd=0.9, echo=0.5))
    press(felt, 47.0, 10.0)
    said = np.array([felt.report() for _ in range(2000)])
    assert np.std(said) == pytest.approx(math.hypot(0.9, 0.29), abs=0.1)
    assert np.corrcoef(said[1:], said[:-1])[0, 1] == pytest.approx(0.45, abs=0.08)


def test_a_lapse_may_be_any_number():
    felt = feeling(Traits(40.0, 52.0, 0.0, lapses=1.0))
    assert {felt.report() for _ in range(400)} == set(range(11))


def test_a_wave_peaks_falls_and_rises_again():
    felt = feeling(Traits(40.0, 52.0, 0.0, fades_per_min=0.0, tonic=0.5))
    said = []
    for _ in range(4):
        press(felt, 46.0, 20)
        said.append(felt.strength(46.0))
    assert said[0] - said[2] == pytest.approx(1.0, abs=0.02)
    assert said[3] > said[2]
