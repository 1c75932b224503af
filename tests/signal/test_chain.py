"""The fast chain against the slow one, and against itself however the samples were cut."""

from collections.abc import Callable
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from slow_chain import BUCKETS, SlowChain

from tpdevice.core.samples import SampleBlock
from tpdevice.signal.chain import Chain, advance, forget, unseen
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Goal, Seen, Steer, Wait, Watch

MS = 1_000_000
GAP_NS = 500 * MS
RATE_HZ = 16.0
"""A quarter second is 4 samples, two seconds are 32: short, so that examples cross them."""


class Fact(StrEnum):
    A = "a"
    B = "b"
    C = "c"
    MARK = "mark"
    LATE = "late"


Samples = list[tuple[int, int]]
"""(ns since the sample before, mN)."""

steps_ns = st.one_of(
    st.just(62_500_000),
    st.integers(1, 3),
    st.integers(1, 200 * MS),
    st.sampled_from([GAP_NS, GAP_NS + 1, 2_000 * MS]),
)
# Few levels around the edges below, so that equalities and crossings are common.
forces_mn = st.one_of(
    st.sampled_from([0, 99, 100, 399, 400, 420, 440, 500, 560, 580, 600, 601, 700, 10_000]),
    st.integers(-1_500_000, 1_500_000),
)
runs = st.lists(st.tuples(st.integers(1, 25), steps_ns, forces_mn), min_size=1, max_size=8)
singles = st.lists(st.tuples(steps_ns, forces_mn), min_size=1, max_size=30)
samples = singles | runs.map(
    lambda some: [(step, force) for count, step, force in some for _ in range(count)]
)
waits = st.lists(
    st.builds(
        Wait,
        seen=st.sampled_from(Seen),
        need_ns=st.sampled_from([0, 1, 62_500_000, 100 * MS, 300 * MS, 1_000 * MS]),
        then=st.sampled_from([Fact.A, Fact.B, Fact.C]),
        once=st.booleans(),
    ),
    max_size=4,
).map(tuple)
steers = st.builds(
    Steer,
    more_mn=st.sampled_from([400, 420, 440, 500]),
    less_mn=st.sampled_from([420, 560, 580, 600]),
    from_ns=st.integers(-1_000 * MS, 4_000 * MS),
)
leads = st.builds(
    Goal,
    there_mn=st.sampled_from([420, 500, 560]),
    rising=st.booleans(),
    inside_mn=st.sampled_from([(400, 600), (440, 560), (0, 1_000)]),
)
edges: list[dict[str, Any]] = [
    {"banded": False},
    {"banded": False, "bottom_mn": 400, "top_mn": 600},
    {"banded": True, "bottom_mn": 400, "top_mn": 600, "margin_mn": 40},
    {"banded": True, "bottom_mn": 400, "top_mn": 600, "margin_mn": 0},
    {"banded": True, "bottom_mn": 500, "top_mn": 560, "margin_mn": 20},
]
watches = st.builds(
    lambda band, rest: replace(
        rest, mark_ns=None if rest.mode in (Mode.PAUSED, Mode.READ) else rest.mark_ns, **band
    ),
    st.sampled_from(edges),
    st.builds(
        Watch,
        free_mn=st.sampled_from([0, 100, 1 << 40]),
        near_mn=st.none() | st.sampled_from([(400, 500), (500, 500), (0, 1000)]),
        steer=st.none() | steers,
        goal=st.none() | leads,
        mode=st.none() | st.sampled_from(Mode),
        mark_ns=st.none() | st.integers(0, 3_000 * MS),
        mark=st.none() | st.just(Fact.MARK),
        deadline_ns=st.none() | st.integers(-1_000 * MS, 6_000 * MS),
        deadline=st.none() | st.just(Fact.LATE),
        waits=waits,
    ),
)
_CORRECTING = {Seen.OVER: 300 * MS, Seen.SAGGED: 0, Seen.RISEN: 0, Seen.THERE: 0}
OVER = Watch(
    free_mn=0, waits=(Wait(Seen.OVER, 100 * MS, Fact.A),), bottom_mn=400, top_mn=600, banded=True
)
# Long enough on few levels that means come to a mark exactly, and rise and fall across it.
levels_mn = st.sampled_from([399, 400, 419, 420, 421, 439, 440, 500, 501, 560, 561, 600, 601])
corrections = st.lists(
    st.tuples(
        st.builds(
            Watch,
            free_mn=st.just(0),
            bottom_mn=st.just(400),
            top_mn=st.just(600),
            banded=st.just(True),  # noqa: FBT003
            steer=st.none() | steers,
            goal=st.none() | leads,
            waits=st.permutations(
                [Wait(seen, need_ns, Fact.A) for seen, need_ns in _CORRECTING.items()]
            ).map(lambda some: tuple(some[:2])),
        ),
        st.sampled_from(["", "", "forget", "blind"]),
        st.lists(st.tuples(st.integers(1, 40), levels_mn), min_size=1, max_size=6).map(
            lambda some: [(62_500_000, force) for count, force in some for _ in range(count)]
        ),
    ),
    min_size=1,
    max_size=3,
)
parts = st.lists(
    st.tuples(watches, st.sampled_from(["", "", "forget", "blind"]), samples),
    min_size=1,
    max_size=4,
)
sizes = st.lists(st.integers(1, 50), min_size=1, max_size=8)

