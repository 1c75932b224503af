"""What counts as a press that is meant, and what never does."""

import math
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import mn, ns
from tpdevice.signal.taps import NOTHING, Feel, Tap, Touch, feel_of, listen

FEEL = feel_of(gap_ns=ns(0.5), step_mn=0)
STILL, SHORT, LONG, GAP, AFTER = 2.0, 0.25, 2.0, 0.25, 1.2
RATES = pytest.mark.parametrize("rate_hz", [10.0, 80.0])

Part = tuple[float, float]
"""For so long, s, and how much, N."""


def course(parts: Iterable[Part], *, rate_hz: float = 80.0, at_s: float = 0.0) -> SampleBlock:
    """Return steps of force, each with a slope of 60 ms, as a body makes it."""
    times: list[float] = []
    forces: list[float] = []
    now_s, before_n = 0.0, 0.0
    first = True
    for length_s, force_n in parts:
        for i in range(max(1, round(length_s * rate_hz))):
            t_s = i / rate_hz
            share = 1.0 if first else min(1.0, (t_s + 0.5 / rate_hz) / 0.06)
            times.append(at_s + now_s + t_s)
            forces.append(before_n + share * (force_n - before_n))
        now_s += max(1, round(length_s * rate_hz)) / rate_hz
        before_n, first = force_n, False
    return SampleBlock.of([ns(t) for t in times], [mn(f) for f in forces])


def heard(block: SampleBlock, feel: Feel = FEEL) -> list[Tap]:
    """Return all gestures, without the presses that only begin one."""
    return [tap for tap in events(block, feel)[0] if tap is not Tap.BEGUN]


def events(block: SampleBlock, feel: Feel = FEEL) -> tuple[list[Tap], list[int]]:
    touch, at = NOTHING, 0
    taps: list[Tap] = []
    when: list[int] = []
    while at < len(block):
        found = listen(touch, block.part(at, len(block)), feel)
        touch = found.touch
        if found.tap is None:
            break
        taps.append(found.tap)
        when.append(int(block.t_ns[at + found.at]))
        at += found.at + 1
    return taps, when


def gesture(*lengths_s: float, rest_n: float = 0.0, height_n: float = 12.0) -> list[Part]:
    parts: list[Part] = [(STILL, rest_n)]
    for length_s in lengths_s:
        parts += [(length_s, rest_n + height_n), (GAP, rest_n)]
    return [*parts, (AFTER, rest_n)]


@RATES
@pytest.mark.parametrize("rest_n", [0.0, -6.0, 14.0, 200.0])
def test_two_short_presses_are_heard_at_any_rest(rate_hz: float, rest_n: float) -> None:
    assert heard(course(gesture(SHORT, SHORT, rest_n=rest_n), rate_hz=rate_hz)) == [Tap.TWICE]


@RATES
def test_one_long_press_and_three_short_ones_are_heard(rate_hz: float) -> None:
    assert heard(course(gesture(LONG), rate_hz=rate_hz)) == [Tap.LONG]
    assert heard(course(gesture(SHORT, SHORT, SHORT), rate_hz=rate_hz)) == [Tap.THRICE]


@RATES
@pytest.mark.parametrize(
    "lengths_s",
    [(SHORT,), (1.0,), (5.0,), (SHORT, LONG), (LONG, SHORT), (SHORT,) * 4, (1.0, 1.0)],
)
def test_other_presses_mean_nothing(rate_hz: float, lengths_s: tuple[float, ...]) -> None:
    assert heard(course(gesture(*lengths_s), rate_hz=rate_hz)) == []


@RATES
@pytest.mark.parametrize("height_n", [2.0, 75.0])
def test_neither_a_touch_nor_a_weight_is_a_press(rate_hz: float, height_n: float) -> None:
    assert heard(course(gesture(SHORT, SHORT, height_n=height_n), rate_hz=rate_hz)) == []
    assert heard(course(gesture(LONG, height_n=height_n), rate_hz=rate_hz)) == []


