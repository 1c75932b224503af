"""What one person likes."""

import pytest

from tpdevice.core.settings import Unit, force_text


@pytest.mark.parametrize(
    ("unit", "text"), [(Unit.N, "38 N"), (Unit.KGF, "3.9 kgf"), (Unit.LBF, "8.6 lbf")]
)
def test_a_force_is_shown_in_a_persons_own_unit(unit: Unit, text: str) -> None:
    assert force_text(38_200, unit) == text


def test_nothing_is_never_minus_nothing() -> None:
    assert force_text(-20, Unit.N) == "0 N"
