import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpsim.sensor import BLOCK, N_PER_KGF, Sensor, SensorSpec

PLAIN = SensorSpec(noise_kg=0.0, zero_kg=0.0, creep=0.0, clock_ppm=0.0)


def sensor(spec=PLAIN, seed=1):
    return Sensor(spec, np.random.default_rng(seed))


def test_pulling_reads_positive_in_kilograms():
    assert sensor().read(2 * N_PER_KGF) == pytest.approx(2.0)


def test_a_reversed_cell_reads_negative():
    reversed_cell = SensorSpec(noise_kg=0.0, zero_kg=0.0, creep=0.0, sign=-1)
    assert sensor(reversed_cell).read(2 * N_PER_KGF) == pytest.approx(-2.0)


@given(st.floats(0.0, 1400.0))
def test_a_reading_is_within_half_a_step_of_the_truth(force_n):
    cell = sensor(SensorSpec(noise_kg=0.0, zero_kg=0.0, creep=0.0, quantum_kg=0.05))
    read_kg = cell.read(force_n)
    assert abs(read_kg - force_n / N_PER_KGF) <= 0.025 + 1e-9
    assert read_kg / 0.05 == pytest.approx(round(read_kg / 0.05), abs=1e-6)


@given(st.floats(1480.0, 1e9))
def test_beyond_its_range_it_reads_its_range(force_n):
    assert sensor().read(force_n) == 150.0


def test_it_creeps_towards_a_thousandth_of_the_load():
    cell = sensor(SensorSpec(noise_kg=0.0, zero_kg=0.0, quantum_kg=1e-9))
    first = cell.read(98.0665)
    for _ in range(round(1800 / 0.011213)):
        last = cell.read(98.0665)
    assert 0.9 < (last - first) / (0.001 * 10.0) < 1.0


def test_it_shows_a_zero_of_its_own_when_nothing_pulls():
    exact = SensorSpec(noise_kg=0.0, quantum_kg=1e-9)
    zeros_kg = np.array([sensor(exact, seed).read(0.0) for seed in range(400)])
    assert np.std(zeros_kg) == pytest.approx(0.06, rel=0.2)
    assert abs(np.mean(zeros_kg)) < 0.015
    cell = sensor(exact)
    assert cell.read(9.80665) - cell.read(0.0) == pytest.approx(1.0, abs=1e-4)


def test_its_clock_is_off_by_some_twenty_millionths():
    off_ppm = [sensor(SensorSpec(), seed).clock_ppm for seed in range(400)]
    assert np.std(off_ppm) == pytest.approx(20.0, rel=0.2)


def test_noise_has_the_spread_it_was_given():
    cell = sensor(SensorSpec(zero_kg=0.0))
    values = [cell.read(50.0) for _ in range(4000)]
    assert np.std(values) == pytest.approx(0.01, rel=0.1)


def test_one_grid_point_in_fifteen_is_missing_and_never_two_on_end():
    cell = sensor()
    present = np.frombuffer(b"".join(cell.present() for _ in range(100)), dtype=bool)
    assert len(present) == 100 * BLOCK
    assert np.mean(~present) == pytest.approx(0.069, rel=0.05)
    assert not np.any(~present[1:] & ~present[:-1])
