from dataclasses import fields

import numpy as np
import pytest

from tpsim.loopback import open_loopback
from tpsim.population import HOW, SIZE, SUPPORTS, find, simulated
from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS
from tpsim.world import World

PEOPLE = [simulated(i, "hand") for i in range(SIZE)]


def of(name):
    return np.array([getattr(person, name) for person in PEOPLE])


def test_the_same_person_is_drawn_whenever_asked_for():
    assert simulated(7, "wall") == simulated(7, "wall")
    assert simulated(7, "wall") != simulated(8, "wall")
    assert simulated(7, "wall", seed_base=1) != simulated(7, "wall")


def test_who_somebody_is_does_not_depend_on_how_they_press():
    hand, lying = simulated(3, "hand"), simulated(3, "lying")
    for name in ("reaction_s", "posture_per_min", "fades_per_min", "report_sd", "disobeys"):
        assert getattr(hand, name) == getattr(lying, name)
    assert lying.steadiness.wander < hand.steadiness.wander
    assert lying.slack < hand.slack


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("reaction_s", 0.30, 0.70),
        ("slack", 0.10, 0.40),
        ("slack_s", 8.0, 30.0),
        ("posture_per_min", 0.0, 3.0),
        ("fades_per_min", -0.5, 1.2),
        ("report_sd", 0.4, 0.9),
        ("slowly_per_s", 0.02, 0.12),
        ("stop_sd", 0.01, 0.05),
    ],
)
def test_what_is_drawn_stays_in_its_range_and_fills_most_of_it(name, least, most):
    drawn = of(name)
    assert drawn.min() >= least
    assert drawn.max() <= most
    assert np.ptp(drawn) > 0.5 * (most - least)


def test_a_third_never_feel_it_let_go_and_some_get_used_to_it_quickly():
    assert 0.25 < np.mean(of("lets_go") == 0.0) < 0.45
    assert 0.08 < np.mean(of("fades_per_min") == 1.2) < 0.25


def test_a_held_hand_varies_by_about_what_is_measured_of_fingers():
    noise = [
        np.sqrt(s.wander**2 + s.beat**2 + s.tremor**2 + s.breath**2 / 2)
        for s in (person.steadiness for person in PEOPLE)
    ]
    assert 0.04 < np.median(noise) < 0.065
    assert np.percentile(noise, 5) > 0.02
    assert np.percentile(noise, 95) < 0.11


def test_who_lies_breathes_as_on_a_hip_or_a_back_but_never_as_deep_as_a_back_may():
    breath = np.array([simulated(i, "lying").steadiness.breath for i in range(SIZE)])
    assert 0.01 <= breath.min() < 0.015
    assert 0.055 < breath.max() <= 0.06
    assert 0.1 < np.mean(breath < 0.02) < 0.3, "a fifth of the range is a hip's"


@pytest.mark.parametrize("support", SUPPORTS)
def test_what_is_drawn_of_feeling_reaches_the_world(support):
    person = simulated(11, support)
    traits = World(person, SCENARIOS["obedient"], 1).traits
    for name in ("fades_per_min", "report_sd", "echo", "lapses", "lets_go"):
        assert getattr(traits, name) == getattr(person, name)
    assert 1.15 <= traits.comfort_n / traits.tender_n <= 1.6


def test_every_way_of_pressing_says_all_there_is_to_say():
    assert set(HOW) == set(SUPPORTS)
    assert all(
        getattr(how, field.name) is not None for how in HOW.values() for field in fields(how)
    )


def test_anybody_of_the_population_is_found_by_name():
    assert find("lying:17") == simulated(17, "lying")
    assert find("hand:3:1000") == simulated(3, "hand", seed_base=1000)
    assert find(simulated(3, "hand", seed_base=1000).key) == simulated(3, "hand", seed_base=1000)
    assert find("novice") is SUBJECTS["novice"]
    assert open_loopback("subject=wall:5&seed=1").person["support"] == "wall"


@pytest.mark.parametrize(
    "name", ["", "hand", "hand:", "hand:x", "hand:-1", "foot:1", "hand:1:2:3", "hand:²"]
)
def test_a_name_that_nobody_has_is_told_with_those_there_are(name):
    with pytest.raises(ValueError, match=r"novice.*hand:17"):
        find(name)
    with pytest.raises(ValueError, match=r"novice.*hand:17"):
        open_loopback(f"subject={name}")
