"""What Control and Info tell."""

import pytest
from driven import CALIBRATED, PERIOD_US, START, STOP, connected, press
from hypothesis import given
from hypothesis import strategies as st

from force_sensor.sensor import LEAST_COUNTS, Sensor
from force_sensor.settings import read as settings
from force_sensor.trouble import (
    BATTERY_LOW,
    FAILED,
    NONE,
    NOT_CALIBRATED,
    SETTING_WRONG,
    SILENT,
    STUCK_AT_THE_END,
)


def _trouble(sensor: Sensor) -> int:
    return sensor.info()[15]


def _state(sensor: Sensor) -> int:
    return sensor.info()[14]


def test_the_state_follows_start_and_stop() -> None:
    sensor = connected()
    assert _state(sensor) == 0b011
    assert sensor.request(START) == b"\x01\x00"
    assert _state(sensor) == 0b011
    assert sensor.request(STOP) == b"\x02\x00"
    assert sensor.request(STOP) == b"\x02\x00"
    assert _state(sensor) == 0b010


def test_losing_the_connection_stops_the_stream() -> None:
    sensor = connected()
    sensor.disconnect()
    sensor.connect(1)
    assert _state(sensor) == 0b010


def test_what_follows_a_request_is_ignored() -> None:
    sensor = connected()
    assert sensor.request(b"\x03\x99\x98") == b"\x03\x00" + sensor.info()
    assert sensor.request(b"") == b""


@given(st.binary(min_size=1).filter(lambda data: data[0] not in (1, 2, 3)))
def test_nothing_else_can_be_asked(data: bytes) -> None:
    sensor = connected()
    press(sensor, [5.0] * 5)
    before = (sensor.info(), sensor.force(), sensor.packets.waiting, sensor.packets.filled)
    assert sensor.request(data) == bytes((data[0], 1))
    assert (sensor.info(), sensor.force(), sensor.packets.waiting, sensor.packets.filled) == before


def test_info_comes_unasked_once_when_something_changes_and_once_a_minute() -> None:
    sensor = connected()
    told = [ms for ms in range(50, 120_000, 50) if _seen(sensor, ms)]
    assert told == [50, 60_050]


def _seen(sensor: Sensor, ms: int) -> bytes:
    press(sensor, [1.0], first=ms)
    reply = sensor.watch(ms)
    assert reply in (b"", b"\x03\x00" + sensor.info())
    return reply


def test_nothing_is_told_while_nobody_is_connected() -> None:
    sensor = Sensor(settings(CALIBRATED), ticks_us=0, ticks_ms=0)
    assert not any(sensor.watch(ms) for ms in range(0, 70_000, 50))
    assert _trouble(sensor) == SILENT


def test_a_silent_converter_is_told_after_a_second_and_forgiven_at_its_next_sample() -> None:
    sensor = connected()
    press(sensor, [1.0])
    sensor.watch(50)
    assert sensor.watch(1050) == b""
    assert sensor.watch(1051)[17] == SILENT
    press(sensor, [1.0], first=200)
    assert sensor.watch(1100)[17] == NONE


def test_a_converter_at_the_end_from_the_start_is_told_until_it_moves() -> None:
    sensor = connected("{}")
    for ms in range(0, 2500, 50):
        sensor.counts(LEAST_COUNTS, ms * 1000 + 1)
        sensor.watch(ms)
    assert _trouble(sensor) == STUCK_AT_THE_END
    sensor.counts(0, 3_000_000)
    sensor.watch(2550)
    assert _trouble(sensor) == NOT_CALIBRATED


def test_pressing_to_the_end_later_is_no_trouble_of_the_wiring() -> None:
    sensor = connected()
    press(sensor, [1.0])
    sensor.watch(0)
    for ms in range(50, 5000, 50):
        sensor.counts(LEAST_COUNTS, ms * 1000)
        sensor.watch(ms)
    assert _trouble(sensor) == NONE


def test_a_low_battery_is_told_once_and_stays_low_until_it_is_charged() -> None:
    sensor = connected()
    sensor.watch(0)
    told = []
    for ms, voltage_mv in enumerate([3700, 3549, 3560, 3600, 3540, 3660], 1):
        sensor.battery.measured(voltage_mv)
        reply = sensor.watch(ms)
        told.append(reply[16:18] if reply else b"")
    assert told == [b"", bytes((0b111, BATTERY_LOW)), b"", b"", b"", bytes((0b011, NONE))]


@pytest.mark.parametrize("voltage_mv", [0, 1200, 70_000])
def test_a_voltage_that_is_no_battery_is_not_measured(voltage_mv: int) -> None:
    sensor = connected()
    sensor.battery.measured(voltage_mv)
    assert sensor.info()[12:14] == b"\0\0"
    assert not sensor.battery.low


def test_the_trouble_that_hides_the_force_is_told_first() -> None:
    sensor = connected('{"rate_hz": 1}')
    sensor.troubles.set(FAILED, 1)
    sensor.counts(5, PERIOD_US)
    sensor.watch(0)
    assert _trouble(sensor) == NOT_CALIBRATED
    sensor.watch(2000)
    assert _trouble(sensor) == SILENT
    ball = connected('{"rate_hz": 1, "kind": "pressure"}')
    assert _trouble(ball) == SETTING_WRONG
    assert _state(ball) & 0b010