def test_presses_that_are_not_alike_are_no_gesture() -> None:
    parts = [(STILL, 0.0), (SHORT, 8.0), (GAP, 0.0), (SHORT, 30.0), (AFTER, 0.0)]
    assert heard(course(parts)) == []


def sampled(force: Callable[[float], float], *, for_s: float, rate_hz: float) -> SampleBlock:
    times = np.arange(0.0, for_s, 1.0 / rate_hz)
    return SampleBlock.of([ns(t) for t in times], [mn(force(t)) for t in times])


@RATES
def test_coughs_and_breath_on_top_of_a_load_are_no_answer(rate_hz: float) -> None:
    def lying(t_s: float) -> float:
        cough = 25.0 if (t_s % 10.0) < 0.3 or 0.6 < (t_s % 10.0) < 0.9 else 0.0
        return 80.0 + 3.0 * math.sin(2 * math.pi * 0.25 * t_s) + cough

    assert heard(sampled(lying, for_s=120.0, rate_hz=rate_hz)) == []


@RATES
def test_lying_down_and_getting_up_is_no_answer(rate_hz: float) -> None:
    def on_and_off(t_s: float) -> float:
        at_s = t_s % 30.0
        up = min(max(0.0, (at_s - 5.0) * 8.0), 50.0, max(0.0, (25.0 - at_s) * 9.0))
        return up * (1 + 0.02 * math.sin(1.5 * t_s))

    assert heard(sampled(on_and_off, for_s=120.0, rate_hz=rate_hz)) == []


def test_leaning_in_slowly_for_two_seconds_is_no_long_press() -> None:
    def lean(t_s: float) -> float:
        return min(max(0.0, (t_s - 3.0) * 12.0), 24.0) if t_s < 6.0 else 0.0

    assert heard(sampled(lean, for_s=10.0, rate_hz=80.0)) == []


@RATES
def test_between_two_strong_presses_the_ball_need_not_come_back_all_the_way(rate_hz: float) -> None:
    for height_n, understood in ((30.0, [Tap.TWICE]), (10.0, [])):
        middle: list[Part] = [(SHORT, height_n), (GAP, 2.6), (SHORT, height_n)]
        assert heard(course([(STILL, 0.0), *middle, (AFTER, 0.0)], rate_hz=rate_hz)) == understood


@RATES
def test_who_leans_in_slowly_stays_and_goes_answers_nothing(rate_hz: float) -> None:
    def lean(t_s: float) -> float:
        return min(max(0.0, (t_s - 3.0) * 5.0), 6.0) if t_s < 6.0 else 0.0

    assert heard(sampled(lean, for_s=10.0, rate_hz=rate_hz)) == []


@RATES
def test_who_gets_off_by_and_by_answers_nothing(rate_hz: float) -> None:
    parts = [(STILL, 0.0), (1.4, 20.0), (0.8, 8.0), (AFTER, 0.0)]
    assert heard(course(parts, rate_hz=rate_hz)) == []
    at_once = [(STILL, 0.0), (2.0, 20.0), (0.3, 8.0), (AFTER, 0.0)]
    assert heard(course(at_once, rate_hz=rate_hz)) == [Tap.LONG]


@RATES
@pytest.mark.parametrize("lengths_s", [(0.5, 0.7), (0.3, 0.3), (0.2, 1.6), (1.3, 0.15)])
def test_presses_that_run_together_are_nothing(rate_hz: float, lengths_s: Part) -> None:
    first_s, other_s = lengths_s
    parts = [(STILL, 0.0), (first_s, 20.0), (0.3, 6.0), (other_s, 20.0), (AFTER, 0.0)]
    assert heard(course(parts, rate_hz=rate_hz)) == []


def test_force_that_falls_below_its_rest_was_a_load_and_no_rest() -> None:
    parts = [(STILL, 20.0), (SHORT, 32.0), (GAP, 20.0), (SHORT, 32.0), (GAP, 20.0), (AFTER, 0.0)]
    assert heard(course(parts)) == []


def test_who_stays_on_it_a_little_after_two_presses_has_not_answered() -> None:
    parts = [(STILL, 0.0), (SHORT, 12.0), (GAP, 0.0), (SHORT, 12.0), (0.15, 0.0), (AFTER, 3.0)]
    assert heard(course(parts)) == []


