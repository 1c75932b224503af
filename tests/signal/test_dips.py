"""A short lightening of a held force, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.signal.dips import DIP_S, NO_DIP, Dip, dips
from tpdevice.signal.dwell import NEVER

STEP_NS = 12_500_000
LEVEL_MN = 40_000


def block_of(forces_mn: list[int], *, start_ns: int = 0) -> SampleBlock:
    return SampleBlock.of([start_ns + STEP_NS * i for i in range(len(forces_mn))], forces_mn)


def held(low_s: float, low_mn: int = 8_000) -> list[int]:
    return [LEVEL_MN] * 80 + [low_mn] * round(low_s * 80) + [LEVEL_MN] * 80


def found(block: SampleBlock, dip: Dip = NO_DIP) -> list[tuple[int, int]]:
    """Return when each dip began and was over, ns."""
    out, at = [], 0
    while at < len(block):
        rest = block.part(at, len(block))
        dipped = dips(dip, rest, level_mn=LEVEL_MN, gap_ns=ns(0.5))
        dip = dipped.dip
        if dipped.at == NEVER:
            break
        out.append((dipped.begun_ns, int(rest.t_ns[dipped.at])))
        at += dipped.at + 1
    return out


@pytest.mark.parametrize("low_s", [0.1, 0.3, 0.6, 0.95])
def test_a_short_lightening_is_found_where_it_is_over(low_s: float) -> None:
    ((begun_ns, over_ns),) = found(block_of(held(low_s)))
    assert begun_ns == 80 * STEP_NS
    assert over_ns - begun_ns == round(low_s * 80) * STEP_NS


@pytest.mark.parametrize("low_s", [0.02, DIP_S[1] + 0.1, 5.0])
def test_what_is_too_short_or_too_long_is_none(low_s: float) -> None:
    assert found(block_of(held(low_s))) == []


@pytest.mark.parametrize("low_mn", [24_500, 30_000, 36_000])
def test_what_a_hand_wanders_is_none(low_mn: int) -> None:
    assert found(block_of(held(0.4, low_mn))) == []


def test_a_lightening_with_a_gap_in_it_is_none() -> None:
    first = block_of(held(0.3)[:90])
    rest = block_of([8_000] * 10 + [LEVEL_MN] * 20, start_ns=90 * STEP_NS + ns(0.6))
    dip = dips(NO_DIP, first, level_mn=LEVEL_MN, gap_ns=ns(0.5)).dip
    assert dip.since_ns is not None
    # What came after the gap is a lightening of its own, and long enough to be one.
    ((begun_ns, _),) = found(rest, dip)
    assert begun_ns == int(rest.t_ns[0])


@given(
    forces=st.lists(st.sampled_from([5_000, 23_000, 30_000, 33_000, 40_000, 44_000]), max_size=90),
    cut=st.integers(1, 89),
    shift_s=st.integers(0, 1_000),
)
def test_cutting_or_shifting_changes_nothing(forces: list[int], cut: int, shift_s: int) -> None:
    whole = block_of(forces or [0])
    moved = block_of(forces or [0], start_ns=ns(shift_s))
    assert [(a + ns(shift_s), b + ns(shift_s)) for a, b in found(whole)] == found(moved)
    cut = min(cut, len(whole))
    at, dip, pieces = 0, NO_DIP, []
    for end in sorted({cut, len(whole)}):
        while at < end:
            dipped = dips(dip, whole.part(at, end), level_mn=LEVEL_MN, gap_ns=ns(0.5))
            dip = dipped.dip
            if dipped.at == NEVER:
                at = end
            else:
                pieces.append((dipped.begun_ns, int(whole.t_ns[at + dipped.at])))
                at += dipped.at + 1
    assert pieces == found(whole)
