"""Drive the sensor with a fixed course and print what it says; the same on every Python."""

import sys

sys.path.insert(0, sys.argv[1])

from force_sensor.bmp3 import Compensation
from force_sensor.sensor import Sensor
from force_sensor.settings import read

TEXT = '{"zero_counts": -81234, "counts_per_n": 10873.25, "kind": "%s", "_by": "hand"}'


def course(count):
    """Yield whole numbers that look like chance, 0 to 65535."""
    state = 12345
    for _ in range(count):
        state = (state * 25173 + 13849) & 0xFFFF
        yield state


def say(sensor):
    while sensor.packets.waiting:
        print(bytes(sensor.packets.oldest()).hex())
        sensor.packets.sent()
    print(sensor.force().hex(), sensor.info().hex())


def drive(kind, first_us, mtu):
    sensor = Sensor(read(TEXT % kind), ticks_us=first_us, ticks_ms=0)
    sensor.connect(0)
    sensor.fit(mtu)
    print(sensor.request(b"\x01").hex(), sensor.request(b"\x64").hex())
    at_us = first_us
    for i, chance in enumerate(course(3000)):
        at_us = (at_us + 12_000 + (chance & 0x3FF)) & 0x3FFFFFFF
        if kind == "force":
            sensor.counts((chance - 0x8000) * (256 if i % 50 == 0 else 32), at_us)
        else:
            sensor.pressure(1_013_250 + chance, at_us)
        if i % 16 == 15:
            say(sensor)
            print(sensor.watch(i).hex())


drive("force", 0, 64)
drive("force", 0x3FFF0000, 23)
drive("pressure", 0x3FFF0000, 247)
for text in (
    "",
    "{",
    "[1]",
    '{"rate_hz": 1e999}',
    '{"name": "x", "kind": {}}',
    '{"zero_counts": 1.5}',
):
    settings = read(text)
    print(settings.trouble, settings.wrong, Sensor(settings, ticks_us=0, ticks_ms=0).info().hex())
compensation = Compensation(bytes(range(64, 85)))
compensation.warm(8_000_000)
print([compensation.pressure(raw << 7) for raw in course(50)])