def test_who_fidgets_before_or_after_says_nothing() -> None:
    fidget: list[Part] = [(0.2, 3.0), (0.2, 0.0)] * 3
    middle: list[Part] = [(SHORT, 12.0), (GAP, 0.0), (SHORT, 12.0)]
    assert heard(course([(STILL, 0.0), *middle, (0.2, 0.0), *fidget, (AFTER, 0.0)])) == []
    assert heard(course([(0.5, 0.0), *fidget, *middle, (AFTER, 0.0)])) == []


def test_a_gap_ends_a_gesture() -> None:
    first = course([(STILL, 0.0), (SHORT, 12.0), (GAP, 0.0)])
    later = course([(SHORT, 12.0), (AFTER, 0.0)], at_s=STILL + SHORT + GAP + 0.6)
    both = SampleBlock.of(
        [*first.t_ns.tolist(), *later.t_ns.tolist()],
        [*first.force_mn.tolist(), *later.force_mn.tolist()],
    )
    assert heard(both) == []


def test_a_sensor_with_large_steps_needs_more() -> None:
    coarse = feel_of(gap_ns=ns(0.5), step_mn=4_448)
    assert heard(course(gesture(SHORT, SHORT)), coarse) == []
    assert heard(course(gesture(SHORT, SHORT, height_n=26.7)), coarse) == [Tap.TWICE]


def test_the_first_press_is_told_as_it_begins_and_the_gesture_when_it_is_whole() -> None:
    taps, when = events(course(gesture(SHORT, SHORT)))
    assert taps == [Tap.BEGUN, Tap.TWICE]
    assert when[0] == pytest.approx(ns(STILL), abs=ns(0.07))
    assert when[1] == pytest.approx(ns(STILL + SHORT + GAP + SHORT + 0.8), abs=ns(0.1))


PARTS = st.lists(
    st.tuples(
        st.sampled_from([0.1, 0.25, 0.5, 1.0, 1.2, 2.0]),
        st.sampled_from([0.0, 1.0, 3.0, 5.0, 12.0, 20.0, 80.0]),
    ),
    min_size=1,
    max_size=14,
)


@given(PARTS, st.lists(st.integers(1, 90), min_size=1, max_size=5), st.sampled_from([10.0, 80.0]))
@example(gesture(SHORT, SHORT) + gesture(LONG), [1], 80.0)
@example(gesture(SHORT, SHORT, SHORT) + gesture(LONG), [40, 1, 3], 10.0)
def test_cutting_a_recording_anywhere_changes_nothing(
    parts: list[Part], cuts: list[int], rate_hz: float
) -> None:
    block = course(parts, rate_hz=rate_hz)
    assert followed(block, cuts) == followed(block, [len(block)])


def followed(block: SampleBlock, cuts: list[int]) -> tuple[list[tuple[Tap, int, int, int]], Touch]:
    """Return all that is heard in pieces of these lengths in turn, and what is remembered then."""
    touch, at, turn = NOTHING, 0, 0
    found: list[tuple[Tap, int, int, int]] = []
    while at < len(block):
        piece = block.part(at, at + cuts[turn % len(cuts)])
        heard_now = listen(touch, piece, FEEL)
        touch, turn = heard_now.touch, turn + 1
        at += len(piece) if heard_now.tap is None else heard_now.at + 1
        if heard_now.tap is not None:
            found.append((heard_now.tap, at, heard_now.height_mn, heard_now.begun_ns))
    return found, touch


@given(PARTS, st.integers(0, 10**15), st.integers(-40_000, 40_000))
@example(gesture(SHORT, SHORT) + gesture(LONG), 10**12, 9_000)
def test_shifting_a_recording_in_time_or_force_changes_nothing_else(
    parts: list[Part], later_ns: int, more_mn: int
) -> None:
    block = course(parts)
    moved = SampleBlock(block.t_ns + later_ns, block.force_mn + more_mn)
    taps, when = events(block)
    assert events(moved) == (taps, [t + later_ns for t in when])
