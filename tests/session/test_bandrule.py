from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tpdevice.core.band import Band, BandKind, NoBand, Support, Thresholds
from tpdevice.core.plan import Limits, PointRules
from tpdevice.session.bandrule import band_for, gentler, lowered, outer_ceiling_mn, steered

BOUNDS = ("plan_n", "range_n", "lower_percent")
HANDS = (Support.HAND, Support.CANE, Support.WALL)


def point(*, gentle: bool = False, ceiling_n: float = 110.0) -> PointRules:
    return PointRules("a point", gentle, ceiling_n, 5.0, 90.0, "a movement")


def limits(
    *, plan_n: float | None = None, range_n: float = 980.0, lower_percent: int = 0
) -> Limits:
    return Limits(plan_n, range_n, 0.0, 0.0, lower_percent=lower_percent)


def made(
    tender_mn: int | None, comfort_mn: int | None, support: Support = Support.HAND, **bounds: Any
) -> Band | NoBand:
    of_limits = {name: bounds.pop(name) for name in BOUNDS if name in bounds}
    return band_for(
        Thresholds(tender_mn, comfort_mn),
        support=support,
        point=point(**bounds),
        limits=limits(**of_limits),
    )


# Computed by hand, N: ceiling; top; aim; bottom; alarm; free; margin.


@pytest.mark.parametrize("support", HANDS)
def test_an_ordinary_band_by_hand(support: Support) -> None:
    """1.25 C = 65; T + 0.7 (C - T) = 48.4; 48.4 / 1.1 = 44 < 46; 0.9 T = 36 > 35.8."""
    assert made(40_000, 52_000, support) == Band(
        BandKind.STANDARD, 36_000, 48_400, 44_000, 2_200, 65_000, 57_200, 8_000
    )


def test_an_ordinary_band_lying() -> None:
    """48.4 / 1.06 = 45.660; plus or minus 12 % under 48.4 begins at 48.4 * 0.88 / 1.12 = 38.029."""
    assert made(40_000, 52_000, Support.LYING) == Band(
        BandKind.STANDARD, 38_029, 48_400, 45_660, 2_283, 65_000, 57_200, 8_000
    )


def test_the_top_is_at_most_a_quarter_above_first_tender() -> None:
    """1.25 T = 50 < 68; 50 / 1.1 = 45.455; 50 * 0.85 / 1.15 = 36.957; the alarm is 1.1 C = 88."""
    assert made(40_000, 80_000) == Band(
        BandKind.STANDARD, 36_957, 50_000, 45_455, 2_273, 100_000, 88_000, 8_000
    )


def test_the_top_is_at_most_nine_tenths_of_the_atlas() -> None:
    """Ceiling 80; 72 < 74 < 75; 72 / 1.1 = 65.455; 0.9 T = 54 > 53.2."""
    assert made(60_000, 80_000, ceiling_n=80.0) == Band(
        BandKind.STANDARD, 54_000, 72_000, 65_455, 3_273, 80_000, 80_000, 12_000
    )


def test_the_top_is_at_most_nine_tenths_of_the_plan() -> None:
    """Ceiling 50; 45 < 48.4; 45 / 1.1 = 40.909; the alarm is not above the ceiling."""
    assert made(40_000, 52_000, plan_n=50.0) == Band(
        BandKind.STANDARD, 36_000, 45_000, 40_909, 2_045, 50_000, 50_000, 8_000
    )


def test_the_aim_is_no_higher_than_the_middle_of_the_marks() -> None:
    """T + 0.5 (C - T) = 58.9, and a top of 62.46 is 58.925 aims when lying."""
    band = made(50_000, 67_800, Support.LYING)
    assert isinstance(band, Band)
    assert (band.top_mn, band.aim_mn) == (62_460, 58_900)


