from dataclasses import replace

import numpy as np
import pytest
from fake_coach import S, cue

from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS
from tpsim.unsteady import Steadiness
from tpsim.world import World

STILL = {
    "steadiness": Steadiness(wander=0.0, beat=0.0, tremor=0.0, breath=0.0),
    "slack": 0.0,
    "posture_per_min": 0.0,
}
"""A hand that only does what it means to."""


def world(subject="novice", scenario="obedient", seed=1, **changes):
    return World(replace(SUBJECTS[subject], **changes), SCENARIOS[scenario], seed)


def mean_force(a_world, from_s, until_s):
    a_world.advance(round(until_s * S))
    truth = a_world.truth()
    inside = (truth["t_ns"] >= from_s * S) & (truth["t_ns"] < until_s * S)
    return float(truth["force_n"][inside].mean())


def holding(a_world, at_s=0.0, factor=1.1):
    """Bring a person to a force by cues, as a coach would, and return when."""
    a_world.show(round(at_s * S), cue("more", "APPROACH"))
    while mean_force(a_world, at_s, at_s + 0.2) < factor * a_world.traits.tender_n:
        at_s += 0.2
    a_world.show(round(at_s * S), cue("stay", "HOLD"))
    return at_s


def keys(a_world, until_s):
    return [(action, value) for _, action, value in a_world.keys(round(until_s * S))]


def test_nobody_presses_before_a_cue():
    assert mean_force(world(), 0, 30) == 0.0


def test_whom_no_cue_leads_presses_as_they_like_and_rests_in_between():
    a_world = world(**STILL)
    a_world.show(0, cue("none", "CALIBRATE", key="reading"))
    tender_n = pytest.approx(a_world.traits.tender_n, rel=0.1)
    assert mean_force(a_world, 18, 19) == tender_n
    assert mean_force(a_world, 26, 27) == 0.0
    assert mean_force(a_world, 45, 46) == tender_n
    a_world.show(47 * S, cue("off", "DONE"))
    assert mean_force(a_world, 60, 100) == 0.0


@pytest.mark.parametrize("seed", range(8))
def test_a_cue_is_followed_after_a_reaction_time(seed):
    a_world = world(seed=seed)
    a_world.show(2 * S, cue("more", "APPROACH"))
    a_world.advance(5 * S)
    truth = a_world.truth()
    first_s = truth["t_ns"][np.argmax(truth["force_n"] > 0.0)] / S
    assert 2.2 < first_s < 3.1


@pytest.mark.parametrize(("subject", "low", "high"), [("novice", 2.2, 5.5), ("lying", 4.0, 10.0)])
def test_coming_on_is_slow(subject, low, high):
    for seed in range(5):
        a_world = world(subject, seed=seed)
        a_world.show(0, cue("more", "APPROACH"))
        rate = (mean_force(a_world, 5.0, 5.5) - mean_force(a_world, 2.0, 2.5)) / 3.0
        assert low < rate < high


def test_a_hand_without_correction_slackens():
    for seed in range(5):
        a_world = world(seed=seed)
        at_s = holding(a_world)
        early_n = mean_force(a_world, at_s + 1, at_s + 4)
        assert mean_force(a_world, at_s + 27, at_s + 30) < 0.92 * early_n


def test_more_and_less_move_the_force_that_way():
    force = {}
    for asked in ("more", "stay", "less"):
        shares = []
        for seed in range(12):
            a_world = world(seed=seed)
            at_s = holding(a_world)
            before_n = mean_force(a_world, at_s + 1, at_s + 3)
            a_world.show(round((at_s + 3) * S), cue(asked, "HOLD"))
            a_world.show(round((at_s + 5.5) * S), cue("stay", "HOLD", key="there"))
            shares.append(mean_force(a_world, at_s + 6.5, at_s + 8.5) / before_n)
        force[asked] = np.mean(shares)
    assert force["more"] > force["stay"] + 0.05
    assert force["less"] < force["stay"] - 0.05


