"""What known weights say of a set-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.rig import Weighed, compared, fitted


@given(
    st.floats(0.05, 20.0),
    st.lists(st.floats(1.0, 200.0), min_size=1, max_size=5),
)
def test_a_lever_without_error_is_found_exactly(times: float, weights_n: list[float]) -> None:
    found = fitted([Weighed(weight, weight / times) for weight in weights_n])
    assert found.multiplier == pytest.approx(times)
    assert found.weights_n == tuple(weights_n)
    if len(weights_n) > 1:
        assert found.error_n == pytest.approx(0.0, abs=1e-6)


def test_one_weight_that_made_the_multiplier_says_nothing_of_its_error() -> None:
    assert fitted([Weighed(49.0, 24.0)]).error_n is None
    assert fitted([Weighed(49.0, 24.0)]).error_share is None


def test_the_error_is_that_of_the_worst_weight() -> None:
    found = compared([Weighed(50.0, 25.5), Weighed(20.0, 9.0)], multiplier=2.0)
    assert found.error_n == pytest.approx(2.0)
    assert found.error_share == pytest.approx(0.04)


def test_a_rig_that_rubs_leaves_an_error() -> None:
    rubbing = [Weighed(20.0, 9.0), Weighed(50.0, 24.0), Weighed(100.0, 49.0)]
    found = fitted(rubbing)
    assert found.error_n is not None
    assert 1.0 < found.error_n < 2.0


@pytest.mark.parametrize("shown", [0.0, -3.0])
def test_a_weight_that_the_sensor_does_not_show_is_refused(shown: float) -> None:
    with pytest.raises(ValueError, match="showed nothing"):
        fitted([Weighed(49.0, shown)])
