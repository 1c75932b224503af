"""Every story that the simulator tells ends as it should, and nothing is lost on the way."""

import numpy as np
import pytest
from looped import Looped, looped

from tpdevice.core.cue import Direction
from tpdevice.core.record import Ending, ZeroRow
from tpdevice.core.tape import Frame, LinkChange, LinkState
from tpdevice.core.units import ns, seconds
from tpdevice.session.phases import Phase

SEEDS = (1, 5)


def times_ns(run: Looped) -> np.ndarray:
    return np.concatenate([block.t_ns for block in run.kept.blocks])


def outages_ns(run: Looped) -> list[int]:
    """Return the gaps between samples that were longer than the limit of silence."""
    gaps = np.diff(times_ns(run))
    return [int(gap) for gap in gaps[gaps > ns(0.5)]]


def words(run: Looped) -> list[str]:
    return [told.cue.key for told in run.sink.told]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_as_told_is_guided_to_the_end_from_the_first_question_on(seed: int) -> None:
    run = looped(seed=seed, calibrated=False)
    assert run.summary.ending is Ending.FINISHED
    assert run.summary.exit_code == 0
    assert len(run.summary.repetitions) == 3
    assert seconds(run.summary.buckets.held_ns) == pytest.approx(180.0, abs=0.1)
    assert run.state.marks is not None
    assert run.state.marks.tender_mn is not None
    assert run.summary.bad_frames == 0
    phases = [row.name for row in run.happened("phase")]
    assert phases[:2] == ["SCREENING", "CALIBRATE"]
    assert phases[-2:] == ["LENGTHEN", "DONE"]


def test_no_sample_is_lost_or_stamped_twice() -> None:
    run = looped(seed=3, calibrated=False)
    gaps = np.diff(times_ns(run))
    assert gaps.min() > 0
    first, last = np.searchsorted(run.t_ns, times_ns(run)[[0, -1]])
    made = np.count_nonzero(run.came[first:last])
    assert abs(len(times_ns(run)) - made) <= 8, "but for those of the first and last packet"
    frames = sum(isinstance(entry, Frame) for entry in run.kept.entries)
    assert frames >= len(run.kept.blocks)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_never_presses_hard_enough_holds_nothing_and_is_not_stopped(seed: int) -> None:
    run = looped("scenario=never_hard_enough", seed=seed)
    assert run.summary.ending is Ending.FINISHED
    assert run.summary.exit_code == 0
    assert run.summary.buckets.total_ns == 0
    assert run.summary.repetitions == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_who_presses_far_too_hard_is_told_to_come_off(seed: int) -> None:
    run = looped("scenario=far_too_hard", seed=seed)
    assert run.summary.ending is Ending.STOPPED_BY_GUARD
    assert run.summary.exit_code == 4
    assert words(run)[-1] in ("come_off_ceiling", "come_off_alarm")
    bounds = run.state.bounds
    # The first moment at which force was beyond doubt above the alarm for its 0.3 s.
    above = run.force_mn > bounds.alarm_mn + 500
    lasting = np.convolve(above, np.ones(round(ns(0.3) / run.grid_ns) + 2), "full") > 25.5
    (guard,) = run.happened("guard")
    assert guard.at_ns <= int(run.t_ns[np.argmax(lasting)]) + ns(0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_lets_go_in_mid_hold_comes_back_to_what_was_held(seed: int) -> None:
    run = looped("scenario=lets_go", seed=seed)
    assert run.summary.exit_code == 0
    first = run.summary.repetitions[0]
    assert seconds(first.buckets.below_ns) > 5.0
    assert seconds(first.buckets.held_ns) == pytest.approx(60.0, abs=0.1)
    assert [row.name for row in run.happened("phase")].count("HOLD") > 3


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lost_link_is_no_data_and_the_session_goes_on_after_a_new_zero(seed: int) -> None:
    run = looped("scenario=link_drop", seed=seed)
    assert run.summary.exit_code == 0
    (outage_ns,) = outages_ns(run)
    assert 3.0 < seconds(outage_ns) < 4.5
    # The new zero breaks one more interval between two samples.
    assert 0 <= run.summary.buckets.no_data_ns - outage_ns <= 2 * run.grid_ns
    assert seconds(run.summary.repetitions[0].buckets.held_ns) == pytest.approx(60.0, abs=0.1)
    links = [entry for entry in run.kept.entries if isinstance(entry, LinkChange)]
    assert [entry.state for entry in links] == [LinkState.UP, LinkState.DOWN, LinkState.UP]
    zeros = [row for row in run.kept.rows if isinstance(row, ZeroRow)]
    assert len(zeros) == 2
    back_ns, zero_ns = links[-1].at_ns, zeros[-1].at_ns
    between = [t for t in run.sink.told if back_ns <= t.at_ns < zero_ns]
    assert all(told.cue.direction in (Direction.OFF, Direction.NONE) for told in between)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stall_is_no_data_and_the_session_goes_on(seed: int) -> None:
    run = looped("scenario=stall", seed=seed)
    assert run.summary.exit_code == 0
    (outage_ns,) = outages_ns(run)
    assert 3.4 < seconds(outage_ns) < 4.5
    assert run.summary.buckets.no_data_ns == outage_ns
    (unseen,) = [row for row in run.happened("link") if row.name == "unseen"]
    told = next(t for t in run.sink.told if t.cue.key == "come_off_unseen")
    assert told.at_ns == unseen.at_ns
    last_ns = max(t for t in times_ns(run).tolist() if t < unseen.at_ns)
    assert seconds(unseen.at_ns - last_ns) < 0.5 + 0.25, "half a second, a tick and the radio"


@pytest.mark.parametrize("seed", SEEDS)
def test_nonsense_is_counted_and_never_held(seed: int) -> None:
    run = looped("scenario=nonsense", seed=seed)
    assert run.summary.exit_code in (0, 4)
    assert run.summary.bad_frames > 10
    assert 0.8 < seconds(run.summary.buckets.no_data_ns) < 1.4
    assert "come_off_unseen" in words(run)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_counter_that_wraps_is_not_noticed(seed: int) -> None:
    wrapped = looped("scenario=counter_wrap&wraps_after_s=40", seed=seed)
    plain = looped(seed=seed)
    assert wrapped.summary.buckets == plain.summary.buckets
    assert words(wrapped) == words(plain)
    assert wrapped.summary.buckets.no_data_ns == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_low_battery_is_said_once_and_ends_nothing(seed: int) -> None:
    run = looped("scenario=low_battery", seed=seed)
    assert run.summary.exit_code == 0
    assert words(run).count("battery") == 1
    assert run.state.battery_low_ns is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_saturated_sensor_is_the_end_at_once(seed: int) -> None:
    run = looped("scenario=saturated", seed=seed)
    assert run.summary.ending is Ending.STOPPED_BY_GUARD
    assert run.summary.exit_code == 4
    assert run.state.saturated > 0
    assert run.state.phase is Phase.STOPPED
    assert run.summary.reason == "the sensor was beyond its range"


def test_a_short_session_is_short() -> None:
    run = looped(seed=3, calibrated=False, short=True)
    assert run.summary.exit_code == 0
    assert seconds(run.summary.end_ns) < 100.0
    assert seconds(run.summary.buckets.held_ns) == pytest.approx(10.0, abs=0.1)


def test_the_same_seed_is_the_same_session() -> None:
    one, other = looped("subject=older", seed=7), looped.__wrapped__("subject=older", seed=7)
    assert one.kept.rows == other.kept.rows
    assert one.kept.entries == other.kept.entries
