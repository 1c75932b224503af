"""Let a sensor measure with the memory locked: whatever makes an object raises MemoryError."""

import sys

sys.path.insert(0, sys.argv[1])

import micropython

from force_sensor.sensor import Sensor
from force_sensor.settings import read


def measure(sensor, count):
    at_us = 0
    for i in range(count):
        at_us = (at_us + 12_500 + (i & 0xFF)) & 0x3FFFFFFF
        if sensor.settings.kind == 1:
            sensor.counts((i % 97) * 80_000 - 100, at_us)
        else:
            sensor.pressure(1_013_250 + (i % 97) * 2000, at_us)


def make(text):
    sensor = Sensor(read(text), ticks_us=0, ticks_ms=0)
    sensor.connect(0)
    sensor.fit(64)
    sensor.request(b"\x01")
    return sensor


for text in ('{"zero_counts": 5, "counts_per_n": 10873.25}', "{}", '{"kind": "pressure"}'):
    sensor = make(text)
    micropython.heap_lock()
    measure(sensor, 1000)
    micropython.heap_unlock()
    print("no object in 1000 samples,", sensor.packets.dropped, "packets dropped")

micropython.heap_lock()
try:
    sensor.force_sensor = [1, 2, 3] * 2  # the lock holds, or this test says nothing
except MemoryError:
    print("locked")
