import numpy as np
import pytest

from tpsim.elements import ELEMENTS, shown_n
from tpsim.population import simulated
from tpsim.scenarios import SCENARIOS
from tpsim.sensor import SENSORS
from tpsim.world import World

DT_S = 0.0125
S = 1_000_000_000


def held(element, force_n, seconds):
    """What an element shows of a force that stands still, one value a grid point."""
    feel = ELEMENTS[element](DT_S)
    return np.array([feel(force_n) for _ in range(round(seconds / DT_S))])


def test_a_load_cell_adds_nothing():
    assert (held("load cell", 40.0, 60.0) == 40.0).all()
    assert shown_n("load cell", 40.0) == 40.0


def test_a_force_sensing_resistor_creeps_upward_by_decades():
    shown = held("fsr", 40.0, 101.0)
    decade = shown[round(99.0 / DT_S)] / shown[round(9.0 / DT_S)]
    assert 1.03 < decade < 1.05


def test_a_force_sensing_resistor_sticks_when_force_turns_round():
    feel = ELEMENTS["fsr"](DT_S)
    up = [feel(n) for n in np.linspace(0.0, 50.0, 400)]
    down = [feel(n) for n in np.linspace(50.0, 0.0, 400)]
    gap = (down[199] - up[200]) / 50.0
    assert 0.08 < gap < 0.17
    assert shown_n("fsr", 40.0) < 40.0


def test_a_sealed_ball_sags_at_first_and_then_warms_up():
    shown = held("air ball", 40.0, 600.0)
    assert shown[-1] < shown[0]
    assert shown[round(60.0 / DT_S) :].min() > 0.9 * 40.0
    assert shown[-1] > shown[round(60.0 / DT_S)]


@pytest.mark.parametrize(
    ("name", "hz"),
    [
        ("load cell, 250 Hz", 250.0),
        ("load cell, 80 Hz", 80.0),
        ("load cell, 10 Hz", 10.0),
        ("load cell, 8 Hz, no clock", 8.0),
        ("FSR", 40.0),
        ("air ball", 20.0),
    ],
)
def test_a_sensor_reads_at_its_own_rate_while_the_body_goes_on_in_between(name, hz):
    world = World(simulated(1, "hand"), SCENARIOS["obedient"], 1, sensor=SENSORS[name])
    readings = world.readings(10 * S)
    assert len(readings) == pytest.approx(10 * hz, abs=2)
    assert len(world.truth()["force_n"]) >= 10 * 80


def test_without_a_load_the_resistor_forgets_its_drift():
    feel = ELEMENTS["fsr"](DT_S)
    for _ in range(round(60 / DT_S)):
        drifted = feel(40.0)
    for _ in range(round(10 / DT_S)):
        feel(0.0)
    assert feel(40.0) < drifted
