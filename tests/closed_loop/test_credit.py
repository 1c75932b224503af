"""What the program credits, second by second, beside what the simulated world knows."""

from itertools import groupby

import numpy as np
import pytest
from looped import Counted, Looped, looped

from tpdevice.session.guard import Danger

SUBJECTS = ("novice", "steady", "older", "lying", "responder", "nonresponder")

EDGE_MN = 500.0
"""The sensor's step of about 0.1 N, its noise and creep, and a zero that is the mean of a noisy
second: nearer to an edge than this, world and program may differ on what is inside."""

SLIP_NS = 30_000_000
"""Between the true time of a sample and its stamp: up to two radio intervals."""

ZERO_MN = 50.0
"""By how much a reading may be off for long: a zero is the mean of a second of noise of 0.1 N, and
the cell creeps by 0.1 % of its load. What lies at an edge is then counted on its other side."""

STAMP_NS = 15_000_000
"""By so much all stamps move when a packet comes that was delayed less than any before it, and the
device's clock is off by less in a second."""


def second_by_second(run: Looped) -> list[tuple[Counted, Counted]]:
    """Return pairs of ticks about a second apart, within which the same edges held."""
    return [(hold[i], hold[i + 10]) for hold in run.counting for i in range(0, len(hold) - 10, 10)]


def most_ns(run: Looped, a: Counted, b: Counted) -> int:
    """Return the longest time that may have been credited between two ticks, ns."""
    bottom, top = a.bottom_mn - EDGE_MN, a.top_mn + EDGE_MN
    start, end = a.t_ns - SLIP_NS, b.t_ns + SLIP_NS
    inside = run.inside(start, end, bottom_mn=bottom, top_mn=top)
    return int(np.count_nonzero(inside)) * run.grid_ns


def least_ns(run: Looped, a: Counted, b: Counted) -> int:
    """Return the shortest time that must have been credited: between samples that were inside."""
    bottom, top = a.bottom_mn + EDGE_MN, a.top_mn - EDGE_MN
    start, end = a.t_ns + SLIP_NS, b.t_ns - SLIP_NS
    inside = run.inside(start, end, bottom_mn=bottom, top_mn=top)
    runs = [len(list(group)) for key, group in groupby(inside.tolist()) if key]
    return sum(length - 1 for length in runs) * run.grid_ns


@pytest.mark.parametrize("seed", range(1, 51))
def test_the_time_that_is_credited_is_the_time_that_was_really_in_the_band(seed: int) -> None:
    run = looped(f"subject={SUBJECTS[seed % 6]}", seed=seed)
    pairs = second_by_second(run)
    assert len(pairs) > 5
    for a, b in pairs:
        credited_ns = b.inside_ns - a.inside_ns
        assert least_ns(run, a, b) - STAMP_NS <= credited_ns <= most_ns(run, a, b) + STAMP_NS
    for row in run.summary.repetitions:
        assert row.buckets.total_ns == row.end_ns - row.start_ns
        assert row.buckets.held_ns <= 90_100_000_000
    assert run.summary.buckets.held_ns <= 180_000_000_000 + 3 * run.grid_ns
    assert run.summary.exit_code in (0, 4)
    assert run.summary.reason != Danger.TOO_LONG, "a hold is ended before the guard has to"
    assert run.summary.reason not in (Danger.ALARM, Danger.CEILING), "the cues come before them"
    check_whole(run)


def check_whole(run: Looped) -> None:
    """Over a whole repetition stamp errors cancel, and each crossing costs an interval.

    Never too much: an interval is credited only if both its ends are inside. A point of the grid
    that never came makes an interval twice as long.
    """
    if any(row.cause == "strong rating" for row in run.happened("band")):
        return
    band = run.state.band
    assert band is not None
    for row in run.summary.repetitions:
        credited_ns = row.buckets.held_ns + row.buckets.settling_ns
        wide, narrow = [
            run.inside(
                row.start_ns,
                row.end_ns,
                bottom_mn=band.bottom_mn - edge_mn,
                top_mn=band.top_mn + edge_mn,
            )
            for edge_mn in (ZERO_MN, -ZERO_MN)
        ]
        assert credited_ns <= int(np.count_nonzero(wide)) * run.grid_ns + 200_000_000
        crossed = int(np.count_nonzero(np.diff(narrow.view(np.int8)) == 1))
        certain_ns = (int(np.count_nonzero(narrow)) - 1.5 * crossed) * run.grid_ns
        assert credited_ns >= certain_ns - 200_000_000
