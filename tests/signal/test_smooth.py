import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.signal.smooth import opened, ran, running, slid, window_samples

forces = st.lists(st.integers(-1_500_000, 1_500_000), min_size=1, max_size=60)


def block(some: list[int], *, from_ns: int = 0) -> SampleBlock:
    return SampleBlock.of([from_ns + i * 12_500_000 for i in range(len(some))], some)


@pytest.mark.parametrize(("rate_hz", "count"), [(80.0, 20), (8.0, 2), (1000.0, 250), (0.5, 1)])
def test_a_window_is_a_quarter_second_and_at_least_a_sample(rate_hz: float, count: int) -> None:
    assert window_samples(rate_hz) == count


def test_the_first_sample_stands_for_all_before_it() -> None:
    first = block([700])
    slide = slid(opened(first, 4, rate_hz=80.0), first)
    assert slide.mean_mn.tolist() == [700]
    assert slide.slope_mn_per_s(0) == 0


def test_a_steady_rise_has_its_slope() -> None:
    """10 mN in each 12.5 ms are 800 mN/s; the mean lags by one and a half samples of four."""
    rising = block(list(range(0, 400, 10)))
    slide = slid(opened(rising, 4, rate_hz=80.0), rising)
    assert slide.slope_mn_per_s(39) == 800
    assert slide.mean_mn[39] == 375


@given(forces, forces, st.integers(1, 25))
def test_means_and_slopes_do_not_depend_on_the_cut(
    one: list[int], other: list[int], count: int
) -> None:
    whole = block(one + other)
    at = len(one)
    window = opened(whole, count, rate_hz=80.0)
    slide = slid(window, whole)
    later = slid(slid(window, whole.part(0, at)).after(at), whole.part(at, len(whole)))
    assert later.mean_mn.tolist() == slide.mean_mn[at:].tolist()
    end = len(whole)
    assert later.slope_mn_per_s(end - at - 1) == slide.slope_mn_per_s(end - 1)
    assert later.after(end - at).force_mn.tolist() == slide.after(end).force_mn.tolist()


@given(forces, forces, st.integers(1, 25))
def test_a_running_mean_is_the_mean_of_the_newest(
    one: list[int], other: list[int], count: int
) -> None:
    before = running(one[0], count)
    after_one, _ = ran(before, np.array(one, dtype=np.int64))
    after, means = ran(after_one, np.array(other, dtype=np.int64))
    everything = [one[0]] * count + one + other
    for i, mean in enumerate(means.tolist()):
        end = count + len(one) + i + 1
        assert mean == sum(everything[end - count : end]) // count
    assert after.mean_mn == means[-1]