def test_off_in_a_release_is_slow_and_come_off_is_quick():
    seconds = {}
    for key, phase in (("release", "RELEASE"), ("come_off_unseen", "HOLD"), ("off", "STOPPED")):
        a_world = world()
        at_s = holding(a_world)
        a_world.show(round((at_s + 2) * S), cue("off", phase, key=key))
        a_world.advance(round((at_s + 30) * S))
        truth = a_world.truth()
        after = truth["t_ns"] > (at_s + 2) * S
        seconds[key] = np.argmax(truth["force_n"][after] == 0.0) * a_world.period_ns / S
    assert 3.0 < seconds["release"] < 9.0
    assert seconds["come_off_unseen"] < 1.6
    assert seconds["off"] < 1.6


def test_off_ends_at_nothing_and_stays_there():
    a_world = world()
    at_s = holding(a_world)
    a_world.show(round(at_s * S), cue("off", "RELEASE"))
    assert mean_force(a_world, at_s + 15, at_s + 40) == 0.0


def share_after_less(disobeys, seed):
    """Tell somebody to come down for a while, and return how much of the force is left."""
    a_world = world(seed=seed, disobeys=disobeys, stop_sd=0.0, **STILL)
    at_s = holding(a_world)
    before_n = mean_force(a_world, at_s + 4, at_s + 5)
    a_world.show(round((at_s + 5) * S), cue("less", "HOLD"))
    a_world.show(round((at_s + 7.5) * S), cue("stay", "HOLD", key="there"))
    return mean_force(a_world, at_s + 10, at_s + 11) / before_n


def test_who_disobeys_stays_where_they_are_for_now():
    for seed in range(6):
        assert share_after_less(0.0, seed) < share_after_less(1.0, seed) - 0.05
        assert 0.93 < share_after_less(1.0, seed) < 1.03


def test_most_people_disobey_now_and_then_and_one_who_practised_does_not():
    shares = {key: subject.disobeys for key, subject in SUBJECTS.items()}
    assert shares.pop("steady") == 0.0
    assert all(0.0 < share < 0.1 for share in shares.values())


@pytest.mark.parametrize("phase", ["APPROACH", "HOLD"])
def test_an_obedient_person_asked_for_ever_more_stops_a_little_beyond_comfort(phase):
    for seed in range(4):
        a_world = world(seed=seed, **STILL)
        at_s = holding(a_world)
        a_world.show(round(at_s * S), cue("more", phase))
        reached_n = mean_force(a_world, at_s + 40, at_s + 45)
        assert reached_n == pytest.approx(1.05 * a_world.traits.comfort_n, rel=0.02)


def tender_mark(seed):
    """Return where one slow ramp was said to be tender, as a share of the person's own force."""
    a_world = world(seed=seed, **STILL)
    a_world.show(0, cue("more", "CALIBRATE", key="calibrate_tender"))
    ((at_ns, _, _),) = a_world.keys(40 * S)
    truth = a_world.truth()
    return truth["force_n"][np.searchsorted(truth["t_ns"], at_ns)] / a_world.traits.tender_n


def test_marks_scatter_by_some_eight_percent():
    shares = [tender_mark(seed) for seed in range(60)]
    assert 0.055 < np.std(np.log(shares)) < 0.105


def spread(a_world, from_s, until_s):
    """Return the standard deviation of the force as a share of it."""
    mean_n = mean_force(a_world, from_s, until_s)
    truth = a_world.truth()
    inside = (truth["t_ns"] >= from_s * S) & (truth["t_ns"] < until_s * S)
    return float(truth["force_n"][inside].std()) / mean_n