def test_a_gentle_point_has_its_own_band() -> None:
    """0.8 T to 1.05 T, aim in the middle."""
    for support in Support:
        assert made(40_000, 52_000, support, gentle=True) == Band(
            BandKind.GENTLE, 32_000, 42_000, 37_000, 1_850, 65_000, 57_200, 8_000
        )


def test_a_gentle_point_is_bounded_too() -> None:
    """0.9 of 44 is 39.6."""
    band = made(40_000, 52_000, gentle=True, plan_n=44.0)
    assert isinstance(band, Band)
    assert (band.bottom_mn, band.top_mn, band.aim_mn) == (32_000, 39_600, 35_800)


def test_with_first_tender_alone_the_band_lies_around_it() -> None:
    """0.9 T to 1.2 T; the middle, 42, is below 48 / 1.1; there is no alarm below the ceiling."""
    for support in Support:
        assert made(40_000, None, support) == Band(
            BandKind.TENDER_ONLY, 36_000, 48_000, 42_000, 2_100, 110_000, 110_000, 8_000
        )


def test_with_first_tender_alone_a_low_ceiling_lowers_the_aim_with_the_top() -> None:
    """Ceiling 47: 42.3 is the top, 42.3 / 1.1 = 38.455 lies under the middle of 39.15."""
    band = made(40_000, None, plan_n=47.0)
    assert isinstance(band, Band)
    assert (band.bottom_mn, band.top_mn, band.aim_mn) == (36_000, 42_300, 38_455)
    lying = made(40_000, None, Support.LYING, plan_n=47.0)
    assert isinstance(lying, Band)
    assert lying.aim_mn == 39_150


def test_without_marks_half_the_ceiling_is_all_that_may_be_used() -> None:
    expected = Band(BandKind.UNCALIBRATED, 11_000, 55_000, 33_000, 1_650, 110_000, 110_000, 2_000)
    assert made(None, None) == expected
    assert made(None, 52_000) == expected


def test_without_marks_a_weak_ceiling_brings_free_down_with_it() -> None:
    band = made(None, None, plan_n=10.0)
    assert isinstance(band, Band)
    assert (band.bottom_mn, band.free_mn) == (1_000, 1_000)


@pytest.mark.parametrize(
    ("atlas_n", "plan_n", "range_n", "ceiling_mn"),
    [
        (110.0, None, 980.0, 110_000),
        (110.0, 50.0, 980.0, 50_000),
        (110.0, 120.0, 980.0, 110_000),
        (110.0, 50.0, 20.0, 20_000),
        (30.0, 50.0, 40.0, 30_000),
    ],
)
def test_the_lowest_ceiling_wins(
    atlas_n: float, plan_n: float | None, range_n: float, ceiling_mn: int
) -> None:
    found = outer_ceiling_mn(point(ceiling_n=atlas_n), limits(plan_n=plan_n, range_n=range_n))
    assert found == ceiling_mn


# Narrower than plus or minus 8 %: top / bottom under 1.08 / 0.92, with bottom at 0.9 T.


def test_a_band_that_is_too_narrow_is_not_offered_and_says_why() -> None:
    """T = 50: the top must reach 45 * 1.08 / 0.92 = 52.826, so C must reach 54.038."""
    refused = made(50_000, 54_036)
    assert isinstance(refused, NoBand)
    assert "too narrow" in refused.reason
    assert isinstance(made(50_000, 54_040), Band)


def test_just_wide_enough_is_offered() -> None:
    """92 to 108 is 100 plus or minus 8 %."""
    band = made(115_000, 150_000, gentle=True, ceiling_n=120.0)
    assert isinstance(band, Band)
    assert (band.bottom_mn, band.top_mn) == (92_000, 108_000)


def test_marks_that_are_one_are_no_band() -> None:
    assert isinstance(made(50_000, 50_000), NoBand)


def test_a_comfortable_most_below_first_tender_is_no_band() -> None:
    assert isinstance(made(50_000, 40_000), NoBand)