Parts = list[tuple[Watch, str, Samples]]
Facts = list[tuple[int, tuple[StrEnum, ...]]]


def block_of(start_ns: int, some: Samples) -> SampleBlock:
    steps, forces = zip(*some, strict=True)
    return SampleBlock.of((np.cumsum(steps, dtype=np.int64) + start_ns).tolist(), list(forces))


def eaten(chain: Chain, block: SampleBlock, watch: Watch, size: int) -> tuple[Chain, Facts]:
    """Eat a whole block in pieces of at most `size`, and return what happened when."""
    facts: Facts = []
    at = 0
    while at < len(block):
        step = advance(chain, block.part(at, min(at + size, len(block))), watch)
        assert 1 <= step.used <= size
        at += step.used
        chain = step.chain
        assert chain.t_ns == block.t_ns[at - 1]
        if step.happened:
            facts.append((int(block.t_ns[at - 1]), step.happened))
    return chain, facts


def on_axis(watch: Watch, t_ns: int) -> Watch:
    """Return the watch with its deadline and the begin of its steering counted from `t_ns`."""
    due_ns, steer = watch.deadline_ns, watch.steer
    return replace(
        watch,
        deadline_ns=None if due_ns is None else due_ns + t_ns,
        steer=None if steer is None else replace(steer, from_ns=steer.from_ns + t_ns),
    )


def followed(some: Parts, cut: Callable[[], int], *, start_ns: int = 0) -> tuple[Chain, Facts]:
    """Follow parts with a watch each; `cut` says how long each part's pieces are."""
    chain = Chain(RATE_HZ, GAP_NS)
    facts: Facts = []
    for watch, between, given_samples in some:
        if between == "forget":
            chain = forget(chain)
        elif between == "blind":
            chain = unseen(chain)
        dated = on_axis(watch, start_ns)
        block = block_of(start_ns, given_samples)
        start_ns = int(block.t_ns[-1])
        chain, new = eaten(chain, block, dated, cut())
        facts += new
    return chain, facts


def followed_slowly(some: Parts) -> tuple[SlowChain, Facts]:
    chain = SlowChain(RATE_HZ, GAP_NS)
    facts: Facts = []
    t_ns = 0
    for watch, between, given_samples in some:
        if between == "forget":
            chain.forget()
        elif between == "blind":
            chain.t_ns = None
        dated = on_axis(watch, t_ns)
        for step_ns, force_mn in given_samples:
            t_ns += step_ns
            happened = chain.take(t_ns, force_mn, dated)
            if happened:
                facts.append((t_ns, happened))
    return chain, facts


def known(chain: Chain, *, shift_ns: int = 0) -> dict[str, object]:
    """Return all that a chain can be asked, on an axis moved back by `shift_ns`."""
    assert chain.t_ns is not None
    since = [d.since_ns for d in chain.dwells]
    return {
        "t_ns": chain.t_ns - shift_ns,
        "force_mn": chain.force_mn,
        "smooth_mn": chain.smooth_mn,
        "steady_mn": chain.steady_mn,
        "slope_mn_per_s": chain.slope_mn_per_s,
        "pace_mn_per_s": chain.pace_mn_per_s,
        "peak_mn": chain.peak_mn,
        "since": [None if t is None else t - shift_ns for t in since],
        "pressed_ns": chain.pressed_ns,
        "account": chain.account,
        "settling": (chain.settling_sum_mn, chain.settling_count),
    }


def known_slowly(chain: SlowChain) -> dict[str, object]:
    return {
        "t_ns": chain.t_ns,
        "force_mn": chain.force_mn,
        "smooth_mn": chain.mean_mn(0.25),
        "steady_mn": chain.mean_mn(2.0),
        "slope_mn_per_s": chain.slope_mn_per_s(),
        "pace_mn_per_s": chain.pace_mn_per_s(),
        "peak_mn": chain.peak_mn,
        "since": [chain.since.get(seen) for seen in Seen],
        "pressed_ns": chain.pressed_ns,
        "settling": (sum(chain.settling), len(chain.settling)),
        "buckets": chain.buckets,
        "impulse_2mn_ns": chain.impulse_2mn_ns,
        "read_ns": chain.read_ns,
    }


