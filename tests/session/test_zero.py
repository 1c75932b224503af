import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.session.events import NoZero, ZeroRefused, ZeroTaken
from tpdevice.session.zero import Zero

S = 1_000_000_000
MS = 1_000_000
STEP_NS = 12_500_000
GAP_NS = 500 * MS


def seen(
    forces_mn: list[int], *, last_mn: int | None = 0, step_ns: int = STEP_NS, from_ns: int = 0
) -> tuple[Zero, int]:
    """Return a zero that saw these forces, and the time of the last."""
    zero = Zero(last_mn, gap_ns=GAP_NS)
    t_ns = from_ns
    for i, force_mn in enumerate(forces_mn):
        t_ns = from_ns + i * step_ns
        zero.saw([t_ns], [force_mn])
    return zero, t_ns


def refusal(zero: Zero, at_ns: int, *, confirmed: bool = False) -> NoZero | None:
    answer = zero.take(at_ns, confirmed=confirmed)
    assert answer.at_ns == at_ns
    return answer.why if isinstance(answer, ZeroRefused) else None


# Still for a second.


def test_a_still_second_gives_its_mean() -> None:
    zero, now_ns = seen([700, 900] * 40 + [800])
    assert zero.take(now_ns, confirmed=False) == ZeroTaken(now_ns, 800)
    assert zero.zero_mn == 800


def test_less_than_a_second_is_too_soon() -> None:
    zero, now_ns = seen([0] * 80)
    assert now_ns == S - STEP_NS
    assert refusal(zero, now_ns) is NoZero.TOO_SOON
    zero.saw([S], [0])
    assert refusal(zero, S) is None


def test_nothing_seen_is_too_soon() -> None:
    assert refusal(Zero(0, gap_ns=GAP_NS), 5 * S) is NoZero.TOO_SOON


def test_a_newton_of_movement_is_still_and_more_is_not() -> None:
    zero, now_ns = seen([0, 1_000] * 40 + [0])
    assert refusal(zero, now_ns) is None
    zero, now_ns = seen([0, 1_001] * 40 + [0])
    assert refusal(zero, now_ns) is NoZero.MOVING


def test_what_was_before_the_last_second_does_not_count() -> None:
    zero, now_ns = seen([90_000] * 40 + [200] * 81)
    assert zero.take(now_ns, confirmed=False) == ZeroTaken(now_ns, 200)


def test_the_sample_that_began_the_last_second_counts() -> None:
    zero, now_ns = seen([90_000] + [200] * 80)
    assert refusal(zero, now_ns) is NoZero.MOVING


def test_stillness_is_not_judged_across_a_gap() -> None:
    zero, _ = seen([0] * 100)
    zero.saw([10 * S], [0])
    assert refusal(zero, 10 * S) is NoZero.TOO_SOON


def test_a_slow_sensor_may_take_its_time_up_to_the_gap() -> None:
    zero, now_ns = seen([0] * 3, step_ns=GAP_NS)
    assert refusal(zero, now_ns) is None
    zero, now_ns = seen([0] * 3, step_ns=GAP_NS + 1)
    assert refusal(zero, now_ns) is NoZero.TOO_SOON


def test_a_second_that_is_long_past_is_no_zero() -> None:
    zero, now_ns = seen([0] * 100)
    assert refusal(zero, now_ns + GAP_NS + 1) is NoZero.TOO_SOON
    assert refusal(zero, now_ns + GAP_NS) is None


def test_a_new_connection_begins_a_new_second() -> None:
    zero, now_ns = seen([500] * 100)
    zero.forget()
    assert refusal(zero, now_ns) is NoZero.TOO_SOON


# Near the last.


@pytest.mark.parametrize("sign", [1, -1])
def test_the_first_zero_may_be_as_far_as_a_tool_weighs(sign: int) -> None:
    zero, now_ns = seen([sign * 20_000] * 81, last_mn=None)
    assert zero.zero_mn == 0
    assert zero.take(now_ns, confirmed=False) == ZeroTaken(now_ns, sign * 20_000)
    zero, now_ns = seen([sign * 20_001] * 81, last_mn=None)
    assert refusal(zero, now_ns) is NoZero.FAR


@pytest.mark.parametrize("sign", [1, -1])
def test_later_zeros_lie_near_the_last(sign: int) -> None:
    zero, now_ns = seen([5_000 + sign * 3_000] * 81, last_mn=5_000)
    assert zero.zero_mn == 5_000
    assert refusal(zero, now_ns) is None
    zero, now_ns = seen([5_000 + sign * 3_001] * 81, last_mn=5_000)
    assert refusal(zero, now_ns) is NoZero.FAR
    assert zero.zero_mn == 5_000


def test_a_zero_that_was_taken_is_what_the_next_is_compared_with() -> None:
    zero, now_ns = seen([15_000] * 81, last_mn=None)
    assert refusal(zero, now_ns) is None
    for i in range(1, 82):
        zero.saw([now_ns + i * STEP_NS], [11_999])
    assert refusal(zero, now_ns + 81 * STEP_NS) is NoZero.FAR


def test_a_person_may_confirm_a_far_zero_but_not_a_moving_one() -> None:
    zero, now_ns = seen([50_000] * 81)
    assert refusal(zero, now_ns) is NoZero.FAR
    assert zero.take(now_ns, confirmed=True) == ZeroTaken(now_ns, 50_000)
    zero, now_ns = seen([50_000, 52_000] * 41)
    assert refusal(zero, now_ns, confirmed=True) is NoZero.MOVING


def test_a_zero_is_kept_for_comparison_over_a_new_connection() -> None:
    zero, _ = seen([0] * 81, last_mn=2_000)
    zero.forget()
    assert zero.zero_mn == 2_000


@given(
    st.lists(st.integers(-500, 500), min_size=1, max_size=250),
    st.integers(1, 200 * MS),
    st.integers(-(10**12), 10**12),
)
def test_a_zero_lies_among_the_forces_of_its_second(
    forces_mn: list[int], step_ns: int, from_ns: int
) -> None:
    zero, now_ns = seen(forces_mn, step_ns=step_ns, from_ns=from_ns)
    answer = zero.take(now_ns, confirmed=False)
    if now_ns - from_ns < S:
        assert answer == ZeroRefused(now_ns, NoZero.TOO_SOON)
        return
    # From the last sample that is at least a second old.
    first = max(i for i in range(len(forces_mn)) if from_ns + i * step_ns <= now_ns - S)
    used = forces_mn[first:]
    assert answer == ZeroTaken(now_ns, round(sum(used) / len(used)))


def test_no_word_of_a_person_makes_a_zero_of_a_weight_that_no_tool_has() -> None:
    zero, now_ns = seen([50_001] * 81)
    assert refusal(zero, now_ns, confirmed=True) is NoZero.BEYOND
    zero, now_ns = seen([50_000] * 81)
    assert refusal(zero, now_ns, confirmed=True) is None