def test_where_marks_contradict_each_other_the_lower_holds() -> None:
    """Means over different ramps may: 0.8 and 1.05 of 36, not of 40, and the alarm is 1.1 of 36."""
    band = made(40_000, 36_000, gentle=True)
    assert isinstance(band, Band)
    assert (band.bottom_mn, band.top_mn, band.alarm_mn) == (28_800, 37_800, 39_600)


def test_a_plan_below_what_is_tender_is_no_band() -> None:
    assert isinstance(made(50_000, 70_000, plan_n=20.0), NoBand)
    assert isinstance(made(50_000, None, plan_n=20.0), NoBand)
    assert isinstance(made(50_000, 70_000, gentle=True, plan_n=20.0), NoBand)


# What holds for any marks.

tenders = st.integers(2_000, 100_000)
both_marks = st.tuples(tenders, st.floats(0.9, 2.5)).map(
    lambda two: (two[0], round(two[0] * two[1]))
)
marks = both_marks | st.tuples(tenders, st.none()) | st.just((None, None))
situations = st.fixed_dictionaries(
    {
        "support": st.sampled_from(Support),
        "gentle": st.booleans(),
        "ceiling_n": st.floats(20.0, 200.0),
        "plan_n": st.none() | st.floats(20.0, 200.0),
        "range_n": st.floats(20.0, 1500.0),
    }
)
ROUNDING_MN = 1


@given(marks, situations)
def test_a_band_is_in_order_and_below_everything_that_bounds_it(
    both: tuple[int | None, int | None], situation: dict[str, Any]
) -> None:
    tender, comfort = both
    band = made(*both, **situation)
    assume(isinstance(band, Band))
    assert isinstance(band, Band)
    assert {type(getattr(band, name)) for name in Band.__slots__} == {BandKind, int}
    assert 0 < band.free_mn <= band.bottom_mn < band.aim_mn <= band.top_mn
    assert band.top_mn <= 0.9 * band.ceiling_mn + ROUNDING_MN
    assert band.top_mn < band.alarm_mn <= band.ceiling_mn
    assert 0 < 2 * band.margin_mn < band.top_mn - band.bottom_mn
    bounds_n = [situation["ceiling_n"], situation["range_n"], situation["plan_n"] or 1e9]
    assert band.ceiling_mn <= 1000 * min(bounds_n) + ROUNDING_MN
    if tender is None:
        assert band.kind is BandKind.UNCALIBRATED
        assert band.top_mn <= 0.5 * band.ceiling_mn + ROUNDING_MN
        return
    assert (band.top_mn - band.bottom_mn) / (band.top_mn + band.bottom_mn) >= 0.08
    assert band.top_mn <= 1.25 * tender + ROUNDING_MN
    first = tender if comfort is None else min(tender, comfort)
    assert band.bottom_mn >= (0.8 if situation["gentle"] else 0.9) * first - ROUNDING_MN
    if comfort is not None:
        assert band.ceiling_mn <= 1.25 * comfort + ROUNDING_MN
        assert band.alarm_mn <= 1.10 * comfort + ROUNDING_MN
        assert band.top_mn <= max(comfort, 1.05 * min(tender, comfort)) + ROUNDING_MN


@given(both_marks, situations)
def test_a_band_grows_downward_only_and_no_further_than_it_must(
    both: tuple[int, int], situation: dict[str, Any]
) -> None:
    tender, comfort = both
    band = made(*both, **situation | {"gentle": False})
    assume(isinstance(band, Band))
    assert isinstance(band, Band)
    assert band.kind is BandKind.STANDARD
    asked = min(tender + 0.7 * (comfort - tender), 1.25 * tender, 0.9 * band.ceiling_mn)
    assert abs(band.top_mn - asked) <= ROUNDING_MN
    assert band.bottom_mn <= tender
    half = (band.top_mn - band.bottom_mn) / (band.top_mn + band.bottom_mn)
    wanted = 0.12 if situation["support"] is Support.LYING else 0.15
    assert half <= wanted + 0.001
    if half < wanted - 0.001:
        assert abs(band.bottom_mn - 0.9 * tender) <= ROUNDING_MN


