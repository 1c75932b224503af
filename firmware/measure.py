"""Measure how long one sample takes: `mpremote run firmware/measure.py`, or `micropython` on it.

With the memory that a second of streaming takes up, and how long a clean-up of it lasts.
"""

import gc
from time import ticks_diff, ticks_us

from force_sensor.sensor import Sensor
from force_sensor.settings import read

SAMPLES = 4000
PERIOD_US = 12_500
SETTINGS = {
    "load cell": '{"zero_counts": 5, "counts_per_n": 10873.25}',
    "ball": '{"kind": "pressure"}',
}


def streaming(text: str) -> Sensor:
    """Return a sensor that streams."""
    sensor = Sensor(read(text), ticks_us=0, ticks_ms=0)
    sensor.connect(0)
    sensor.fit(64)
    sensor.request(b"\x01")
    return sensor


def work(sensor: Sensor, samples: int) -> int:
    """Measure and pack samples, and take the packets away; return the bytes taken."""
    take = sensor.counts if sensor.settings.kind == 1 else sensor.pressure
    packets = sensor.packets
    at_us = total = 0
    for i in range(samples):
        at_us = (at_us + PERIOD_US) & 0x3FFFFFFF
        take(i * 500, at_us)
        if packets.waiting:
            total += len(packets.oldest())
            packets.sent()
    return total


for what, text in SETTINGS.items():
    sensor = streaming(text)
    gc.collect()
    begun_us = ticks_us()
    work(sensor, SAMPLES)
    taken_us = ticks_diff(ticks_us(), begun_us)
    gc.collect()
    before = gc.mem_alloc()
    gc.disable()
    work(sensor, 80)
    made = gc.mem_alloc() - before
    gc.enable()
    begun_us = ticks_us()
    gc.collect()
    tidied_us = ticks_diff(ticks_us(), begun_us)
    print(
        f"{what}: {taken_us / SAMPLES:.1f} us a sample, {made} bytes a second at 80 Hz,"
        f" {tidied_us} us to clean up, {gc.mem_free()} bytes free"
    )
