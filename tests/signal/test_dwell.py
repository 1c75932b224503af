import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.signal.dwell import NEVER, NOT_HOLDING, Condition, Dwell, follow, reached

truths = st.lists(st.booleans(), min_size=1, max_size=30)
ALL: Condition = True


def times(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(count, dtype=np.int64) * 10 + 100


def condition(some: list[bool]) -> Condition:
    """Return truth values in the form that the chain uses: one for all where they agree."""
    return some[0] if len(set(some)) == 1 else np.array(some)


def test_a_run_begins_at_its_first_sample() -> None:
    dwell = follow(NOT_HOLDING, times(4), np.array([True, False, True, True]))
    assert dwell == Dwell(120)
    assert dwell.lasted_ns(130) == 10
    assert NOT_HOLDING.lasted_ns(130) == 0


def test_time_before_a_run_is_no_negative_length() -> None:
    assert Dwell(120).lasted_ns(100) == 0


def test_a_run_is_long_enough_at_the_sample_that_makes_it_so() -> None:
    assert reached(NOT_HOLDING, times(5), ALL, need_ns=30, last_ns=None) == 3
    assert reached(NOT_HOLDING, times(5), ALL, need_ns=31, last_ns=None) == 4
    assert reached(NOT_HOLDING, times(5), ALL, need_ns=41, last_ns=None) == NEVER


def test_a_thing_that_is_said_once_is_not_said_again() -> None:
    assert reached(Dwell(70), times(5), ALL, need_ns=20, last_ns=90) == NEVER
    assert reached(Dwell(70), times(5), ALL, need_ns=21, last_ns=90) == 0
    assert reached(Dwell(70), times(5), ALL, need_ns=20, last_ns=None) == 0


@given(truths, truths, st.integers(0, 60), st.booleans())
def test_a_dwell_is_a_loop_over_its_samples(
    before: list[bool],
    after: list[bool],
    need_ns: int,
    once: bool,  # noqa: FBT001
) -> None:
    t_ns = times(len(before) + len(after))
    since: int | None = None
    fired = []
    for i, (t, holds) in enumerate(zip(t_ns.tolist(), before + after, strict=True)):
        ready_before = since is not None and i > 0 and int(t_ns[i - 1]) - since >= need_ns
        since = (t if since is None else since) if holds else None
        if since is not None and t - since >= need_ns and not (once and ready_before):
            fired.append(i)
    cut = len(before)
    dwell = follow(NOT_HOLDING, t_ns[:cut], condition(before))
    last_ns = int(t_ns[cut - 1]) if once else None
    found = reached(dwell, t_ns[cut:], condition(after), need_ns=need_ns, last_ns=last_ns)
    assert found == next((i - cut for i in fired if i >= cut), NEVER)
    assert follow(dwell, t_ns[cut:], condition(after)).since_ns == since
