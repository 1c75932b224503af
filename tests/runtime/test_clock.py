"""When something came is told no finer than is worth keeping, and never goes back."""

from itertools import pairwise

from tpdevice.runtime.clock import STEP_NS, HostClock


def test_what_comes_is_stamped_in_whole_steps_from_the_beginning_on() -> None:
    clock = HostClock()
    times = [clock.now_ns() for _ in range(10_000)]
    assert {time_ns % STEP_NS for time_ns in times} == {0}
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert times[0] >= 0
