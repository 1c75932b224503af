import pytest

from force_sensor import calibration
from force_sensor.scale import Scale

STILL = [84_200, 84_213, 84_226] * 40


def test_a_zero_and_a_weight_make_a_scale_that_reads_the_weight() -> None:
    zero_counts, why_not = calibration.zero(STILL)
    assert (zero_counts, why_not) == (84_213, "")
    loaded = [counts - 519_400 for counts in STILL]
    counts_per_n, why_not = calibration.scale(loaded, zero_counts, 5.0)
    assert why_not == ""
    assert Scale(zero_counts, counts_per_n).mn(84_213 - 519_400) == pytest.approx(49_033, abs=1)


@pytest.mark.parametrize(
    ("counts", "weight_kg", "said"),
    [
        ([], 5.0, "too few"),
        (STILL, 5.0, "still"),
        ([counts + 519_400 for counts in STILL], 0.0, "kilograms"),
        ([counts + 519_400 for counts in STILL], float("nan"), "kilograms"),
        ([counts + 519_400 for counts in STILL], 5000.0, "kilograms"),
        ([84_213 + i * 10_000 for i in range(80)], 5.0, "still"),
        ([84_213 + 3000] * 80, 5.0, "no cell's scale"),
    ],
)
def test_what_cannot_be_a_scale_is_refused(counts: list[int], weight_kg: float, said: str) -> None:
    assert said in calibration.scale(counts, 84_213, weight_kg)[1]


@pytest.mark.parametrize(("counts", "said"), [([], "too few"), ([-1] * 80, "the same")])
def test_what_cannot_be_a_zero_is_refused(counts: list[int], said: str) -> None:
    assert said in calibration.zero(counts)[1]
