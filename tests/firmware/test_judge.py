from hypothesis import given
from hypothesis import strategies as st

from force_sensor.judge import AT_THE_END, PLAIN, SUSPECT, Judge

RANGE = 196_133
JUMP = 50_000
values = st.integers(-300_000, 300_000)


def _marks(*forces_mn: int) -> list[int]:
    judge = Judge(-RANGE, RANGE, jump=JUMP)
    return [judge.mark(force_mn) for force_mn in forces_mn]


def test_a_lone_spike_is_suspect_and_what_follows_is_not() -> None:
    assert _marks(20_000, 90_000, 20_100) == [PLAIN, SUSPECT, PLAIN]


def test_a_real_step_is_suspect_once() -> None:
    assert _marks(0, 80_000, 80_500, 80_400) == [PLAIN, SUSPECT, PLAIN, PLAIN]


def test_a_loose_wire_is_suspect_again_and_again() -> None:
    assert _marks(0, 90_000, 0, 90_000, 0)[1::2] == [SUSPECT, SUSPECT]


def test_nonsense_is_never_believed() -> None:
    assert _marks(0, 60_000, 120_000, 180_000)[1:] == [SUSPECT] * 3


def test_fast_pressing_is_not_suspect() -> None:
    """40 N a second is what the program calls too fast; this is a hundred times as fast."""
    assert set(_marks(*range(0, 190_000, 50_000))) == {PLAIN}


def test_the_end_of_the_range_is_said_and_never_suspect() -> None:
    assert _marks(0, RANGE, -RANGE, RANGE - 1) == [PLAIN, AT_THE_END, AT_THE_END, SUSPECT]


def test_what_springs_back_from_the_end_is_suspect() -> None:
    assert _marks(0, RANGE, 0) == [PLAIN, AT_THE_END, SUSPECT]


@given(st.lists(values, min_size=1))
def test_what_may_be_too_much_is_always_said(forces_mn: list[int]) -> None:
    for force_mn, mark in zip(forces_mn, _marks(*forces_mn), strict=True):
        assert (mark == AT_THE_END) == (abs(force_mn) >= RANGE)


@given(st.lists(values), values.filter(lambda v: abs(v) < RANGE))
def test_two_equal_samples_are_believed(before: list[int], force_mn: int) -> None:
    assert _marks(*before, force_mn, force_mn)[-1] == PLAIN