def test_a_hand_that_works_for_minutes_shakes_half_as_much_again():
    early, late = [], []
    for seed in range(4):
        calm = {"slack": 0.0, "posture_per_min": 0.0}
        tires, never = world(seed=seed, **calm), world(seed=seed, tiring=0.0, **calm)
        at_s = holding(tires)
        assert holding(never) == pytest.approx(at_s, abs=0.5)
        early.append(spread(tires, at_s + 5, at_s + 25) / spread(never, at_s + 5, at_s + 25))
        late.append(spread(tires, at_s + 400, at_s + 460) / spread(never, at_s + 400, at_s + 460))
    assert 1.0 < np.mean(early) < 1.15
    assert 1.3 < np.mean(late) < 1.6


def posture_shifts(seed, **changes):
    """Return by how much a still hand came to mean another force within a minute, as shares."""
    a_world = world(seed=seed, **(STILL | changes))
    at_s = holding(a_world) + 10
    meant_n = []
    for i in range(61):
        a_world.advance(round((at_s + i) * S))
        meant_n.append(a_world._hand._meant_n)
    leaps = np.diff(np.log(meant_n))
    # A shift upwards is lost again, little by little.
    return leaps[np.abs(leaps) > 0.01]


def test_posture_shifts_about_once_a_minute_by_a_few_percent_up_or_down():
    usual = {"posture_per_min": SUBJECTS["novice"].posture_per_min}
    leaps = np.concatenate([posture_shifts(seed, **usual) for seed in range(20)])
    # Some seventeen are expected; these are three deviations away.
    assert 5 < len(leaps) < 30
    assert 0.03 < np.sqrt(np.mean(leaps**2)) < 0.1
    assert leaps.min() < 0.0 < leaps.max()
    assert not len(posture_shifts(1))


