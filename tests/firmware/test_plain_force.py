"""Force, the SIG's own characteristic, for plain readers."""

import struct

import pytest
from driven import PERIOD_US, connected, counts_of, press

from force_sensor.sensor import MOST_COUNTS

UNKNOWN = 0x7FFFFFFF


def _force(sensor: object) -> int:
    (value,) = struct.unpack("<i", sensor.force())
    return int(value)


def test_force_is_the_mean_of_the_last_four_samples() -> None:
    sensor = connected()
    press(sensor, [40.0, 1.0, 2.0, 3.0, 4.001])
    assert _force(sensor) == 2500


@pytest.mark.parametrize(("steps", "mean_mn"), [((1, 2, 2, 2), 2), ((1, 1, 1, 2), 1)])
def test_the_mean_is_rounded_to_the_nearest(steps: tuple[int, ...], mean_mn: int) -> None:
    sensor = connected()
    press(sensor, [step / 1000 for step in steps])
    assert _force(sensor) == mean_mn


def test_force_follows_a_steady_rise_one_and_a_half_samples_late() -> None:
    sensor = connected()
    press(sensor, [float(n) for n in range(20)])
    assert _force(sensor) == 19_000 - 1500


def test_a_suspect_sample_is_left_out_of_force() -> None:
    sensor = connected()
    press(sensor, [2.0, 2.0, 2.0, 2.0, 90.0])
    assert _force(sensor) == 2000


def test_the_end_of_the_range_is_not_averaged_away() -> None:
    sensor = connected()
    press(sensor, [100.0, 100.0, 200.0, 199.0, 150.0])
    assert _force(sensor) == pytest.approx(199_000, abs=1)


def test_a_converter_that_can_count_no_farther_is_at_the_end() -> None:
    sensor = connected('{"zero_counts": 8000000, "counts_per_n": 10000}')
    sensor.counts(8_000_000, PERIOD_US)
    sensor.counts(MOST_COUNTS, 2 * PERIOD_US)  # 38.9 N, and maybe far more
    assert _force(sensor) == pytest.approx(38_861, abs=1)


def test_force_is_unknown_before_the_first_sample_and_half_a_second_after_the_last() -> None:
    sensor = connected()
    assert _force(sensor) == UNKNOWN
    press(sensor, [5.0] * 4)
    sensor.watch(50)
    sensor.watch(550)
    assert _force(sensor) == 5000
    sensor.watch(551)
    assert _force(sensor) == UNKNOWN


def test_what_was_before_a_silence_is_no_part_of_the_force_after_it() -> None:
    sensor = connected()
    press(sensor, [5.0] * 4)
    sensor.watch(50)
    sensor.watch(5000)
    sensor.counts(counts_of(9.0), 5_000_000)
    assert _force(sensor) == 9000


def test_force_is_unknown_without_a_calibration_and_in_a_ball() -> None:
    bare = connected("{}")
    bare.counts(123_456, PERIOD_US)
    ball = connected('{"kind": "pressure"}')
    ball.pressure(1_013_250, PERIOD_US)
    assert _force(bare) == _force(ball) == UNKNOWN
