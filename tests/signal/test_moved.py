import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.signal.moved import Looked, looked, moved

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


def stretches(
    force: np.ndarray, *spans: tuple[float, float]
) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(T_S[kept], force[kept]) for kept in ((a <= T_S) & (b > T_S) for a, b in spans)]


APART = ((0.0, 45.0), (50.0, 75.0))


@pytest.mark.parametrize("seed", range(10))
def test_what_a_correction_between_two_stretches_changes_is_no_movement(seed: int) -> None:
    force = relaxing(jump=0.15, at_s=47.0, seed=seed)
    assert looked(stretches(force, *APART)) == Looked(enough=True)
    assert looked(stretches(force, (0.0, 75.0))).moved is not None


@pytest.mark.parametrize("jump", [-0.15, 0.15])
def test_a_jump_inside_of_a_stretch_is_told_on_the_clock_of_the_hold(jump: float) -> None:
    corrected = relaxing(jump=jump, at_s=25.0) * np.where(T_S >= 47, 1.1, 1.0)
    found = looked(stretches(corrected, *APART)).moved
    assert found is not None
    assert found.at_s == pytest.approx(25.0, abs=5.0)
    assert found.share == pytest.approx(jump, abs=0.03)


@pytest.mark.parametrize(
    "spans",
    [
        (),
        ((0.0, 40.0),),
        ((0.0, 30.0), (40.0, 50.0)),
        tuple((a, a + 15.0) for a in range(0, 61, 15)),
    ],
    ids=["nothing", "one", "two", "many short ones"],
)
def test_too_little_is_not_looked_at(spans: tuple[tuple[float, float], ...]) -> None:
    assert looked(stretches(relaxing(jump=0.5, at_s=20.0), *spans)) == Looked(enough=False)
