import numpy as np
import pytest
from fake_coach import Coach, S

from tpsim.scenarios import SCENARIOS


def shares(subject, half=0.15, seeds=range(10)):
    return np.array(
        [Coach(f"subject={subject}&seed={s}", half=half).run(80).share_in_band() for s in seeds]
    )


def test_a_hand_is_in_a_band_of_15_percent_most_of_the_time_but_not_always():
    inside = shares("novice")
    assert 0.70 < inside.mean() < 0.92
    assert inside.min() > 0.55


def test_who_lies_on_a_ball_is_steadier_than_a_hand():
    assert shares("lying", half=0.12).mean() > 0.9
    assert shares("lying", half=0.12).mean() > shares("novice", half=0.12).mean() + 0.08


def test_practice_helps_and_age_costs():
    steady, novice, older = (shares(name).mean() for name in ("steady", "novice", "older"))
    assert steady > novice + 0.05
    assert older < novice


def test_a_hand_needs_several_cues_a_minute_and_a_body_few():
    hand = np.mean([Coach(f"seed={s}").run(80).cues for s in range(6)])
    body = np.mean([Coach(f"subject=lying&seed={s}", half=0.12).run(80).cues for s in range(6)])
    assert 4 < hand < 20
    assert body < hand / 2


def test_an_obedient_person_stays_away_from_the_alarm():
    for seed in range(10):
        coach = Coach(f"seed={seed}").run(80)
        beyond = coach.link.truth()["force_n"] > 1.10 * coach.comfort_n
        assert not np.any(np.convolve(beyond, np.ones(27), "valid") == 27)


@pytest.mark.parametrize("seed", range(4))
def test_who_never_presses_hard_enough_never_gets_there(seed):
    coach = Coach(f"scenario=never_hard_enough&seed={seed}").run(60)
    assert coach.held_from_ns is None
    assert 0.3 < coach.link.truth()["force_n"].max() / coach.tender_n < 0.85


@pytest.mark.parametrize("seed", range(4))
def test_who_presses_far_too_hard_goes_well_beyond_the_alarm(seed):
    coach = Coach(f"scenario=far_too_hard&seed={seed}").run(30)
    beyond = coach.link.truth()["force_n"] > 1.10 * coach.comfort_n
    assert beyond.sum() > 200


@pytest.mark.parametrize(
    "scenario", sorted(set(SCENARIOS) - {"never_hard_enough", "never_presses", "walks_away"})
)
def test_every_other_story_comes_to_a_hold_and_goes_on_to_its_end(scenario):
    coach = Coach(f"scenario={scenario}&seed=2").run(60)
    assert coach.held_from_ns is not None
    assert coach.events[-1][1] > 59 * S
