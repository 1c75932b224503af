import pytest
from hypothesis import given
from hypothesis import strategies as st

from force_sensor.battery import PERCENT_AT_MV, percent
from force_sensor.blink import lit
from force_sensor.trouble import FIRST_TOLD


@pytest.mark.parametrize("trouble", FIRST_TOLD)
@pytest.mark.parametrize("there", ["alone", "connected"])
def test_a_trouble_blinks_its_number_and_pauses(trouble: int, there: str) -> None:
    connected = there == "connected"
    period_ms = 400 * trouble + 1600
    shown, later = (
        [lit(ms + from_ms, trouble, connected=connected) for ms in range(period_ms)]
        for from_ms in (0, 7 * period_ms)
    )
    rises = sum(now and not before for before, now in zip([False, *shown], shown, strict=False))
    assert rises == trouble
    assert not any(shown[-1600:])
    assert shown == later


def test_without_trouble_it_is_lit_while_connected_and_flashes_while_waiting() -> None:
    assert all(lit(ms, 0, connected=True) for ms in range(3000))
    assert sum(lit(ms, 0, connected=False) for ms in range(2000)) == 60


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_a_charge_is_a_percentage_that_grows_with_the_voltage(a_mv: int, b_mv: int) -> None:
    low, high = sorted((a_mv, b_mv))
    assert 0 <= percent(low) <= percent(high) <= 100


def test_the_charge_at_a_point_of_the_table_is_the_tables() -> None:
    assert [percent(mv) for mv, _ in PERCENT_AT_MV] == [charge for _, charge in PERCENT_AT_MV]
    assert percent(3750) == 40
