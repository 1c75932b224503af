import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.driver import DriverSpec, Quantity
from tpdevice.core.errors import UsageError
from tpdevice.core.homemade import UNITS, VALUE, described, sign
from tpdevice.core.options import chosen
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices import driver


def spec(**said: str) -> DriverSpec:
    return described(driver("progressor").spec, chosen("progressor", VALUE, said))


@pytest.mark.parametrize(
    ("unit", "n"),
    [("N", 1.0), ("kgf", 9.80665), ("g", 0.00980665), ("lb", 4.4482216152605)],
)
def test_a_unit_of_force_or_mass_is_known_in_newtons(unit: str, n: float) -> None:
    assert spec(unit=unit).n_per_raw == pytest.approx(n, rel=1e-12)
    assert spec(unit=unit).quantity is Quantity.FORCE


@pytest.mark.parametrize("unit", ["counts", "Pa", "hPa", "kPa", "bar", "psi"])
def test_counts_and_pressure_are_no_force_yet(unit: str) -> None:
    assert spec(unit=unit).n_per_raw is None
    assert spec(unit=unit).quantity in (Quantity.COUNTS, Quantity.PRESSURE)


@given(st.sampled_from(sorted(UNITS)), st.floats(1e-6, 1e6))
def test_a_scale_changes_what_a_value_means_and_not_what_the_sensor_carries(
    unit: str, scale: float
) -> None:
    plain, scaled = spec(unit=unit), spec(unit=unit, scale=repr(scale))
    assert scaled.range_raw * scale == pytest.approx(plain.range_raw)
    assert scaled.resolution_raw * scale == pytest.approx(plain.resolution_raw)
    if plain.range_n is not None:
        assert scaled.range_n == pytest.approx(plain.range_n)
    assert 0 < scaled.resolution_raw < scaled.range_raw


def test_every_unit_of_pressure_means_the_same_full_scale() -> None:
    pascals = {"Pa": 1.0, "hPa": 100.0, "kPa": 1000.0, "bar": 1e5, "psi": 6894.757}
    for unit, pa in pascals.items():
        assert spec(unit=unit).range_raw * pa == pytest.approx(300_000.0)


def test_what_it_carries_is_assumed_only_where_nobody_said_it() -> None:
    assert spec(unit="kgf").range_raw == 20.0
    assert spec(unit="kgf", range="50").range_raw == 50.0
    assert spec(unit="g", scale="0.1", range="5000").range_raw == 50_000.0


@pytest.mark.parametrize(("unit", "full"), [("kgf", "0.1"), ("kgf", "511"), ("N", "5001")])
def test_a_range_that_no_body_is_pressed_with_is_refused(unit: str, full: str) -> None:
    with pytest.raises(UsageError, match="makes no sense") as caught:
        spec(unit=unit, range=full)
    assert "1 to 5000 N" in caught.value.hint


def test_a_step_is_always_smaller_than_the_range() -> None:
    assert spec(unit="kgf", range="20", resolution="1000").resolution_raw == 10.0
    assert spec(unit="kgf").resolution_n == pytest.approx(0.001 * N_PER_KGF)


def test_pressing_that_makes_values_shrink_turns_them_round() -> None:
    assert sign(chosen("x", VALUE, {"direction": "down"})) == -1.0
    assert sign(chosen("x", VALUE, {})) == 1.0


def test_a_unit_is_named_with_its_scale() -> None:
    assert spec(unit="kgf").raw_unit == "kgf"
    assert spec(unit="kgf", scale="0.001").raw_unit == "0.001 kgf"
