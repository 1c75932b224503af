import numpy as np
import pytest

from tpsim.hand import Hand
from tpsim.subjects import HAND, LYING, SUBJECTS
from tpsim.tissue import Tissue
from tpsim.unsteady import Steadiness, Unsteady

DT_S = 0.011213
STILL = Steadiness(wander=0.0, beat=0.0, tremor=0.0, breath=0.0)


def noise(steadiness, blocks=120, seed=4):
    unsteady = Unsteady(steadiness, DT_S, np.random.default_rng(seed))
    return np.concatenate([unsteady.block() for _ in range(blocks)])


def power(values, low_hz, high_hz):
    spectrum = np.abs(np.fft.rfft(values)) ** 2
    hz = np.fft.rfftfreq(len(values), DT_S)
    inside = (hz >= low_hz) & (hz < high_hz)
    return float(spectrum[inside].sum() / spectrum[1:].sum())


@pytest.mark.parametrize("part", ["wander", "beat", "tremor"])
def test_each_part_has_the_spread_it_was_given(part):
    values = noise(
        Steadiness(**{**dict.fromkeys(("wander", "beat", "tremor", "breath"), 0.0), part: 0.05})
    )
    assert np.std(values) == pytest.approx(0.05, rel=0.15)
    assert abs(np.mean(values)) < 0.01


def test_tremor_lies_between_8_and_12_hz():
    values = noise(Steadiness(wander=0.0, beat=0.0, tremor=0.01, breath=0.0))
    assert power(values, 8, 12) > 0.6


def test_the_beat_lies_near_1_hz():
    values = noise(Steadiness(wander=0.0, beat=0.03, tremor=0.0, breath=0.0))
    assert power(values, 0.3, 2.0) > 0.8


def test_breath_is_as_deep_as_given_and_keeps_its_pace():
    values = noise(Steadiness(wander=0.0, beat=0.0, tremor=0.0, breath=0.02))
    assert np.max(values) == pytest.approx(0.02, rel=0.01)
    assert power(values, 0.18, 0.30) > 0.95


def test_a_hand_varies_by_a_few_percent_and_a_body_by_less():
    assert 0.04 < np.std(noise(HAND)) < 0.06
    assert np.std(noise(LYING)) < np.std(noise(HAND))


def test_without_any_part_the_hand_is_still():
    assert np.all(noise(STILL, blocks=2) == 0.0)


def held(key, seed):
    """Return the force over 40 s that this person means to keep, once the tissue gave way."""
    subject = SUBJECTS[key]
    tissue = Tissue(subject.tissue, DT_S)
    unsteady = Unsteady(subject.steadiness, DT_S, np.random.default_rng(seed))
    hand = Hand(subject, DT_S, unsteady=unsteady, rng=np.random.default_rng(seed))
    hand.go(subject.tender_n, 5.0)
    forces = [0.0]
    for _ in range(round(60 / DT_S)):
        forces.append(tissue.step(hand.step(forces[-1])))
    return np.array(forces[round(20 / DT_S) :])


@pytest.mark.parametrize(
    ("key", "share"), [("steady", 0.025), ("novice", 0.045), ("older", 0.06), ("lying", 0.03)]
)
def test_a_force_that_is_held_varies_as_much_as_the_hand_is_said_to(key, share):
    spread = np.mean([np.std(force) / np.mean(force) for force in map(held, [key] * 8, range(8))])
    assert spread == pytest.approx(share, rel=0.1)


def test_a_change_is_one_of_what_is_felt_with_all_its_wandering():
    subject = SUBJECTS["novice"]
    tissue = Tissue(subject.tissue, DT_S)
    leaning = Unsteady(STILL, DT_S, np.random.default_rng(1))
    leaning.block = lambda: [0.1] * 512
    hand = Hand(subject, DT_S, unsteady=leaning, rng=np.random.default_rng(1))
    hand.go(40.0, 5.0)
    forces = [0.0]
    for tick in range(round(60 / DT_S)):
        if tick == round(40 / DT_S):
            assert forces[-1] == pytest.approx(44.0, rel=0.02)
            hand.change(forces[-1], 0.9 * forces[-1], 5.0)
        forces.append(tissue.step(hand.step(forces[-1])))
    assert forces[-1] == pytest.approx(0.9 * 44.0, rel=0.02)
