"""A ball is mapped on a simulated kitchen scale, and whole sessions are guided by that map.

What the program held is compared with what really pressed, which only the simulator knows.
"""

from functools import cache

import numpy as np
import pytest
from looped import Looped, looped
from mapped import loads_of

from tpdevice.core.errors import UsageError
from tpdevice.core.record import Ending, ZeroRow
from tpdevice.devices import driver
from tpdevice.signal.ballmap import BallMap, mapped
from tpdevice.signal.loads import Refused

TOP_N = 90.0
SHARES = (0.1, 0.25, 0.4, 0.6, 0.8, 1.0)
SEEDS = (2, 3, 5, 7, 8)


@cache
def a_map(key: str = "pressensor", *, top_n: float = TOP_N, seed: int = 1) -> BallMap | Refused:
    spec = driver(key).spec
    loads = loads_of(key, [top_n * share for share in SHARES], seed=seed)
    return mapped(loads, range_raw=spec.range_raw, resolution_raw=spec.resolution_raw)


def good_map(key: str = "pressensor", *, top_n: float = TOP_N) -> BallMap:
    found = a_map(key, top_n=top_n)
    assert isinstance(found, BallMap), found
    return found


def guided(seed: int, *, target: str = "device=pressensor", **asked: bool) -> Looped:
    return looped(target, seed=seed, conversion=good_map().conversion, **asked)


def held(run: Looped) -> tuple[np.ndarray, np.ndarray]:
    """Return what was told and what really pressed, mN, wherever force counted as in the band."""
    t_ns = np.concatenate([block.t_ns for block in run.kept.blocks])
    told_mn = np.concatenate([block.force_mn for block in run.kept.blocks])
    band = run.state.band
    assert band is not None
    inside = (told_mn >= band.bottom_mn) & (told_mn <= band.top_mn)
    in_hold = np.zeros(len(t_ns), dtype=np.bool_)
    for row in run.summary.repetitions:
        in_hold |= (t_ns >= row.start_ns) & (t_ns <= row.end_ns)
    chosen = inside & in_hold
    return told_mn[chosen], np.interp(t_ns[chosen], run.t_ns, run.force_mn)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_held_by_a_map_was_within_the_band_but_for_the_error_of_the_map(seed: int) -> None:
    run, error_mn = guided(seed), 1000 * good_map().error_n
    assert run.summary.ending is Ending.FINISHED
    band, (_, true_mn) = run.state.band, held(run)
    assert band is not None
    assert len(true_mn) > 10 * 60
    off_mn = np.maximum(band.bottom_mn - true_mn, true_mn - band.top_mn)
    # The wall creeps and the air warms by some percent meanwhile, and the sensor has its noise.
    assert np.mean(off_mn <= error_mn) > 0.99
    assert off_mn.max() <= error_mn + 0.05 * band.top_mn


@pytest.mark.parametrize("seed", SEEDS)
def test_force_by_a_map_is_right_on_the_whole(seed: int) -> None:
    told_mn, true_mn = held(guided(seed))
    assert abs(np.mean(told_mn - true_mn)) < 1000 * good_map().error_n


def test_without_the_map_of_its_ball_a_pressure_sensor_opens_no_session() -> None:
    with pytest.raises(UsageError) as caught:
        looped("device=pressensor", seed=2)
    assert "tpdevice ball-map" in caught.value.hint


def test_a_wrong_map_would_be_found_out_by_these_tests() -> None:
    straight = type(good_map().conversion).straight(good_map().conversion.n_per_raw)
    run = looped("device=pressensor", seed=2, conversion=straight)
    told_mn, true_mn = held(run)
    assert abs(np.mean(told_mn - true_mn)) > 1000 * good_map().error_n


def test_a_session_asks_for_nothing_beyond_the_last_load() -> None:
    run = looped("device=pressensor", seed=3, conversion=good_map(top_n=50.0).conversion)
    top_n = good_map(top_n=50.0).conversion.force_n[-1]
    assert run.state.bounds.ceiling_mn <= 1000 * top_n
    assert run.state.band is None or run.state.band.top_mn <= 900 * top_n


def test_a_ball_is_zeroed_anew_before_each_repetition() -> None:
    zeros = [row for row in guided(2).kept.rows if isinstance(row, ZeroRow)]
    assert len(zeros) >= 3


def test_a_session_that_finds_the_marks_goes_by_the_map_as_well() -> None:
    run = guided(2, calibrated=False)
    truth_n = looped("", seed=2).state.marks
    found = run.state.marks
    assert found is not None
    assert truth_n is not None
    assert found.tender_mn == pytest.approx(truth_n.tender_mn, rel=0.25)


@pytest.mark.parametrize("key", ["pressensor", "bookoo-em", "adafruit-barometer"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_ball_pressed_on_a_scale_gives_a_map_that_is_about_right(key: str, seed: int) -> None:
    found = a_map(key, top_n=40.0, seed=seed)
    assert isinstance(found, BallMap), found
    assert found.error_n < 2.0
    assert found.conversion.force_n[-1] == pytest.approx(40.0, rel=0.05)
