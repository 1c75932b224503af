"""People over weeks: who they are stays, what a day brings does not."""

from urllib.parse import urlencode

import numpy as np
import pytest
from fake_coach import S, cue

from tpsim import habits, soreness
from tpsim.feeling import Traits
from tpsim.habits import ANYBODY, HABITS
from tpsim.loopback import open_loopback
from tpsim.scenarios import Scenario, Temper
from tpsim.subjects import SUBJECTS
from tpsim.world import World

PLACE = {"point": "UT", "side": "left", "tool": "hook cane", "support": "cane"}
SEEDS = range(40)
DAYS = range(28)


def at_home(habit, *, seed=1, day=0, **more):
    asked = {"habit": habit, "seed": seed, "day": day, **PLACE, **more}
    return open_loopback(urlencode(asked))


def days_done(habit, seed, days=DAYS):
    return [at_home(habit, seed=seed, day=day).person["comes"] for day in days]


def comfort_n(link):
    return float(link.truth()["comfort_n"][0])


def holding(temper, seed=1):
    """A person in a hold, well in the band, from the 20th second on; the world."""
    world = World(SUBJECTS["novice"], Scenario("told", "", temper=temper), seed)
    world.show(0, cue("more", "APPROACH"))
    world.advance(20 * S)
    world.show(20 * S, cue("stay", "HOLD", key="there"))
    return world


def most_n(world, until_s):
    world.advance(round(until_s * S))
    truth = world.truth()
    return float(truth["force_n"][truth["t_ns"] >= 21 * S].max())


def test_the_same_person_presses_on_the_same_sensor_on_every_day():
    first, later = at_home("diligent"), at_home("diligent", day=9)
    assert first.device["name"] == later.device["name"]
    assert first.truth()["zero_n"] == later.truth()["zero_n"]
    assert comfort_n(later) == pytest.approx(comfort_n(first), rel=0.3)
    assert comfort_n(later) != comfort_n(first)
    others = [comfort_n(at_home("diligent", seed=seed)) for seed in SEEDS]
    assert max(others) > 1.8 * min(others)


def test_a_day_is_the_same_whenever_it_is_lived_through():
    one, again = at_home("sporadic", day=3), at_home("sporadic", day=3)
    assert (comfort_n(one), one.person) == (comfort_n(again), again.person)


def test_they_press_where_they_are_asked_to():
    person = at_home("diligent", tool="ball", support="wall", point="LS").person
    assert (person["point"], person["side"], person["tool"]) == ("LS", "left", "ball")
    assert person["support"] == "wall"


def test_the_diligent_and_the_hard_pressing_come_every_day():
    assert all(all(days_done(habit, 3)) for habit in ("diligent", "too-hard"))


def test_the_sporadic_do_about_half_of_the_days_and_less_as_weeks_go_by():
    done = np.array([days_done("sporadic", seed) for seed in SEEDS[:20]])
    assert 0.35 < done.mean() < 0.65
    assert done[:, 21:].mean() < 0.7 * done[:, :7].mean()


def test_neighbouring_seeds_are_three_different_people():
    for seed in range(5):
        found = {habits.find(ANYBODY, seed + n).key for n in range(len(HABITS))}
        assert found == set(HABITS)


def test_who_pushes_on_goes_beyond_comfort_whatever_is_asked():
    calm = holding(Temper())
    pushes = holding(Temper(pushes_per_min=30.0, push_times=(1.2, 1.2), push_s=(8.0, 8.0)))
    for world in (calm, pushes):
        world.show(24 * S, cue("less", "HOLD"))
    assert most_n(calm, 32) < 1.1 * calm.traits.comfort_n
    assert most_n(pushes, 32) > 1.1 * pushes.traits.comfort_n


def test_come_off_is_followed_in_the_middle_of_a_push():
    world = holding(Temper(pushes_per_min=30.0, push_times=(1.2, 1.2), push_s=(60.0, 60.0)))
    assert most_n(world, 32) > 1.1 * world.traits.comfort_n
    world.show(32 * S, cue("off", "STOPPED", key="come_off_alarm"))
    world.advance(36 * S)
    assert world.truth()["force_n"][-1] == 0.0


def test_who_gives_up_presses_the_stop_key_once():
    world = holding(Temper(stops_after_s=(5.0, 6.0)))
    keys = [(at_ns, key) for at_ns, key, _ in world.keys(60 * S) if key == "stop"]
    assert len(keys) == 1
    assert 25 * S < keys[0][0] < 27 * S


def test_who_marks_late_marks_at_a_higher_force():
    def tender_at_n(temper):
        world = World(SUBJECTS["novice"], Scenario("told", "", temper=temper), 1)
        world.show(0, cue("more", "CALIBRATE", key="calibrate_tender"))
        [at_ns] = [at_ns for at_ns, key, _ in world.keys(60 * S) if key == "tender"]
        return world.truth()["force_n"][at_ns // world.period_ns]

    assert tender_at_n(Temper(marks_at=1.2)) > 1.1 * tender_at_n(Temper())


def test_soreness_comes_of_pressing_and_most_of_what_was_too_hard():
    def after(force_n, seconds):
        rng = np.random.default_rng(1)
        traits = Traits(tender_n=40.0, comfort_n=52.0, lets_go=0.0)
        pressed_n = np.full(round(seconds / 0.0125), force_n)
        return soreness.day_after(pressed_n, 0.0125, traits=traits, rng=rng)

    assert after(20.0, 180) == 0.0
    assert 0.0 < after(45.0, 180) < 3.0
    assert after(60.0, 30) > 2 * after(45.0, 180)


def test_soreness_has_mostly_gone_after_two_days():
    answers = [
        [soreness.said(7.0, hours, np.random.default_rng(seed)).soreness for seed in SEEDS]
        for hours in (24, 48)
    ]
    day, two_days = map(np.mean, answers)
    assert day == pytest.approx(7.0, abs=0.5)
    assert two_days < 0.5 * day


def test_only_who_is_very_sore_has_a_bruise_and_seldom():
    def bruised(sore):
        return [soreness.said(sore, 24, np.random.default_rng(seed)).bruise for seed in SEEDS]

    assert not any(bruised(5.0))
    assert 0 < sum(bruised(8.0)) < len(SEEDS) // 2


def test_what_is_asked_later_is_answered_by_the_diligent_and_not_always_by_others():
    link = at_home("diligent")
    assert link.felt(24) == {"soreness": 0, "bruise": False, "warning": False}
    assert link.why_not(rests=True) == "sore"
    sporadic = [at_home("sporadic", seed=seed) for seed in SEEDS]
    assert 0 < sum(link.felt(24) is None for link in sporadic) < len(SEEDS)
    reasons = {link.why_not(rests=False) for link in sporadic}
    assert reasons == {"", "no time", "did not feel like it"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"habit": "lazy"}, "none of diligent, sporadic, too-hard, anybody"),
        ({"support": "foot"}, "none of hand, cane"),
        ({"tool": ""}, "tool missing"),
        ({"day": -1}, "non-negative"),
        ({"day": "x"}, "invalid"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        at_home(**{"habit": "diligent", **wrong})


def test_only_homework_is_asked_about_later():
    with pytest.raises(ValueError, match="only homework"):
        open_loopback("").felt(24)
