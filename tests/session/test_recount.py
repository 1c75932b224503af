"""Holds counted anew from the log and the trace, beside what the session itself counted."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from looped import Looped, looped
from msgspec.structs import replace

from tpdevice.core.record import Happened, RatingRow, RepetitionRow, ZeroRow
from tpdevice.core.samples import SampleBlock
from tpdevice.core.units import ns
from tpdevice.replay.facts import changes, counted
from tpdevice.runtime.reanalysis import SLACK
from tpdevice.session.logged import LoggedBand
from tpdevice.session.recount import Recount
from tpdevice.store.chunks import join_blocks

RATE_HZ, GAP_NS, STEP_NS = 80.0, ns(0.5), 12_500_000


def counted_again(run: Looped, cuts: tuple[int, ...] = ()) -> list[RepetitionRow]:
    """Count a session's holds from its log and its trace, which is cut into blocks."""
    log = [row for row in run.kept.rows if isinstance(row, Happened | RatingRow | ZeroRow)]
    recount = Recount(log, run.summary.repetitions, rate_hz=RATE_HZ, gap_ns=GAP_NS)
    trace = join_blocks(run.kept.blocks)
    edges = [0, *sorted(cut % len(trace) for cut in cuts), len(trace)]
    for start, stop in pairwise(edges):
        recount.feed(trace.part(start, stop))
    recount.finish()
    return recount.rows


@pytest.mark.parametrize(
    "run",
    [("subject=steady", 1), ("subject=lying", 2), ("scenario=link_drop", 2), ("scenario=stall", 1)],
    ids=str,
)
def test_a_session_counted_again_by_the_same_program_comes_out_the_same(
    run: tuple[str, int],
) -> None:
    session = looped(run[0], seed=run[1])
    again = counted_again(session)
    assert len(again) == len(session.summary.repetitions) > 0
    stored, now = counted(session.summary.repetitions), counted(again)
    assert changes(stored, now, slack=SLACK) == ()
    for was, row in zip(session.summary.repetitions, again, strict=True):
        assert row.buckets.total_ns == was.buckets.total_ns
        assert row.outcome is was.outcome


@given(cuts=st.lists(st.integers(0, 1 << 20), max_size=6))
@settings(max_examples=20, deadline=None)
def test_the_same_is_counted_however_the_trace_is_cut(cuts: list[int]) -> None:
    run = looped("subject=steady", seed=1)
    assert counted_again(run, tuple(cuts)) == counted_again(run)


BAND = (("bottom", 20_000), ("top", 30_000), ("aim", 25_000), ("ceiling", 50_000))


def line(at_s: float, kind: str, name: str, cause: str = "", value: int | None = None) -> Happened:
    return Happened(ns(at_s), kind, name, "HOLD", 1, cause, value)


def hold(*more: Happened, force_mn: int = 25_000, seconds: float = 20.0) -> RepetitionRow:
    """Count one hold of a steady force, from its first second to its last but one."""
    log = [line(0.5, "band", name, "standard", value) for name, value in BAND]
    log += [line(1.0, "phase", "HOLD"), *more, line(seconds - 1, "phase", "RELEASE")]
    log += [line(seconds, "phase", "LENGTHEN")]
    recorded = replace(
        looped("subject=steady", seed=1).summary.repetitions[0],
        repetition=1,
        start_ns=ns(1),
        end_ns=ns(seconds - 1),
    )
    recount = Recount(log, [recorded], rate_hz=RATE_HZ, gap_ns=GAP_NS)
    count = int(seconds * RATE_HZ)
    t_ns = np.arange(count, dtype=np.int64) * STEP_NS
    recount.feed(SampleBlock.own(t_ns, np.full(count, force_mn, dtype=np.int64)))
    recount.finish()
    (row,) = recount.rows
    return row


def test_three_seconds_settle_and_the_rest_is_held() -> None:
    buckets = hold().buckets
    assert (buckets.settling_ns, buckets.held_ns) == (ns(3), ns(15))
    assert hold().mean_mn == hold().peak_mn == 25_000


def test_what_lies_outside_of_the_logged_band_is_below_or_above() -> None:
    assert hold(force_mn=19_999).buckets.below_ns == ns(18)
    assert hold(force_mn=30_001).buckets.above_ns == ns(18)


def test_a_pause_is_counted_as_one_and_the_tissue_settles_again() -> None:
    buckets = hold(line(6.0, "key", "pause"), line(8.0, "key", "pause")).buckets
    assert (buckets.paused_ns, buckets.settling_ns, buckets.held_ns) == (ns(2), ns(6), ns(10))


def test_what_was_not_seen_is_no_data_although_the_trace_has_it() -> None:
    unseen = (line(6.0, "link", "unseen"), line(9.0, "link", "visible"))
    buckets = hold(*unseen).buckets
    assert ns(2.4) <= buckets.no_data_ns <= ns(2.6), "half a second before it is told from the data"
    assert buckets.total_ns == ns(18)


def test_a_band_whose_top_was_lowered_counts_less() -> None:
    strong = line(10.0, "band", "top", "strong rating", 22_000)
    assert hold(strong).buckets.above_ns == ns(9)


def rated(value: int | None) -> RatingRow:
    return RatingRow(ns(9), 1, 20.0, ns(8), value, matched=True, force_mn=0, reference_mn=None)


@pytest.mark.parametrize(
    ("last", "top_mn"),
    [(rated(7), 22_000), (rated(5), 30_000), (line(9.0, "rating", "unasked", "", 7), 22_000)],
    ids=["strong", "not strong", "strong and unasked"],
)
def test_a_lowered_top_holds_for_the_next_hold_only_after_a_strong_answer(
    last: RatingRow | Happened, top_mn: int
) -> None:
    band = LoggedBand()
    for name, value in BAND:
        band.line(line(0.5, "band", name, "standard", value))
    band.line(line(8.0, "band", "top", "strong rating", 22_000))
    if isinstance(last, Happened):
        band.line(last)
    else:
        band.rating(last)
    band.rating(rated(None))
    assert band.edges_mn == (16_261, 22_000), "as wide as by hand, below a lowered top"
    band.next_repetition()
    assert band.edges_mn[1] == top_mn


def test_a_log_that_names_no_phase_is_an_error_and_no_figure() -> None:
    with pytest.raises(ValueError, match="NOWHERE"):
        hold(line(5.0, "phase", "NOWHERE"))
