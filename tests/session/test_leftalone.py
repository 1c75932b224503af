"""Which force of a hold was left alone, and what a jump in it is told as."""

import numpy as np
import pytest
from looped import looped
from msgspec.structs import replace

from tpdevice.core.record import Happened, RatingRow, ZeroRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.session.leftalone import HoldLooked, LeftAlone, asked
from tpdevice.session.recount import Recount
from tpdevice.signal.moved import Looked
from tpdevice.store.chunks import join_blocks

RATE_HZ, GAP_NS, STEP_NS = 80.0, ns(0.5), 12_500_000
BAND = (("bottom", 20_000), ("top", 30_000), ("aim", 25_000), ("ceiling", 50_000))
LONG_S = 76.0
SETTLED_S = 4.0
"""A second before the hold, and three in which it settles."""


def line(at_s: float, kind: str, name: str, value: int | None = None) -> Happened:
    return Happened(ns(at_s), kind, name, "HOLD", 1, "standard" if kind == "band" else "", value)


def cues(*told: tuple[float, str]) -> list[Happened]:
    return [line(at_s, "cue", key) for at_s, key in told]


CORRECTED = cues((47, "more"), (49, "there"))


def alone(
    *more: Happened, jump: float = 0.0, at_s: float = 30.0, cut: int = 1 << 30, seed: int = 1
) -> LeftAlone:
    """Return what was left alone of one hold that relaxes, with a jump of a share of its force."""
    log = [line(0.5, "band", name, value) for name, value in BAND]
    log += [line(1.0, "phase", "HOLD"), *more, line(LONG_S - 1, "phase", "RELEASE")]
    log += [line(LONG_S, "phase", "LENGTHEN")]
    template = looped("subject=steady", seed=1).summary.repetitions[0]
    row = replace(template, repetition=1, start_ns=ns(1), end_ns=ns(LONG_S - 1))
    found = LeftAlone(log)
    recount = Recount(log, [row], rate_hz=RATE_HZ, gap_ns=GAP_NS, heed=found.heed)
    block = trace(jump=jump, at_s=at_s, seed=seed)
    for start in range(0, len(block), cut):
        recount.feed(block.part(start, min(start + cut, len(block))))
    return found


def trace(*, jump: float, at_s: float, seed: int) -> SampleBlock:
    t_ns = np.arange(int(LONG_S * RATE_HZ), dtype=np.int64) * STEP_NS
    t_s = t_ns / ns(1)
    relaxing = 23_500 + 3_000 * np.exp(-t_s / 6) + 1_500 * np.exp(-t_s / 40)
    wander = np.random.default_rng(seed).normal(0, 100, len(t_s))
    force = relaxing * np.where(t_s >= at_s, 1 + jump, 1.0) + wander
    return SampleBlock.own(t_ns, force.astype(np.int64))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("corrections", [(), CORRECTED], ids=["alone", "corrected"])
def test_a_hold_that_only_relaxes_has_no_jump(corrections: list[Happened], seed: int) -> None:
    assert alone(*corrections, seed=seed).hold(1).looked == Looked(enough=True)


@pytest.mark.parametrize("corrections", [(), CORRECTED], ids=["alone", "corrected"])
@pytest.mark.parametrize("jump", [-0.1, 0.1])
def test_a_step_while_force_is_left_alone_is_told_by_held_time(
    jump: float, corrections: list[Happened]
) -> None:
    found = alone(*corrections, jump=jump).hold(1).looked.moved
    assert found is not None
    assert found.at_s == pytest.approx(30.0 - SETTLED_S, abs=5.0)
    assert found.share == pytest.approx(jump, abs=0.03)


@pytest.mark.parametrize("seed", range(5))
def test_a_step_that_a_correction_makes_is_not_told(seed: int) -> None:
    corrected = alone(*CORRECTED, jump=0.1, at_s=48.0, seed=seed)
    assert corrected.hold(1).looked == Looked(enough=True)
    assert alone(jump=0.1, at_s=48.0, seed=seed).hold(1).looked.moved is not None


def test_what_was_left_alone_ends_with_a_correction_and_begins_3_s_after_it() -> None:
    (first, _), (second, _) = alone(*CORRECTED).stretches(1)
    assert (first[0], first[-1]) == pytest.approx((0.0, 47 - SETTLED_S), abs=0.03)
    assert (second[0], second[-1]) == pytest.approx((52 - SETTLED_S, 71.0), abs=0.03)


def test_a_stretch_of_less_than_10_s_is_left_out() -> None:
    told = cues((30, "less"), (31, "there"), (43.5, "more"), (45, "there"))
    assert [len(part) for part, _ in alone(*told).stretches(1)] == pytest.approx(
        [26 * RATE_HZ, 27 * RATE_HZ], abs=3
    )


def test_force_that_is_asked_for_all_along_is_never_looked_at() -> None:
    told = cues(*((at_s, key) for at_s in range(2, 74, 6) for key in ("more", "there")))
    assert alone(*told, jump=0.1).hold(1) == HoldLooked(1, Looked(enough=False), 0.0)


def test_what_is_out_of_the_band_is_not_looked_at() -> None:
    assert alone(jump=0.5).stretches(1)[-1][0][-1] == pytest.approx(30.0 - SETTLED_S, abs=0.03)


@pytest.mark.parametrize("cut", [1, 77, 1000])
def test_the_same_is_left_alone_however_the_trace_is_cut(cut: int) -> None:
    whole, cut_up = (alone(*CORRECTED, cut=size).stretches(1) for size in (1 << 30, cut))
    for (held_s, force), (again_s, force_again) in zip(whole, cut_up, strict=True):
        assert np.array_equal(held_s, again_s)
        assert np.array_equal(force, force_again)


def test_a_hold_without_a_trace_is_not_looked_at() -> None:
    assert LeftAlone([]).hold(1) == HoldLooked(1, Looked(enough=False), 0.0)


@pytest.mark.parametrize("key", ["more", "less", "match_more", "match_less", "strong", "deeper"])
def test_a_cue_that_asks_for_another_force_lasts_until_3_s_after_it(key: str) -> None:
    assert asked(cues((1, "hold"), (5, key), (7, "match_more"), (8, "rate"), (9, "there"))) == [
        (ns(5), ns(11))
    ]
    ((start_ns, end_ns),) = asked(cues((5, key)))
    assert start_ns == ns(5)
    assert end_ns > ns(1e6), "nothing followed it"


@pytest.mark.parametrize("key", ["there", "hold", "settle", "rate", "match_stay", "unknown"])
def test_a_cue_that_keeps_the_force_asks_for_no_other(key: str) -> None:
    assert asked(cues((5, key), (7, "hold"))) == []
    assert asked([line(5.0, "key", "more")]) == []


def test_the_corrections_of_a_guided_session_are_no_moves() -> None:
    run = looped("subject=steady", seed=3)
    log = [row for row in run.kept.rows if isinstance(row, Happened | RatingRow | ZeroRow)]
    told = [row for row in log if isinstance(row, Happened)]
    found = {}
    for name, known in (("corrections", told), ("none known", [])):
        left = LeftAlone(known)
        recount = Recount(
            log, run.summary.repetitions, rate_hz=RATE_HZ, gap_ns=GAP_NS, heed=left.heed
        )
        recount.feed(join_blocks(run.kept.blocks))
        found[name] = [left.hold(row.repetition).looked for row in run.summary.repetitions]
    assert all(each.moved is None for each in found["corrections"])
    assert any(each.moved for each in found["none known"]), "or they would not matter here"
