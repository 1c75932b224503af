import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.action import Action
from tpdevice.core.samples import SampleBlock
from tpdevice.session.guard import (
    CALM,
    Bounds,
    Danger,
    GuardState,
    Verdict,
    check,
    check_key,
    check_rating,
)

S = 1_000_000_000
MS = 1_000_000
BOUNDS = Bounds(ceiling_mn=65_000, alarm_mn=57_200, free_mn=8_000)
"""For T = 40 N and C = 52 N."""


def looked(*samples: tuple[int, int], bounds: Bounds = BOUNDS, state: GuardState = CALM) -> Verdict:
    """Show the guard one block of (ns, mN)."""
    times, forces = zip(*samples, strict=True)
    return check(state, SampleBlock.of(list(times), list(forces)), bounds)


def every(step_ns: int, force_mn: int, *, until_ns: int, from_ns: int = 0) -> list[tuple[int, int]]:
    """Return a steady force, a sample at `until_ns` the last."""
    return [(t, force_mn) for t in [*range(from_ns, until_ns, step_ns), until_ns]]


# The ceiling.


def test_one_sample_over_the_ceiling_is_enough() -> None:
    verdict = looked((0, 44_000), (1, 65_001), (2, 44_000))
    assert (verdict.at, verdict.danger) == (1, Danger.CEILING)


def test_force_at_the_ceiling_is_not_over_it() -> None:
    assert looked((0, 44_000), (1, 65_000), (2, 44_000)).danger is None


def test_the_ceiling_counts_even_where_no_alarm_lies_below_it() -> None:
    bounds = Bounds(ceiling_mn=50_000, alarm_mn=90_000, free_mn=8_000)
    assert looked((0, 50_000), bounds=bounds).danger is None
    assert looked((0, 50_001), bounds=bounds).danger is Danger.CEILING


# The alarm, 1.10 C for 0.3 s.


def test_force_over_the_alarm_is_a_danger_at_the_sample_that_makes_it_last() -> None:
    verdict = looked((0, 57_200), (5, 57_201), (5 + 300 * MS - 1, 57_201), (5 + 300 * MS, 57_201))
    assert (verdict.at, verdict.danger) == (3, Danger.ALARM)
    assert verdict.state.over_since_ns == 5


def test_force_at_the_alarm_is_not_over_it() -> None:
    assert looked(*every(10 * MS, 57_200, until_ns=2 * S)).danger is None


def test_one_sample_at_the_alarm_begins_its_time_anew() -> None:
    over = every(10 * MS, 57_201, until_ns=290 * MS)
    again = every(10 * MS, 57_201, from_ns=310 * MS, until_ns=600 * MS)
    verdict = looked(*over, (300 * MS, 57_200), *again)
    assert verdict.danger is None
    assert verdict.state.over_since_ns == 310 * MS


def test_silence_does_not_end_what_was_over_the_alarm() -> None:
    verdict = looked((0, 57_201), (300 * MS, 57_201))
    assert (verdict.at, verdict.danger) == (1, Danger.ALARM)


# Two minutes in one go.


def test_pressing_for_two_minutes_is_a_danger_to_the_nanosecond() -> None:
    pressing = every(100 * MS, 44_000, until_ns=120 * S - 1)
    assert looked(*pressing).danger is None
    verdict = looked(*pressing, (120 * S, 44_000))
    assert (verdict.at, verdict.danger) == (len(pressing), Danger.TOO_LONG)


def test_light_pressure_is_pressing_too_and_the_edge_belongs_to_it() -> None:
    assert looked((0, 8_000), (120 * S, 8_000)).danger is Danger.TOO_LONG
    assert looked((0, 7_999), (120 * S, 7_999)).danger is None


def test_one_free_sample_begins_the_two_minutes_anew() -> None:
    before = every(100 * MS, 44_000, until_ns=119 * S)
    after = every(100 * MS, 44_000, from_ns=119 * S + 2, until_ns=238 * S)
    verdict = looked(*before, (119 * S + 1, 7_999), *after)
    assert verdict.danger is None
    assert verdict.state.pressed_since_ns == 119 * S + 2


def test_silence_does_not_end_a_press() -> None:
    verdict = looked((0, 44_000), (60 * S, 44_000), (120 * S, 44_000))
    assert (verdict.at, verdict.danger) == (2, Danger.TOO_LONG)


# What comes first, and what is remembered.


def test_the_worst_is_named_where_several_come_at_once() -> None:
    pressed = GuardState(over_since_ns=0, pressed_since_ns=0)
    assert looked((120 * S, 65_001), state=pressed).danger is Danger.CEILING
    assert looked((120 * S, 57_201), state=pressed).danger is Danger.ALARM


def test_a_calm_guard_remembers_nothing() -> None:
    assert GuardState(None, None) == CALM
    assert looked((0, 0), (1, 7_999)) == Verdict(CALM, -1, None)


