"""A firmware's sensor, driven without a board."""

from force_sensor.sensor import Sensor
from force_sensor.settings import read as settings

CALIBRATED = '{"zero_counts": 1000, "counts_per_n": 10000}'
PERIOD_US = 12_500
START = b"\x01"
STOP = b"\x02"
INFO = b"\x03"


def connected(text: str = CALIBRATED, *, mtu: int = 64) -> Sensor:
    """Return a sensor that somebody is connected to, streaming."""
    sensor = Sensor(settings(text), ticks_us=0, ticks_ms=0)
    sensor.connect(0)
    sensor.fit(mtu)
    assert sensor.request(START) == b"\x01\x00"
    return sensor


def counts_of(force_n: float) -> int:
    """Return what the converter says to a force, calibrated as above."""
    return round(1000 + force_n * 10_000)


def press(sensor: Sensor, forces_n: list[float], *, first: int = 1) -> None:
    """Let the converter measure these forces, one a period."""
    for i, force_n in enumerate(forces_n, first):
        sensor.counts(counts_of(force_n), i * PERIOD_US)


def taken(sensor: Sensor) -> list[bytes]:
    """Return the packets that wait, as a radio that takes them all."""
    packets = []
    while sensor.packets.waiting:
        packets.append(bytes(sensor.packets.oldest()))
        sensor.packets.sent()
    return packets
