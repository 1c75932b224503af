"""What all kitchen scales have in common: light work, and a warning at their overload."""

import numpy as np
import pytest
from frames import golden
from simulated import Joined

from tpdevice.core.driver import Mode, Quantity
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver
from tpsim.elements import ELEMENTS
from tpsim.wire import KINDS

SCALES = ("acaia", "bookoo", "decent", "felicita", "skale")
every_scale = pytest.mark.parametrize("key", SCALES)


@every_scale
def test_a_kitchen_scale_says_that_it_ends_early(key: str) -> None:
    spec = driver(key).spec
    assert spec.mode is Mode.PUSH
    assert spec.quantity is Quantity.MASS
    assert spec.range_n == pytest.approx(2 * N_PER_KGF)
    assert "20 N" in spec.note
    assert "light work" in spec.note


@every_scale
def test_more_than_its_range_is_told_as_such(key: str) -> None:
    joined = Joined(key, driver(key), kg_per_s=0.205)
    joined.run(10.0)
    assert max(joined.raw) > driver(key).spec.range_raw


@every_scale
def test_a_force_that_comes_off_is_read_below_zero(key: str) -> None:
    joined = Joined(key, driver(key), kg_per_s=-0.01)
    joined.run(10.0)
    assert min(joined.raw) == pytest.approx(-100.0, abs=5.0)


@every_scale
def test_nothing_that_tares_may_be_written(key: str) -> None:
    frames = golden(key)
    assert frames["never_write"]
    assert not set(frames["never_write"]) & set(frames["may_write"])


@every_scale
def test_the_simulated_scale_shows_a_force_late(key: str) -> None:
    lag = ELEMENTS[KINDS[key].sensor.element](0.0125)
    shown = np.array([lag(10.0) for _ in range(800)])
    late_s = 0.0125 * int(np.argmax(shown > 10.0 * (1 - np.exp(-1))))
    assert late_s == pytest.approx(0.45 if key == "felicita" else 0.15, abs=0.02)
    assert shown[-1] == pytest.approx(10.0)
