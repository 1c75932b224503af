import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.signal.moved import WORDS, moved

T_S = np.arange(750) / 10


def relaxing(*, jump: float = 0.0, at_s: float = 40.0, seed: int = 1) -> np.ndarray:
    """Return force that relaxes, with a jump of a share of it and the wander of a steady hand."""
    smooth = 30 + 8 * np.exp(-T_S / 6) + 4 * np.exp(-T_S / 40)
    wander = np.random.default_rng(seed).normal(0, 0.2, len(T_S))
    return smooth * np.where(at_s <= T_S, 1 + jump, 1.0) + wander


@pytest.mark.parametrize("seed", range(10))
def test_relaxation_alone_is_no_movement(seed: int) -> None:
    assert moved(T_S, relaxing(seed=seed)) is None


@pytest.mark.parametrize("jump", [-0.15, 0.15])
def test_a_jump_is_told_with_its_time_and_size(jump: float) -> None:
    found = moved(T_S, relaxing(jump=jump))
    assert found is not None
    assert found.at_s == pytest.approx(40.0, abs=5.0)
    assert found.share == pytest.approx(jump, abs=0.03)


@given(st.floats(1e-3, 1e6), st.floats(-1e4, 1e4))
def test_neither_the_unit_nor_the_start_of_the_clock_matters(unit: float, start_s: float) -> None:
    found = moved(np.round(T_S + start_s, 6), unit * relaxing(jump=-0.15))
    assert found is not None
    assert found.share == pytest.approx(-0.15, abs=0.03)


def test_a_short_hold_is_not_judged() -> None:
    assert moved(T_S[:300], relaxing(jump=0.5, at_s=15.0)[:300]) is None


def test_a_force_that_never_changes_is_no_movement() -> None:
    assert moved(T_S, np.full(750, 30.0)) is None


def test_what_is_told_claims_nothing_of_the_point() -> None:
    assert "perhaps" in WORDS
    assert not [word for word in ("release", "eased", "let go") if word in WORDS.lower()]
