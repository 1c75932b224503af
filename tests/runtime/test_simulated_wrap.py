"""Where the simulator's counter wraps, seen from a whole session on virtual time."""

import struct

import numpy as np
import pytest
from looped import Looped, looped

from tpdevice.core.tape import Frame


def wrapped_at_ns(run: Looped) -> int:
    """Return when the frame came in which the device's counter was below the last time."""
    frames = [e for e in run.kept.entries if isinstance(e, Frame) and e.data[0] == 1]
    came = [(e.at_ns, us) for e in frames for _, us in struct.iter_unpack("<fI", e.data[2:])]
    (at,) = np.flatnonzero(np.diff([us for _, us in came]) < 0)
    return came[at + 1][0]


@pytest.mark.parametrize(("short", "calibrated"), [(False, True), (True, True), (True, False)])
@pytest.mark.parametrize("seed", [2, 5])
def test_the_counter_wraps_in_the_first_hold_and_is_not_noticed(
    seed: int, *, short: bool, calibrated: bool
) -> None:
    run = looped("scenario=counter_wrap", seed=seed, short=short, calibrated=calibrated)
    phases = [(row.at_ns, row.name) for row in run.happened("phase")]
    at_ns = wrapped_at_ns(run)
    assert [name for begun_ns, name in phases if begun_ns <= at_ns][-1] == "HOLD"
    first = run.summary.repetitions[0]
    assert first.start_ns < at_ns < first.end_ns
    # Not its exit code: chance in the answers may end a session early, wrap or not.
    assert not run.happened("fault")
    assert "unseen" not in [row.name for row in run.happened("link")]
    assert run.summary.bad_frames == 0
    assert run.summary.buckets.no_data_ns == 0
