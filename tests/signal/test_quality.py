"""Rate, gaps, noise, drift and clock of series that were made up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.units import NS_PER_S
from tpdevice.signal.quality import clock, pace, rest

S = NS_PER_S
RNG = np.random.default_rng(3)


def arrivals(rate_hz: float, span_s: float, *, per_frame: int = 1) -> np.ndarray:
    """Return when each value arrives, ns: with all others of its frame."""
    frames = round(span_s * rate_hz / per_frame)
    at_ns = (np.arange(1, frames + 1) * per_frame / rate_hz * S).astype(np.int64)
    return np.repeat(at_ns, per_frame)


@pytest.mark.parametrize("per_frame", [1, 3, 8])
@pytest.mark.parametrize("rate_hz", [1.5, 10.0, 80.0])
def test_the_rate_is_that_of_values_however_they_are_packed(rate_hz: float, per_frame: int) -> None:
    at_ns = arrivals(rate_hz, 30.0, per_frame=per_frame)
    found = pace(at_ns, ended_ns=30 * S, silence_ns=10 * S)
    assert found.rate_hz == pytest.approx(rate_hz, rel=0.01)
    assert found.gaps == 0


def test_gaps_are_counted_and_the_longest_is_told() -> None:
    at_ns = arrivals(80.0, 30.0)
    kept = (at_ns < 5 * S) | ((at_ns > 6 * S) & (at_ns < 20 * S)) | (at_ns > 20.7 * S)
    found = pace(at_ns[kept], ended_ns=30 * S, silence_ns=S // 2)
    assert found.gaps == 2
    assert found.longest_ns == pytest.approx(S, rel=0.05)


def test_a_stream_that_stopped_early_has_its_gap_at_the_end() -> None:
    at_ns = arrivals(80.0, 10.0)
    found = pace(at_ns, ended_ns=30 * S, silence_ns=S // 2)
    assert (found.gaps, found.longest_ns) == (1, 20 * S)
    assert found.rate_hz == pytest.approx(80.0, rel=0.01)


def still(noise: float, drift: float, *, span_s: float = 30.0) -> tuple[np.ndarray, np.ndarray]:
    t_s = np.linspace(0.0, span_s, 2400)
    return t_s, 7.0 + drift * t_s / span_s + RNG.normal(0.0, noise, t_s.size)


def test_noise_and_drift_are_told_apart() -> None:
    t_s, values = still(0.1, 2.0)
    found = rest(t_s, values, resolution=0.01)
    assert found.noise == pytest.approx(0.1, rel=0.1)
    assert found.drift == pytest.approx(2.0, rel=0.05)
    assert found.mean == pytest.approx(8.0, abs=0.05)
    assert not found.moved


def test_a_sensor_that_always_shows_the_same_is_perfectly_still() -> None:
    found = rest(np.linspace(0, 30, 300), np.full(300, 5.0), resolution=0.1)
    assert (found.noise, found.moved, found.mean) == (pytest.approx(0.0), False, 5.0)
    assert found.drift == pytest.approx(0.0)


@pytest.mark.parametrize("what", ["a press", "a swing"])
def test_something_that_moved_is_no_noise(what: str) -> None:
    t_s, values = still(0.1, 0.0)
    if what == "a press":
        values[1000:1100] += 20.0
    else:
        values += 3.0 * np.sin(t_s)
    assert rest(t_s, values, resolution=0.01).moved


def test_a_stepwise_sensor_on_the_edge_of_two_steps_did_not_move() -> None:
    t_s = np.linspace(0, 30, 300)
    values = np.where(np.arange(300) < 150, 1.0, 1.1)
    assert not rest(t_s, values, resolution=0.1).moved


@given(st.integers(-2000, 2000))
def test_a_clock_is_told_through_any_delay_of_the_radio(ppm: int) -> None:
    rng = np.random.default_rng(abs(ppm))
    true_ns = (np.arange(2400) * 12.5e6).astype(np.int64)
    device_us = np.round(true_ns / 1000 * (1 + ppm / 1e6)).astype(np.int64)
    delay_ns = rng.exponential(15e6, true_ns.size).astype(np.int64)
    found = clock(true_ns + delay_ns, device_us)
    assert found.fast_ppm == pytest.approx(ppm, abs=4 * found.error_ppm + 20)
    assert found.error_ppm < 60
    assert found.missing == 0


def test_values_that_a_device_left_out_show_in_its_own_times() -> None:
    device_us = np.delete(np.arange(0, 1_000_000, 12_500), [10, 11, 40])
    assert clock(device_us * 1000, device_us).missing == 3


def test_a_clock_that_stands_is_no_division_by_nothing() -> None:
    found = clock(np.arange(5) * S, np.zeros(5, np.int64))
    assert (found.fast_ppm, found.missing) == (0.0, 0)