@settings(max_examples=300)
@given(parts, sizes)
@example([(Watch(free_mn=100), "", [(1, 200), (2_000 * MS, 200)])], [50])
@example([(OVER, "", [(1, 601), (1, 601)]), (OVER, "forget", [(1, 601)])], [50])
def test_blocks_of_any_size_say_what_a_plain_loop_says(some: Parts, pieces: list[int]) -> None:
    turns = iter(pieces * len(some))
    fast, facts = followed(some, lambda: next(turns))
    slow, slow_facts = followed_slowly(some)
    assert facts == slow_facts
    expected = known_slowly(slow)
    found = known(fast)
    found.pop("account")
    found["buckets"] = {name: getattr(fast.account.buckets, name) for name in BUCKETS}
    found["impulse_2mn_ns"] = fast.account.impulse_2mn_ns
    found["read_ns"] = fast.account.read_ns
    assert found == expected


@settings(max_examples=200)
@given(corrections, sizes)
def test_a_correction_begins_and_ends_where_a_plain_loop_says(
    some: Parts, pieces: list[int]
) -> None:
    turns = iter(pieces * len(some))
    fast, facts = followed(some, lambda: next(turns))
    slow, slow_facts = followed_slowly(some)
    assert facts == slow_facts
    assert known(fast)["since"] == known_slowly(slow)["since"]


@given(parts | corrections, sizes)
def test_a_recording_may_be_cut_anywhere(some: Parts, pieces: list[int]) -> None:
    turns = iter(pieces * len(some))
    cut, cut_facts = followed(some, lambda: next(turns))
    single, single_facts = followed(some, lambda: 1)
    assert cut_facts == single_facts
    assert known(cut) == known(single)


@given(parts | corrections, sizes, st.integers(-(10**15), 10**15))
def test_a_recording_may_be_shifted_in_time(some: Parts, pieces: list[int], shift_ns: int) -> None:
    here, here_facts = followed(some, lambda: pieces[0])
    there, there_facts = followed(some, lambda: pieces[0], start_ns=shift_ns)
    assert [(t - shift_ns, facts) for t, facts in there_facts] == here_facts
    assert known(there, shift_ns=shift_ns) == known(here)


@given(samples, watches, sizes, st.sampled_from(Mode))
def test_the_buckets_add_up_to_the_time_between_first_and_last_sample(
    some: Samples, watch: Watch, pieces: list[int], mode: Mode
) -> None:
    block = block_of(0, some)
    chain, _ = eaten(Chain(RATE_HZ, GAP_NS), block, replace(watch, mode=mode), pieces[0])
    account = chain.account
    assert account.buckets.total_ns + account.read_ns == block.t_ns[-1] - block.t_ns[0]
    assert account.read_ns == 0 or mode is Mode.READ


@given(samples, watches, st.sampled_from(Mode))
def test_nothing_is_counted_twice_or_held_out_of_the_band(
    some: Samples, watch: Watch, mode: Mode
) -> None:
    block = block_of(0, some)
    chain, _ = eaten(Chain(RATE_HZ, GAP_NS), block, replace(watch, mode=mode), 50)
    mean_mn = chain.account.mean_mn
    assert (mean_mn is None) == (chain.account.buckets.held_ns == 0)
    if mean_mn is not None:
        assert mode is Mode.HELD
        assert watch.bottom_mn <= mean_mn <= watch.top_mn


def test_samples_one_nanosecond_apart_divide_by_nothing() -> None:
    block = SampleBlock.of(list(range(100)), list(range(0, 10_000, 100)))
    chain, _ = eaten(Chain(RATE_HZ, GAP_NS), block, Watch(free_mn=0, mode=Mode.HELD), 100)
    assert chain.slope_mn_per_s == 400 * 1_000_000
    assert chain.pressed_ns == 99


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_a_large_hold_keeps_every_bit(size: int) -> None:
    """An hour at 80 Hz near the range of the strongest sensor: sums far beyond 53 bits."""
    n = 80 * 3_600 if size == 1_000 else 4_000
    block = SampleBlock.of(
        [i * 12_500_000 for i in range(n)], [1_470_000 + i % 7 for i in range(n)]
    )
    watch = Watch(free_mn=0, bottom_mn=0, top_mn=1_500_000, banded=True, mode=Mode.HELD)
    chain, _ = eaten(Chain(80.0, GAP_NS), block, watch, size)
    forces = block.force_mn.tolist()
    expected = sum((a + b) * 12_500_000 for a, b in pairwise(forces))
    assert chain.account.impulse_2mn_ns == expected
