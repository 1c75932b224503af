import numpy as np
import pytest

from tpdevice.signal import fading
from tpdevice.signal.fading import (
    FADE_VARIES,
    FADES,
    LAPSE,
    LEVEL,
    PER_FORCE,
    REST_VARIANCE,
    SCATTERS,
    STEP,
    STEP_S,
    usual,
    weigh,
)

SAID = np.array([6.0, 5.0, 5.0, 3.0])
HELD_S = np.array([0.0, 20.0, 40.0, 60.0])
OFF = np.array([0.0, 0.02, -0.05, 0.01])


def log_normal(rest: np.ndarray, covariance: np.ndarray) -> float:
    """Return the log density, without its constant, in the textbook way."""
    sign, log_det = np.linalg.slogdet(covariance)
    assert sign > 0
    return float(-(rest @ np.linalg.solve(covariance, rest) + log_det) / 2)


def textbook(scatter: float, fade: float, begins_s: float | None) -> float:
    """Return the log likelihood of one story, one covariance matrix for each slip."""
    minutes, ones = HELD_S / 60, np.ones(4)
    done = 0 * ones if begins_s is None else np.clip((HELD_S - begins_s) / STEP_S, 0, 1)
    rest = SAID - PER_FORCE[0] * OFF - (LEVEL[0] - fade * minutes - STEP[0] * done)
    sizes = (LEVEL[1] * ones, FADE_VARIES * minutes, PER_FORCE[1] * OFF, STEP[1] * done)
    shared = sum(np.outer(size, size) for size in sizes) + (scatter**2 + REST_VARIANCE) * np.eye(4)
    share, sd = LAPSE
    logs = [np.log(1 - share) + log_normal(rest, shared)]
    slips = (shared + np.diag(slip) for slip in sd**2 * np.eye(4))
    logs.extend(np.log(share) + log_normal(rest, slipped) for slipped in slips)
    return float(np.logaddexp.reduce(logs))


def test_elimination_gives_what_the_textbook_gives() -> None:
    rest = fading.corrected(SAID, OFF) - LEVEL[0]
    alone, step = fading._stories(rest, HELD_S, OFF)
    begins_s = HELD_S[-1] * fading._TIMES
    weights = fading._log_times(begins_s)
    grid = [(scatter, fade) for scatter in SCATTERS for fade in FADES]
    for i, (scatter, fade) in enumerate(grid):
        assert alone[i] == pytest.approx(textbook(scatter, fade, None))
        stepped = [textbook(scatter, fade, at_s) for at_s in begins_s]
        assert step[i] == pytest.approx(np.logaddexp.reduce(weights + stepped))


def test_the_times_of_a_step_add_up_to_one() -> None:
    assert np.exp(fading._log_times(60 * fading._TIMES)).sum() == pytest.approx(1.0)


def test_usual_weights_add_up_to_one_and_lean_to_a_slow_fading() -> None:
    shares = usual().reshape(len(SCATTERS), len(FADES)).sum(axis=0)
    assert shares.sum() == pytest.approx(1.0)
    assert FADES[int(shares.argmax())] == pytest.approx(0.6)


def test_a_step_makes_a_step_likelier_and_a_slope_does_not() -> None:
    off = np.zeros(4)
    step = weigh(np.array([6.0, 6.0, 3.0, 3.0]), HELD_S, off, usual())
    slope = weigh(np.array([6.0, 5.0, 4.0, 4.0]), HELD_S, off, usual())
    assert step.log_odds > 2 > 0 > slope.log_odds


def test_one_slip_says_less_than_two_answers_that_agree() -> None:
    off = np.zeros(4)
    slip = weigh(np.array([6.0, 6.0, 6.0, 0.0]), HELD_S, off, usual()).log_odds
    agreed = weigh(np.array([6.0, 6.0, 2.0, 2.0]), HELD_S, off, usual()).log_odds
    assert agreed > slip
