import numpy as np
import pytest

from tpsim.crowd import Crowd, lettings_go, said, strength
from tpsim.feeling import Feeling, Traits

AT_S = np.array([0.0, 8.0, 20.0, 40.0, 52.0, 60.0])
WHO = Traits(40.0, 52.0, 1.0, fades_per_min=1.2, tonic=0.4)


def one(traits, level, **more):
    slope = 3.6 * 46.0 / (traits.comfort_n - traits.tender_n)
    return Crowd(
        np.array([level]),
        np.array([slope]),
        np.array([traits.fades_per_min]),
        np.array([traits.report_sd]),
        tonic=traits.tonic,
        **more,
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_closed_form_feels_what_small_steps_feel(seed):
    felt = Feeling(WHO, np.random.default_rng(seed))
    level = felt.strength(46.0)
    found, went_s = [felt.strength(46.0)], np.inf
    for i in range(1, 1201):
        if felt.feel(46.0, 0.05):
            went_s = 0.05 * i
        if 0.05 * i in AT_S:
            found.append(felt.strength(46.0))
    drop = np.array([felt._drop_goal])
    closed = strength(one(WHO, level), AT_S, np.zeros((1, 6)), np.array([went_s]), drop)
    assert closed[0] == pytest.approx(found, abs=0.06)


def test_more_force_feels_as_much_stronger_in_the_closed_form():
    felt = Feeling(WHO, np.random.default_rng(1))
    never, nothing = np.array([np.inf]), np.array([0.0])
    off = np.array([[0.1]])
    closed = strength(one(WHO, felt.strength(46.0)), np.zeros(1), off, never, nothing)
    assert closed[0, 0] == pytest.approx(felt.strength(50.6))


def many(**more):
    whole = np.full(20_000, 5.0)
    return Crowd(whole, whole, 0 * whole, np.full(20_000, 0.6), **more)


def test_a_crowd_scatters_as_one_person_does():
    felt = np.full((20_000, 4), 5.0)
    plain = said(many(), felt, np.random.default_rng(1)) - 5
    assert np.std(plain) == pytest.approx(np.hypot(0.6, 12**-0.5), abs=0.02)
    echoed = said(many(echo=0.5), felt, np.random.default_rng(1)) - 5
    assert np.std(echoed) == pytest.approx(np.std(plain), abs=0.02)
    assert np.corrcoef(echoed[:, 0], echoed[:, 1])[0, 1] == pytest.approx(0.4, abs=0.05)
    slips = said(many(lapses=0.05), felt, np.random.default_rng(1)) - 5
    assert np.mean(np.abs(slips) > 3) == pytest.approx(0.05 * 4 / 11, abs=0.005)


def test_a_crowd_lets_go_when_one_person_does():
    begins_s, drop = lettings_go(20_000, np.random.default_rng(1))
    assert np.median(begins_s) == pytest.approx(35.0, abs=1.0)
    assert (begins_s.min(), begins_s.max()) == (15.0, 90.0)
    assert 2.0 <= drop.min() < drop.max() <= 4.0
