import numpy as np
import pytest
from fake_coach import S, cue

from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS
from tpsim.world import World


def held(scenario, seconds=60, subject="novice", seed=1):
    """A person brought to a force and then left alone: the world, and when the hold began, s."""
    world = World(SUBJECTS[subject], SCENARIOS[scenario], seed)
    world.show(0, cue("more", "APPROACH"))
    at_s = 0.0
    while world.truth()["force_n"][-1] < 1.1 * world.traits.tender_n:
        at_s += 0.1
        world.advance(round(at_s * S))
    world.show(round(at_s * S), cue("stay", "HOLD", key="there"))
    world.advance(round((at_s + seconds) * S))
    return world, at_s


def force_n(world, from_s, until_s):
    truth = world.truth()
    inside = (truth["t_ns"] >= from_s * S) & (truth["t_ns"] < until_s * S)
    return truth["force_n"][inside]


def test_who_fell_asleep_follows_nothing_any_more():
    world, at_s = held("asleep", seconds=35)
    before_n = force_n(world, at_s + 33, at_s + 35).mean()
    world.show(round((at_s + 35) * S), cue("off", "STOPPED", key="come_off_alarm"))
    world.advance(round((at_s + 45) * S))
    assert force_n(world, at_s + 43, at_s + 45).mean() > 0.5 * before_n


def test_a_cough_is_a_short_jolt():
    calm, at_s = held("obedient")
    coughs, _ = held("coughs")
    usual = force_n(calm, at_s + 3, at_s + 60)
    jolted = force_n(coughs, at_s + 3, at_s + 60)
    assert jolted.max() > 1.15 * usual.max()
    assert np.median(jolted) < 1.1 * np.median(usual)


def test_who_takes_the_hand_away_to_answer_comes_back():
    world, at_s = held("lifts_off", seconds=5)
    ask = cue("stay", "HOLD", key="rate", question="rating")
    world.show(round((at_s + 5) * S), ask)
    world.advance(round((at_s + 12) * S))
    assert force_n(world, at_s + 6, at_s + 8.5).min() == 0.0
    world.show(round((at_s + 12) * S), cue("more", "APPROACH"))
    world.advance(round((at_s + 25) * S))
    assert force_n(world, at_s + 24, at_s + 25).mean() > 10.0


@pytest.mark.parametrize("seed", range(3))
def test_who_overshoots_passes_the_mark_and_takes_the_hand_away(seed):
    world, at_s = held("overshoots", seconds=5, seed=seed)
    world.show(round((at_s + 5) * S), cue("more", "HOLD"))
    world.advance(round((at_s + 7) * S))
    told_n = force_n(world, at_s + 6.9, at_s + 7)[-1]
    world.show(round((at_s + 7) * S), cue("stay", "HOLD", key="there"))
    world.advance(round((at_s + 12) * S))
    after = force_n(world, at_s + 7, at_s + 12)
    assert after.max() > 1.05 * told_n
    assert after.min() == 0.0


@pytest.mark.parametrize("asks", ["more", "less"])
def test_who_overshoots_passes_a_step_as_well_and_takes_the_hand_away(asks):
    force_at = {}
    for scenario in ("obedient", "overshoots"):
        world, at_s = held(scenario, seconds=5)
        world.show(round((at_s + 5) * S), cue(asks, "HOLD", key=f"step_{asks}"))
        world.advance(round((at_s + 12) * S))
        force_at[scenario] = force_n(world, at_s + 5, at_s + 12)
    far, obedient = force_at["overshoots"], force_at["obedient"]
    assert far.min() == 0.0 < obedient.min()
    if asks == "more":
        assert far.max() > 1.1 * obedient.max()


def test_who_ignores_half_of_what_is_said_follows_the_other_half():
    moved = 0
    for seed in range(12):
        world, at_s = held("ignores", seconds=4, seed=seed)
        before_n = force_n(world, at_s + 3, at_s + 4).mean()
        world.show(round((at_s + 4) * S), cue("less", "HOLD"))
        world.advance(round((at_s + 9) * S))
        moved += force_n(world, at_s + 8, at_s + 9).mean() < 0.85 * before_n
    assert 2 <= moved <= 10


def test_who_reacts_late_reacts_late():
    first_s = {}
    for scenario in ("obedient", "late"):
        world = World(SUBJECTS["novice"], SCENARIOS[scenario], 1)
        world.show(S, cue("more", "APPROACH"))
        world.advance(5 * S)
        truth = world.truth()
        first_s[scenario] = truth["t_ns"][np.argmax(truth["force_n"] > 0.0)] / S - 1.0
    assert first_s["late"] > 2.0 * first_s["obedient"]


def test_who_reacts_late_answers_far_later_than_others():
    took_s = {"obedient": [], "late": []}
    for scenario, each in took_s.items():
        for seed in range(12):
            world, at_s = held(scenario, seconds=5, seed=seed)
            asked_ns = round((at_s + 5) * S)
            world.show(asked_ns, cue("stay", "HOLD", key="rate", question="rating"))
            each += [(at - asked_ns) / S for at, key, _ in world.keys(asked_ns + 10 * S)]
    assert len(took_s["late"]) == len(took_s["obedient"]) == 12
    assert np.median(took_s["obedient"]) < 1.4
    assert np.median(took_s["late"]) > 1.8 * np.median(took_s["obedient"])
    assert min(took_s["late"]) > max(took_s["obedient"])


def test_who_drops_on_is_past_all_limits_within_a_second():
    world = World(SUBJECTS["novice"], SCENARIOS["drops_on"], 1)
    world.show(0, cue("more", "APPROACH"))
    world.advance(3 * S)
    assert force_n(world, 0, 2).max() > 1.25 * world.traits.comfort_n