@pytest.mark.parametrize("seed", range(6))
def test_a_ramp_gives_a_tender_and_a_comfort_mark_near_the_persons_own(seed):
    a_world = world(seed=seed)
    a_world.show(0, cue("more", "CALIBRATE", key="calibrate_tender"))
    marks = {}
    for tick in range(1, 400):
        for at_ns, action, _ in a_world.keys(tick * S // 10):
            truth = a_world.truth()
            force_n = truth["force_n"][np.searchsorted(truth["t_ns"], at_ns) - 1]
            marks[action] = force_n
            if action == "tender":
                a_world.show(at_ns, cue("more", "CALIBRATE", key="calibrate_comfort"))
    assert set(marks) == {"tender", "comfort"}
    assert 0.75 < marks["tender"] / a_world.traits.tender_n < 1.4
    assert 0.75 < marks["comfort"] / a_world.traits.comfort_n < 1.35
    assert a_world.truth()["force_n"].max() < 1.5 * a_world.traits.comfort_n


def test_each_ramp_is_marked_anew():
    a_world = world()
    for start_s in (0, 60):
        a_world.show(start_s * S, cue("more", "CALIBRATE", key="calibrate_tender"))
        assert keys(a_world, start_s + 30) == [("tender", 0)]
        a_world.show((start_s + 30) * S, cue("off", "CALIBRATE", key="calibrate_off"))
        assert keys(a_world, start_s + 60) == []


@pytest.mark.parametrize(
    ("question_id", "answer"),
    [
        ("screen_a", "no"),
        ("screen_b", "no"),
        ("screen_c", "no"),
        ("changed", "no"),
        ("clinician", "yes"),
    ],
)
def test_screening_is_answered_once(question_id, answer):
    a_world = world()
    asked = cue("none", "SCREENING", question="yes_no", question_id=question_id)
    a_world.show(0, asked)
    a_world.show(S // 2, asked)
    assert keys(a_world, 0.7) == []
    assert keys(a_world, 20) == [(answer, 0)]


def test_a_rating_comes_after_about_a_second_and_grows_with_force():
    said = {0.85: [], 1.15: []}
    for factor, values in said.items():
        for seed in range(12):
            a_world = world(seed=seed)
            at_s = holding(a_world, factor=factor)
            a_world.show(round(at_s * S), cue("stay", "HOLD", question="rating"))
            ((at_ns, action, value),) = a_world.keys(round((at_s + 3) * S))
            assert action == "rate"
            assert 0.7 < at_ns / S - at_s < 1.7
            values.append(value)
    assert np.mean(said[1.15]) > np.mean(said[0.85]) + 1.5


def test_the_same_question_asked_again_later_is_answered_again():
    a_world = world()
    at_s = holding(a_world)
    for i in range(3):
        start_s = at_s + 10 * i
        a_world.show(round(start_s * S), cue("stay", "HOLD", question="rating"))
        assert [k for k, _ in keys(a_world, start_s + 4)].count("rate") == 1
        a_world.show(round((start_s + 5) * S), cue("stay", "HOLD"))


def test_a_question_taken_back_in_time_is_not_answered():
    a_world = world()
    a_world.show(0, cue("none", "SCREENING", question="yes_no", question_id="changed"))
    a_world.show(S // 4, cue("none", "SCREENING"))
    assert keys(a_world, 20) == []


def test_a_responder_feels_it_let_go_and_says_so():
    told = 0
    for seed in range(12):
        a_world = world("responder", seed=seed)
        at_s = holding(a_world)
        for i in range(20):
            a_world.show(round((at_s + 4 * i) * S), cue("stay", "HOLD"))
            told += keys(a_world, at_s + 4 * (i + 1)).count(("let_go", 0))
    assert 3 <= told <= 11


def test_a_nonresponder_never_says_so():
    for seed in range(6):
        a_world = world("nonresponder", seed=seed)
        at_s = holding(a_world)
        assert keys(a_world, at_s + 90) == []


def test_who_never_presses_hard_enough_still_marks_but_stays_below():
    a_world = world(scenario="never_hard_enough")
    a_world.show(0, cue("more", "CALIBRATE", key="calibrate_tender"))
    assert keys(a_world, 30) == [("tender", 0)]
    a_world.show(30 * S, cue("off", "CALIBRATE"))
    a_world.show(50 * S, cue("more", "APPROACH"))
    assert 0.4 < mean_force(a_world, 70, 90) / a_world.traits.tender_n < 0.75


def test_who_presses_far_too_hard_ignores_less_but_comes_off():
    a_world = world(scenario="far_too_hard")
    a_world.show(0, cue("more", "APPROACH"))
    a_world.show(4 * S, cue("less", "HOLD"))
    assert mean_force(a_world, 8, 10) > 1.15 * a_world.traits.comfort_n
    a_world.show(10 * S, cue("off", "STOPPED"))
    assert mean_force(a_world, 13, 15) == 0.0


def test_who_lets_go_takes_the_hand_away_and_comes_back():
    a_world = world(scenario="lets_go")
    at_s = holding(a_world)
    for i in range(10):
        a_world.show(round((at_s + 3 * i) * S), cue("more", "HOLD"))
    a_world.advance(round((at_s + 45) * S))
    truth = a_world.truth()
    away_s = (truth["t_ns"][1:] - at_s * S)[truth["force_n"][1:] == 0.0] / S
    away_s = away_s[away_s > 0]
    assert 5.0 < away_s.min() < 12.0
    assert 4.0 < away_s.max() - away_s.min() < 7.5
    assert mean_force(a_world, at_s + 40, at_s + 45) > 0.6 * a_world.traits.tender_n


@pytest.mark.parametrize("odd", [{}, {"phase": None, "direction": 7}, {"question": "what?"}])
def test_an_odd_cue_harms_nobody(odd):
    a_world = world()
    a_world.show(0, odd)
    assert mean_force(a_world, 0, 10) == 0.0


def test_what_lets_go_softens_the_tissue_under_it():
    world = World(SUBJECTS["responder"], SCENARIOS["obedient"], 1)
    before = world._tissue._coefficient
    world._person._feel_it_let_go(0)
    softer = world._tissue._coefficient / before
    assert 0.84 <= softer <= 1.0
    world._person._on_soften(0.1)
    assert world._tissue._coefficient == pytest.approx(0.9 * softer * before)
