"""Whole sessions on kitchen scales, which end at about 20 N: light work, and a word at overload."""

import numpy as np
import pytest
from looped import Looped, looped

from tpdevice.core.record import Ending
from tpdevice.core.units import N_PER_KGF
from tpdevice.session.guard import Danger

SCALES = ("acaia", "bookoo", "decent", "felicita", "skale")
RANGE_MN = 2_000 * N_PER_KGF
BY_CHANCE = (Danger.RATING, Danger.ROSE)
"""What may stop those who do as they are told: answers scatter."""
every_scale = pytest.mark.parametrize("key", SCALES)


def light(key: str, *, seed: int, calibrated: bool = True, story: str = "") -> Looped:
    return looped(f"device={key}&subject=light{story}", seed=seed, calibrated=calibrated)


@every_scale
@pytest.mark.parametrize("calibrated", [True, False])
def test_light_work_is_guided_to_its_end_below_the_end_of_the_scale(
    key: str, *, calibrated: bool
) -> None:
    run = light(key, seed=3, calibrated=calibrated)
    assert run.summary.ending is Ending.FINISHED or run.summary.reason in BY_CHANCE
    assert run.summary.buckets.held_ns > 60_000_000_000
    assert run.state.bounds.ceiling_mn <= RANGE_MN
    assert run.state.band is not None
    assert run.state.band.top_mn < 0.9 * RANGE_MN
    assert run.summary.bad_frames == 0


@every_scale
def test_what_is_held_on_a_scale_really_pressed_in_the_band(key: str) -> None:
    run = light(key, seed=3)
    band = run.state.band
    assert band is not None
    shares = []
    for row in run.summary.repetitions:
        inside = run.inside(
            row.start_ns, row.end_ns, bottom_mn=band.bottom_mn - 200, top_mn=band.top_mn + 200
        )
        shares.append(int(np.count_nonzero(inside)) * run.grid_ns / row.buckets.held_ns)
    # What a scale filters away, and shows late, is in what is credited and not in what pressed.
    assert min(shares) > 0.97


@every_scale
def test_nobody_is_asked_for_more_than_a_scale_can_show(key: str) -> None:
    run = looped(f"device={key}&subject=novice", seed=2)
    assert run.state.bounds.ceiling_mn <= RANGE_MN
    assert run.state.band is None or run.state.band.top_mn < 0.9 * RANGE_MN


@every_scale
def test_who_presses_beyond_the_end_of_a_scale_is_told_to_come_off(key: str) -> None:
    run = light(key, seed=1, story="&scenario=saturated")
    assert run.summary.ending is Ending.STOPPED_BY_GUARD
    assert run.state.saturated > 0
    assert run.sink.told[-1].cue.key.startswith("come_off")
    assert run.summary.reason == "the sensor was beyond its range"
