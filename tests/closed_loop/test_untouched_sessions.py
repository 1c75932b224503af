"""Whole simulated sessions of people who do not press, or do not come back."""

import pytest
from looped import looped

from tpdevice.core.record import Ending
from tpdevice.core.rules import UNTOUCHED_ASK_S, UNTOUCHED_S
from tpdevice.core.units import seconds
from tpdevice.session.untouched import LEFT_OUT

SEEDS = (1, 2)


@pytest.mark.parametrize("calibrated", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_session_in_which_nobody_presses_ends_by_itself(seed: int, *, calibrated: bool) -> None:
    run = looped("scenario=never_presses", seed=seed, calibrated=calibrated)
    assert run.summary.ending is Ending.UNTOUCHED
    assert run.summary.buckets.total_ns == 0
    asked = [told for told in run.sink.told if told.cue.key in ("press_ready", "press_or_end")]
    assert [told.cue.key for told in asked] == ["press_ready", "press_or_end"]
    end_s = seconds(run.summary.end_ns)
    left_s = [end_s - seconds(told.at_ns) for told in asked]
    assert left_s == pytest.approx([UNTOUCHED_S - s for s in UNTOUCHED_ASK_S], abs=0.3)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_walks_away_in_mid_hold_keeps_what_was_held(seed: int) -> None:
    run = looped("scenario=walks_away", seed=seed)
    assert (run.summary.ending, run.summary.reason) == (Ending.FINISHED, LEFT_OUT)
    (row,) = run.summary.repetitions
    assert 0.0 < seconds(row.buckets.held_ns) < 15.0
    assert seconds(row.buckets.below_ns) >= UNTOUCHED_S - 5.0
