import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.signal import latch
from tpdevice.signal.dwell import Condition
from tpdevice.signal.latch import Span, span

forces = st.lists(st.integers(0, 12), min_size=1, max_size=30)
margins = st.integers(0, 4)


def spanned(some: list[int]) -> Span:
    return span(np.array(some, dtype=np.int64))


def listed(condition: Condition, count: int) -> list[bool]:
    if isinstance(condition, bool):
        return [condition] * count
    assert len(condition) == count
    return [bool(one) for one in condition]


def test_above_sets_over_the_edge_and_clears_at_the_margin() -> None:
    found = latch.above(False, spanned([10, 11, 9, 8, 9, 11]), set_over=10, clear_at=8)  # noqa: FBT003
    assert listed(found, 6) == [False, True, True, False, False, True]


def test_below_sets_under_the_edge_and_clears_at_the_margin() -> None:
    found = latch.below(False, spanned([5, 4, 6, 7, 6, 4]), set_under=5, clear_at=7)  # noqa: FBT003
    assert listed(found, 6) == [False, True, True, False, False, True]


@given(forces, st.booleans(), st.integers(0, 12), margins)
def test_a_latch_is_a_loop_over_its_samples(
    some: list[int],
    was: bool,  # noqa: FBT001
    edge: int,
    margin: int,
) -> None:
    count = len(some)
    high, low = was, was
    highs, lows = [], []
    for force in some:
        high = force > (edge - margin if high else edge)
        low = force < (edge + margin if low else edge)
        highs.append(high)
        lows.append(low)
    above = latch.above(was, spanned(some), set_over=edge, clear_at=edge - margin)
    below = latch.below(was, spanned(some), set_under=edge, clear_at=edge + margin)
    assert listed(above, count) == highs
    assert listed(below, count) == lows
    assert listed(latch.first(above, 1), 1) == highs[:1]
    both = [a or b for a, b in zip(highs, lows, strict=True)]
    assert listed(latch.either(above, below), count) == both
    assert listed(latch.either(below, above), count) == both
    all_of = [a and b for a, b in zip(highs, lows, strict=True)]
    assert listed(latch.both(above, below), count) == all_of
    assert listed(latch.both(below, above), count) == all_of
    assert listed(latch.negate(above), count) == [not one for one in highs]


@given(forces, st.integers(0, 12), st.integers(0, 12))
def test_edges_belong_to_what_is_within_and_not_to_what_is_under_or_over(
    some: list[int], one: int, other: int
) -> None:
    low, high = min(one, other), max(one, other)
    within = latch.within(spanned(some), low, high)
    assert listed(within, len(some)) == [low <= force <= high for force in some]
    assert listed(latch.under(spanned(some), low), len(some)) == [force < low for force in some]
    assert listed(latch.over(spanned(some), high), len(some)) == [force > high for force in some]


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.booleans())
def test_what_holds_all_along_or_never_leaves_the_other_or_nothing(
    some: list[bool],
    always: bool,  # noqa: FBT001
) -> None:
    one = np.array(some, dtype=np.bool_)
    expected = [held and always for held in some]
    assert listed(latch.both(one, always), len(some)) == expected
    assert listed(latch.both(always, one), len(some)) == expected