def test_the_guard_remembers_where_runs_began() -> None:
    verdict = looked((0, 0), (1, 8_000), (2, 57_201), (3, 60_000))
    assert verdict == Verdict(GuardState(over_since_ns=2, pressed_since_ns=1), -1, None)


def test_the_guard_looks_no_further_than_the_danger() -> None:
    verdict = looked((0, 8_000), (1, 65_001), (2, 0), (3, 70_000))
    assert verdict == Verdict(GuardState(1, 0), 1, Danger.CEILING)


def test_a_block_that_lacks_a_force_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        check(CALM, SampleBlock.of([0, 1], [44_000]), BOUNDS)


steps_ns = st.sampled_from([1, 12_500_000, 100 * MS, 299_999_999, 300 * MS, 60 * S, 120 * S])
forces_mn = st.sampled_from([-5, 0, 7_999, 8_000, 44_000, 57_200, 57_201, 65_000, 65_001])
recordings = st.lists(st.tuples(steps_ns, forces_mn), min_size=1, max_size=40)
some_bounds = st.builds(
    Bounds,
    ceiling_mn=st.sampled_from([57_000, 65_000, 10**9]),
    alarm_mn=st.sampled_from([44_000, 57_200, 65_000, 10**9]),
    free_mn=st.sampled_from([0, 8_000, 1 << 40]),
)


def samples_of(recording: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out, t_ns = [], 0
    for step_ns, force_mn in recording:
        t_ns += step_ns
        out.append((t_ns, force_mn))
    return out


def dangers_at(samples: list[tuple[int, int]], i: int, bounds: Bounds) -> list[Danger]:
    """Return what is dangerous at a sample, from the words of the rules, worst first."""
    t_ns, force_mn = samples[i]
    calm = [k for k in range(i + 1) if samples[k][1] <= bounds.alarm_mn]
    free = [k for k in range(i + 1) if samples[k][1] < bounds.free_mn]
    over = samples[calm[-1] + 1 if calm else 0 : i + 1]
    pressed = samples[free[-1] + 1 if free else 0 : i + 1]
    found = []
    if force_mn > bounds.ceiling_mn:
        found.append(Danger.CEILING)
    if over and t_ns - over[0][0] >= 0.3 * S:
        found.append(Danger.ALARM)
    if pressed and t_ns - pressed[0][0] >= 120 * S:
        found.append(Danger.TOO_LONG)
    return found


@given(recordings, some_bounds)
def test_the_guard_acts_at_the_first_sample_at_which_the_rules_say_so(
    recording: list[tuple[int, int]], bounds: Bounds
) -> None:
    samples = samples_of(recording)
    dangers = [dangers_at(samples, i, bounds) for i in range(len(samples))]
    first = next((i for i, found in enumerate(dangers) if found), -1)
    verdict = looked(*samples, bounds=bounds)
    assert verdict.at == first
    assert verdict.danger == (None if first < 0 else dangers[first][0])


@given(recordings, some_bounds, st.lists(st.integers(1, 9), min_size=1))
def test_it_does_not_matter_how_samples_come_in_blocks(
    recording: list[tuple[int, int]], bounds: Bounds, sizes: list[int]
) -> None:
    samples = samples_of(recording)
    whole = looked(*samples, bounds=bounds)
    state, at, piece = CALM, 0, 0
    while at < len(samples):
        block = samples[at : at + sizes[piece % len(sizes)]]
        verdict = looked(*block, bounds=bounds, state=state)
        if verdict.danger is not None:
            assert Verdict(verdict.state, at + verdict.at, verdict.danger) == whole
            return
        assert verdict.at == -1
        state, at, piece = verdict.state, at + len(block), piece + 1
    assert Verdict(state, -1, None) == whole


@given(recordings, some_bounds, st.integers(-(10**15), 10**15))
def test_it_does_not_matter_when_a_session_began(
    recording: list[tuple[int, int]], bounds: Bounds, shift_ns: int
) -> None:
    samples = samples_of(recording)
    here = looked(*samples, bounds=bounds)
    there = looked(*[(t + shift_ns, force) for t, force in samples], bounds=bounds)
    assert (there.at, there.danger) == (here.at, here.danger)


# Keys and answers.


@pytest.mark.parametrize("action", Action)
def test_only_stop_and_sharp_are_dangers_among_the_keys(action: Action) -> None:
    expected = {Action.STOP: Danger.STOP, Action.SHARP: Danger.SHARP}
    assert check_key(action) is expected.get(action)


@pytest.mark.parametrize("value", range(11))
def test_eight_and_more_is_a_danger_whatever_came_before(value: int) -> None:
    expected = Danger.RATING if value >= 8 else None
    assert check_rating(value, start=None) is expected
    assert check_rating(value, start=value) is expected


@pytest.mark.parametrize(
    ("start", "value", "expected"),
    [(0, 1, None), (0, 2, Danger.ROSE), (5, 6, None), (5, 7, Danger.ROSE), (6, 8, Danger.RATING)],
)
def test_two_above_the_start_is_a_danger(start: int, value: int, expected: Danger | None) -> None:
    assert check_rating(value, start=start) is expected
