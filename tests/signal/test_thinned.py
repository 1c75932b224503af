"""A thin recording is the mean of each step; a moment above a cap is found once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.signal.thinned import Above, above, means

MS = 1_000_000


def block(*samples: tuple[int, int]) -> SampleBlock:
    """Samples of ms and mN."""
    return SampleBlock.of([at * MS for at, _ in samples], [force for _, force in samples])


def test_a_step_is_its_mean_and_a_gap_is_nothing() -> None:
    thin = means(block((0, 10), (100, 20), (450, 7)), step_ns=200 * MS)
    assert thin == (15, None, 7)


def test_nothing_is_thinned_to_nothing() -> None:
    assert means(block(), step_ns=MS) == ()


@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(-900, 90_000)), unique_by=lambda s: s[0])
)
def test_no_step_is_outside_of_what_was_measured(samples: list[tuple[int, int]]) -> None:
    known = block(*sorted(samples))
    thin = [force for force in means(known, step_ns=200 * MS) if force is not None]
    assert len(thin) == len({at // 200 for at, _ in samples})
    if samples:
        assert min(thin) >= min(force for _, force in samples)
        assert max(thin) <= max(force for _, force in samples)


def test_force_at_the_cap_is_not_above_it() -> None:
    assert above(block((0, 40), (10, 40)), [(0, 40)]) == ()


def test_a_trembling_hand_is_one_moment_and_a_second_apart_are_two() -> None:
    samples = block((0, 50), (10, 41), (20, 30), (900, 45), (1_000, 0), (2_500, 60))
    assert above(samples, [(0, 40)]) == (
        Above(0, 900 * MS, 50, 40),
        Above(2_500 * MS, 2_500 * MS, 60, 40),
    )


@pytest.mark.parametrize(("at_ms", "found"), [(0, True), (100, True), (101, False)])
def test_a_cap_counts_from_when_it_was_in_force(at_ms: int, *, found: bool) -> None:
    assert bool(above(block((100, 50)), [(at_ms * MS, 40)])) == found


def test_the_newest_cap_is_in_force() -> None:
    caps = [(0, 100), (100 * MS, 40)]
    assert above(block((50, 50), (150, 50)), caps) == (Above(150 * MS, 150 * MS, 50, 40),)


def test_without_samples_or_caps_there_is_nothing_above() -> None:
    assert above(block(), [(0, 1)]) == ()
    assert above(block((0, 50)), []) == ()