@given(marks, situations)
def test_a_point_is_refused_only_where_its_band_is_too_narrow(
    both: tuple[int | None, int | None], situation: dict[str, Any]
) -> None:
    tender, comfort = both
    if not isinstance(made(*both, **situation), NoBand):
        return
    assert tender is not None
    bounds_n = [situation["ceiling_n"], situation["range_n"], situation["plan_n"] or 1e9]
    tender = tender if comfort is None else min(tender, comfort)
    ceiling = min(1000 * min(bounds_n), 1e9 if comfort is None else 1.25 * comfort)
    if situation["gentle"]:
        bottom, top = 0.8 * tender, min(1.05 * tender, 0.9 * ceiling)
    elif comfort is None:
        bottom, top = 0.9 * tender, min(1.2 * tender, 0.9 * ceiling)
    else:
        bottom = 0.9 * tender
        top = min(tender + 0.7 * (comfort - tender), 1.25 * tender, 0.9 * ceiling)
    assert (top - bottom) / (top + bottom) < 0.08 + 0.001


# Lowered after a strong rating.


@given(marks, situations, st.integers(100, 200_000))
def test_lowering_never_raises_anything(
    both: tuple[int | None, int | None], situation: dict[str, Any], most_mn: int
) -> None:
    band = made(*both, **situation)
    assume(isinstance(band, Band))
    assert isinstance(band, Band)
    lower = lowered(band, most_mn)
    assert {type(getattr(lower, name)) for name in Band.__slots__} == {BandKind, int}
    assert lower.top_mn == min(band.top_mn, most_mn)
    for name in ("bottom_mn", "aim_mn", "margin_mn", "free_mn"):
        assert 0 <= getattr(lower, name) <= getattr(band, name)
    assert (lower.ceiling_mn, lower.alarm_mn) == (band.ceiling_mn, band.alarm_mn)
    assert lower.kind is band.kind
    assert lower.free_mn <= lower.bottom_mn < lower.aim_mn <= lower.top_mn
    assert lowered(lower, most_mn) == lower


def test_lowering_to_the_top_or_above_changes_nothing() -> None:
    band = made(40_000, 52_000)
    assert isinstance(band, Band)
    assert lowered(band, 48_400) is band
    assert lowered(band, 60_000) is band


def test_a_lowered_band_keeps_its_bottom_while_there_is_room() -> None:
    """42 * 0.85 / 1.15 = 31.043 is below 36 already; 48 would leave 35.478."""
    band = made(40_000, 52_000)
    assert isinstance(band, Band)
    little = lowered(band, 48_000)
    assert (little.bottom_mn, little.top_mn, little.aim_mn) == (35_478, 48_000, 41_739)
    much = lowered(band, 30_000)
    assert (much.bottom_mn, much.top_mn, much.aim_mn) == (22_174, 30_000, 26_087)
    assert much.margin_mn == 1_304
    roomy = Band(BandKind.UNCALIBRATED, 11_000, 55_000, 33_000, 1_650, 110_000, 110_000, 2_000)
    assert lowered(roomy, 20_000).bottom_mn == 11_000
    assert lowered(roomy, 20_000).aim_mn == 15_500


@pytest.mark.parametrize(
    ("support", "bottom_mn", "there_mn"),
    [
        (Support.HAND, 36_000, 45_920),
        (Support.CANE, 36_000, 45_920),
        (Support.WALL, 36_000, 45_300),
    ],
)
def test_more_there_and_less_stand_at_shares_of_the_width(
    support: Support, bottom_mn: int, there_mn: int
) -> None:
    """36 + 12.4 times 0.18, 0.95, and 0.8 or at a wall 0.75."""
    band = made(40_000, 52_000, support)
    assert isinstance(band, Band)
    assert band.bottom_mn == bottom_mn
    assert steered(band, support) == (38_232, there_mn, 47_780)


