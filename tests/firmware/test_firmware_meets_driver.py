"""What the firmware sends is what the driver reads; both were written from the page."""

import pytest
from driven import CALIBRATED, INFO, START, connected, counts_of, taken
from hypothesis import given
from hypothesis import strategies as st

from tpdevice.core.wire import Readings, Unusable, WireEvent
from tpdevice.devices.open_force import driver as open_force


@given(
    forces_n=st.lists(st.floats(0, 40), min_size=1, max_size=40),
    mtu=st.sampled_from([23, 64, 247]),
    hours=st.sampled_from([0, 1, 2]),
)
def test_the_driver_reads_the_forces_and_times_that_were_measured(
    forces_n: list[float], mtu: int, hours: int
) -> None:
    sensor, driver = connected(mtu=mtu), open_force.OpenForce()
    driver.start()
    at_us = 0
    for _ in range(hours * 18):  # the board was awake for a while, and its clock may have wrapped
        at_us += 200_000_000
        sensor.counts(1000, at_us & 0x3FFFFFFF)
    sensor.packets.clear()
    expected = []
    for force_n in forces_n:
        at_us += 12_500
        sensor.counts(counts_of(force_n), at_us & 0x3FFFFFFF)
        expected.append((at_us, counts_of(force_n) - 1000))
    if sensor.packets.filled:
        sensor.packets.close()
    read = [pair for packet in taken(sensor) for pair in _read(driver, packet)]
    assert [us - read[0][0] for us, _ in read] == [us - expected[0][0] for us, _ in expected]
    for (_, mn), (_, counts) in zip(read, expected, strict=True):
        assert mn == pytest.approx(counts / 10, abs=1)


@pytest.mark.parametrize("text", [CALIBRATED, "{}", '{"rate_hz": 1}'])
def test_the_driver_takes_every_reply(text: str) -> None:
    sensor, driver = connected(text), open_force.OpenForce()
    driver.start()
    for request in (START, INFO, b"\x64"):
        assert driver.receive(open_force.CONTROL, sensor.request(request))


def test_the_driver_says_why_a_board_without_calibration_sends_no_force() -> None:
    sensor, driver = connected("{}"), open_force.OpenForce()
    driver.start()
    driver.receive(open_force.CONTROL, sensor.request(INFO))
    sensor.counts(5, 12_500)
    sensor.packets.close()
    (event,) = _events(driver, taken(sensor)[0])
    assert isinstance(event, Unusable)
    assert "calibrated" in event.reason


def _events(driver: object, packet: bytes) -> tuple[WireEvent, ...]:
    return tuple(driver.receive(open_force.STREAM, packet))


def _read(driver: object, packet: bytes) -> list[tuple[int, float]]:
    (readings,) = _events(driver, packet)
    assert isinstance(readings, Readings)
    assert readings.device_us is not None
    return list(zip(readings.device_us, readings.raw, strict=True))
