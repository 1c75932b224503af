"""Every story that the simulator tells ends as it should, and nothing is lost on the way."""

import numpy as np
import pytest
from looped import Looped, looped

from tpdevice.core.cue import Direction
from tpdevice.core.record import Ending, ZeroRow
from tpdevice.core.tape import Frame, LinkChange, LinkState
from tpdevice.core.units import ns, seconds
from tpdevice.session.guard import Danger
from tpdevice.session.phases import Phase

SEEDS = (1, 2, 3, 4, 5, 6)
A_PACKET = 8
"""Samples that come together: what is seen of the first waits for the last."""
OBEDIENT_END = (Danger.RATING, Danger.ROSE)
"""What may stop those who do as they are told: answers scatter."""


def times_ns(run: Looped) -> np.ndarray:
    return np.concatenate([block.t_ns for block in run.kept.blocks])


def outages_ns(run: Looped) -> list[int]:
    """Return the gaps between samples that were longer than the limit of silence."""
    gaps = np.diff(times_ns(run))
    return [int(gap) for gap in gaps[gaps > ns(0.5)]]


def words(run: Looped) -> list[str]:
    return [told.cue.key for told in run.sink.told]


def finished(run: Looped) -> bool:
    """Return whether it came to its end, and not to one of those that nobody can rule out."""
    if run.summary.ending is Ending.FINISHED:
        assert run.summary.exit_code == 0
        return True
    assert run.summary.ending is Ending.STOPPED_BY_GUARD
    assert run.summary.exit_code == 4
    assert run.summary.reason in OBEDIENT_END
    return False


def first_hold_is_whole(run: Looped) -> bool:
    """Return whether the first hold was held for its time: at least a minute of it, or stopped."""
    if not run.summary.repetitions:
        return finished(run)
    held_s = seconds(run.summary.repetitions[0].buckets.held_ns)
    assert held_s <= 90.1
    if "release_long" in words(run) or not finished(run):
        return False
    assert held_s >= 59.9
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_as_told_is_guided_to_the_end_from_the_first_question_on(seed: int) -> None:
    run = looped(seed=seed, calibrated=False)
    assert run.state.marks is not None
    assert run.state.marks.tender_mn is not None
    assert run.summary.bad_frames == 0
    phases = [row.name for row in run.happened("phase")]
    assert phases[:2] == ["SCREENING", "CALIBRATE"]
    assert seconds(run.summary.buckets.held_ns) <= 180.1
    if finished(run):
        assert phases[-2:] == ["LENGTHEN", "DONE"]
        assert len(run.summary.repetitions) in (2, 3)
        if "release_long" not in words(run):
            assert seconds(run.summary.buckets.held_ns) == pytest.approx(180.0, abs=0.1)


def test_not_all_who_do_as_told_are_stopped_by_their_own_answers() -> None:
    # How many are is a figure and no promise; none coming to the end would be a defect.
    assert any(finished(looped(seed=seed, calibrated=False)) for seed in SEEDS)


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
    # The first moment at which force was beyond doubt above the alarm for its 0.3 s on end, and
    # a sample more, since one may be missing.
    above = run.force_mn > bounds.alarm_mn + 500
    on_end = ns(0.3) // run.grid_ns + 3
    lasting = np.convolve(above, np.ones(on_end), "full")[: len(above)] > on_end - 0.5
    (guard,) = run.happened("guard")
    # Without such a moment it was a shorter one that was over the ceiling.
    due_ns = int(run.t_ns[np.argmax(lasting)]) if lasting.any() else int(run.t_ns[-1])
    assert guard.at_ns <= due_ns + A_PACKET * run.grid_ns + ns(0.05)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_lets_go_in_mid_hold_comes_back_to_what_was_held(seed: int) -> None:
    run = looped("scenario=lets_go", seed=seed)
    if first_hold_is_whole(run):
        assert seconds(run.summary.repetitions[0].buckets.below_ns) > 5.0
        holds = [row.name for row in run.happened("phase")].count("HOLD")
        assert holds > len(run.summary.repetitions)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lost_link_is_no_data_and_the_session_goes_on_after_a_new_zero(seed: int) -> None:
    run = looped("scenario=link_drop", seed=seed)
    first_hold_is_whole(run)
    (outage_ns,) = outages_ns(run)
    assert 3.0 < seconds(outage_ns) < 4.5
    # The new zero breaks one more interval between two samples; stamps are good to a millisecond.
    assert 0 <= run.summary.buckets.no_data_ns - outage_ns <= 2 * run.grid_ns + ns(0.001)
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
    first_hold_is_whole(run)
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
    first_hold_is_whole(run)
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
    first_hold_is_whole(run)
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
