"""The polynomial of the barometer against the maker's whole-number form of the same formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maker import TRIMMING, whole_number_pressure

from force_sensor.bmp3 import Compensation


@given(st.integers(4_000_000, 9_000_000), st.integers(7_000_000, 9_500_000))
def test_the_pressure_is_the_makers_within_a_pascal(raw_p: int, raw_t: int) -> None:
    compensation = Compensation(TRIMMING)
    compensation.warm(raw_t)
    assert compensation.pressure(raw_p) / 10 == pytest.approx(
        whole_number_pressure(raw_p, raw_t), abs=1.0
    )