def test_lying_there_is_said_lower_and_a_lowered_band_leads_lower() -> None:
    lying = made(40_000, 52_000, Support.LYING)
    assert isinstance(lying, Band)
    width_mn = lying.top_mn - lying.bottom_mn
    assert steered(lying, Support.LYING)[1] == lying.bottom_mn + round(0.7 * width_mn)
    lower = lowered(lying, 40_000)
    for low, high in zip(steered(lower, Support.LYING), steered(lying, Support.LYING), strict=True):
        assert lower.bottom_mn < low < lower.top_mn
        assert low < high


def test_a_band_without_marks_is_steered_at_its_edges_only() -> None:
    """A tenth and half of 110 N; the margin is 5 % of 33 N."""
    band = made(None, None)
    assert isinstance(band, Band)
    assert steered(band, Support.HAND) == (11_000, 12_650, 55_000)


@given(st.integers(5_000, 90_000), st.integers(0, 60_000), st.sampled_from(Support))
def test_there_lies_between_more_and_less_and_all_of_them_in_the_band(
    tender_mn: int, further_mn: int, support: Support
) -> None:
    band = made(tender_mn, tender_mn + further_mn, support)
    assume(isinstance(band, Band))
    assert isinstance(band, Band)
    more_mn, there_mn, less_mn = steered(band, support)
    assert band.bottom_mn < more_mn < there_mn < less_mn < band.top_mn


# After a place was sore.


def test_after_soreness_bottom_aim_and_top_are_lowered_together_and_the_guard_stays() -> None:
    """A tenth off 36, 48.4 and 44; the margin follows the aim; ceiling and alarm are the marks'."""
    assert made(40_000, 52_000, lower_percent=10) == Band(
        BandKind.STANDARD, 32_400, 43_560, 39_600, 1_980, 65_000, 57_200, 8_000
    )


@pytest.mark.parametrize("both", [(40_000, 52_000), (40_000, None), (None, None)])
@pytest.mark.parametrize("gentle", [False, True])
def test_every_kind_of_band_is_lowered(
    both: tuple[int | None, int | None], *, gentle: bool
) -> None:
    full, less = made(*both, gentle=gentle), made(*both, gentle=gentle, lower_percent=20)
    assert isinstance(full, Band)
    assert isinstance(less, Band)
    for name in ("bottom_mn", "aim_mn", "top_mn"):
        assert getattr(less, name) == getattr(full, name) * 80 // 100


@given(marks, situations, st.integers(-1000, 1000))
def test_no_answer_raises_a_band_or_moves_what_the_guard_watches(
    both: tuple[int | None, int | None], situation: dict[str, Any], percent: int
) -> None:
    full, less = made(*both, **situation), made(*both, **situation, lower_percent=percent)
    if isinstance(full, NoBand) or isinstance(less, NoBand):
        assert full == less
        return
    assert (less.ceiling_mn, less.alarm_mn) == (full.ceiling_mn, full.alarm_mn)
    for name in ("bottom_mn", "aim_mn", "top_mn", "margin_mn", "free_mn"):
        assert 0 < getattr(less, name) <= getattr(full, name)
    assert less.free_mn <= less.bottom_mn < less.aim_mn <= less.top_mn


@given(both_marks, situations, st.integers(0, 20), st.integers(0, 20))
def test_the_more_it_is_lowered_the_less_is_asked_for(
    both: tuple[int, int], situation: dict[str, Any], one: int, other: int
) -> None:
    full = made(*both, **situation)
    assume(isinstance(full, Band))
    assert isinstance(full, Band)
    less, least = (gentler(full, percent) for percent in sorted((one, other)))
    assert least.top_mn <= less.top_mn
    assert least.aim_mn <= less.aim_mn
