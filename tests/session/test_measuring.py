"""A recording that nobody guided: where holds begin and end, and what counts in them."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import NS_PER_S, ns
from tpdevice.session.measuring import Measured, measured

BAND_N = (34.0, 46.0)
RATE_HZ = 80


def recorded(force_n: Callable[[float], float], *, length_s: float, at_ns: int = 0) -> SampleBlock:
    """Return force over time, in steps of the sensor."""
    t_ns = [at_ns + i * NS_PER_S // RATE_HZ for i in range(round(length_s * RATE_HZ))]
    force_mn = [round(1000 * force_n((t - at_ns) / NS_PER_S)) for t in t_ns]
    return SampleBlock.of(t_ns, force_mn)


def steps(*parts: tuple[float, float]) -> SampleBlock:
    """Return forces, N, each held for so many seconds."""
    ends_s = np.cumsum([lasting_s for _, lasting_s in parts])
    forces_n = [force_n for force_n, _ in parts]
    return recorded(
        lambda t_s: forces_n[min(int(np.searchsorted(ends_s, t_s, side="right")), len(parts) - 1)],
        length_s=float(ends_s[-1]),
    )


def within(block: SampleBlock, hold_s: float | None = None) -> Measured:
    return measured(block, BAND_N, hold_s=hold_s)


def test_held_time_begins_after_three_seconds_in_the_band() -> None:
    (hold,) = within(steps((0, 5), (40, 20), (0, 5))).holds
    assert hold.buckets.settling_ns == pytest.approx(ns(3), abs=ns(0.05))
    assert hold.buckets.held_ns == pytest.approx(ns(17), abs=ns(0.3))
    assert hold.mean_mn == 40_000
    assert hold.impulse_mn_ns == 40_000 * hold.buckets.held_ns


def test_the_buckets_of_a_hold_add_up_to_its_length() -> None:
    block = steps((0, 5), (40, 10), (30, 2), (50, 1), (40, 9), (0, 3))
    (hold,) = within(block).holds
    assert hold.buckets.total_ns == hold.end_ns - hold.start_ns
    assert hold.buckets.below_ns == pytest.approx(ns(2), abs=ns(0.05))
    assert hold.buckets.above_ns == pytest.approx(ns(1), abs=ns(0.05))
    assert hold.peak_mn == 50_000


def test_coming_off_counts_as_nothing() -> None:
    slowly = recorded(
        lambda t_s: 0 if t_s < 2 else 40 if t_s < 20 else max(0, 40 - 2 * (t_s - 20)), length_s=50
    )
    (hold,) = within(slowly).holds
    assert hold.buckets.below_ns < ns(0.05)
    assert hold.end_ns == pytest.approx(ns(23), abs=ns(0.05))


def test_who_comes_back_after_three_seconds_settles_anew() -> None:
    (brief,) = within(steps((0, 2), (40, 10), (30, 2), (40, 10), (0, 3))).holds
    (longer,) = within(steps((0, 2), (40, 10), (30, 5), (40, 10), (0, 3))).holds
    assert brief.buckets.settling_ns == pytest.approx(ns(3), abs=ns(0.05))
    assert longer.buckets.settling_ns > ns(6)


def test_two_holds_are_apart_where_the_point_was_free_between_them() -> None:
    found = within(steps((0, 2), (40, 10), (0, 2), (40, 12), (0, 2)))
    assert [hold.repetition for hold in found.holds] == [1, 2]
    assert found.holds[0].buckets.held_ns < found.holds[1].buckets.held_ns


def test_what_passes_through_the_band_is_told_and_not_counted() -> None:
    found = within(steps((0, 2), (40, 2.5), (60, 5), (0, 3)))
    assert (found.holds, found.passes) == ((), 1)


def test_a_hold_that_was_asked_for_ends_when_it_is_complete() -> None:
    (hold,) = within(steps((0, 2), (40, 40), (0, 3)), hold_s=20).holds
    assert hold.buckets.held_ns == pytest.approx(ns(20), abs=ns(0.02))
    assert hold.buckets.total_ns == hold.buckets.held_ns + hold.buckets.settling_ns


def test_a_gap_is_no_data_and_is_never_held() -> None:
    whole = steps((0, 2), (40, 30), (0, 3))
    kept = (whole.t_ns < ns(10)) | (whole.t_ns >= ns(15))
    block = SampleBlock.own(whole.t_ns[kept], whole.force_mn[kept])
    found = within(block)
    (hold,) = found.holds
    assert hold.buckets.no_data_ns == pytest.approx(ns(5), abs=ns(0.05))
    assert hold.buckets.settling_ns > ns(6)
    assert found.length_ns - found.seen_ns == pytest.approx(ns(5), abs=ns(0.05))


def test_a_hold_that_ends_in_a_gap_ends_where_it_was_last_seen() -> None:
    whole = steps((0, 2), (40, 18), (0, 20))
    kept = (whole.t_ns < ns(18)) | (whole.t_ns >= ns(30))
    (hold,) = within(SampleBlock.own(whole.t_ns[kept], whole.force_mn[kept])).holds
    assert hold.end_ns == pytest.approx(ns(18), abs=ns(0.05))
    assert hold.buckets.no_data_ns == 0


def test_a_recording_that_ends_in_a_hold_counts_up_to_its_last_sample() -> None:
    block = steps((0, 2), (40, 5), (30, 1), (40, 12))
    (hold,) = within(block).holds
    assert hold.end_ns == block.t_ns[-1]


def test_few_values_a_second_are_no_gaps() -> None:
    slow = SampleBlock.of([i * NS_PER_S for i in range(60)], [40_000] * 60)
    found = within(slow)
    assert found.seen_ns == found.length_ns
    assert found.holds[0].buckets.no_data_ns == 0


@given(st.integers(-(10**15), 10**15), st.integers(0, 2**32 - 1))
def test_a_shift_in_time_changes_nothing_that_is_counted(shift_ns: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels_n = rng.choice([0.0, 20.0, 36.0, 40.0, 44.0, 55.0], size=30)
    force_mn = np.repeat((levels_n * 1000).astype(np.int64), 160)
    t_ns = np.arange(len(force_mn), dtype=np.int64) * (NS_PER_S // RATE_HZ)
    here = within(SampleBlock.own(t_ns, force_mn.copy()))
    there = within(SampleBlock.own(t_ns + shift_ns, force_mn.copy()))
    assert [hold.buckets for hold in there.holds] == [hold.buckets for hold in here.holds]
    assert [hold.start_ns - shift_ns for hold in there.holds] == [h.start_ns for h in here.holds]
    assert all(h.buckets.total_ns == h.end_ns - h.start_ns for h in here.holds)
    assert all(min(h.buckets.no_data_ns, h.buckets.held_ns) >= 0 for h in here.holds)
