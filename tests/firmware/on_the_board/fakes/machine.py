"""The board's own module, with an HX711 on pins 25 and 26 and a BMP388 on the bus."""

import struct
import time

PERIOD_US = 12_500
TRIMMING = bytes.fromhex("7c6c7349f618fcb4fb2301e060c076f3f674400fc8")


class World:
    """What the sensors of this board are given; a script changes it."""

    counts = 51_000
    noise = 0
    raw_pressure = 6_000_000
    raw_temperature = 8_000_000
    amplifier = True
    barometer = True
    resets = 0
    sleeps = 0


class Amplifier:
    """As its data sheet says: data low when ready, 24 bits, high again at the 25th pulse."""

    def __init__(self):
        self._ready_us = time.ticks_us()
        self._pulses = 0
        self._counts = 0
        self._samples = 0

    def rise(self):
        if self._pulses == 0:
            self._samples += 1
            self._counts = World.counts + World.noise * (self._samples % 3 - 1) & 0xFFFFFF
        self._pulses += 1
        if self._pulses == 25:
            self._pulses = 0
            self._ready_us = time.ticks_add(self._ready_us, PERIOD_US)

    def data(self):
        if self._pulses:
            return self._counts >> (24 - self._pulses) & 1
        due = time.ticks_diff(time.ticks_us(), self._ready_us) >= 0
        return 0 if due and World.amplifier else 1


_amplifier = Amplifier()


class Pin:
    IN = 0
    OUT = 1
    PULL_UP = 2

    def __init__(self, number, mode=None, pull=None, *, value=None, hold=None):
        self._number = number
        self._level = value or 0

    def __call__(self, *level):
        if level:
            if self._number == 25 and level[0] and not self._level:
                _amplifier.rise()
            self._level = level[0]
            return None
        if self._number == 26:
            return _amplifier.data()
        return 1 if self._number == 33 else self._level

    value = __call__


class ADC:
    ATTN_11DB = 3

    def __init__(self, pin, *, atten=None):
        pass

    def read_uv(self):
        return 1_975_000


class I2C:
    """A BMP388 in forced mode."""

    def __init__(self, number, *, sda, scl, freq):
        self._measured = False

    def scan(self):
        return [0x76] if World.barometer else []

    def readfrom_mem(self, address, register, count):
        if register == 0:
            return b"\x50"
        return TRIMMING[:count]

    def readfrom_mem_into(self, address, register, into):
        if not World.barometer:
            raise OSError(19)
        into[0] = 0x60 if self._measured else 0
        struct.pack_into("<I", into, 1, World.raw_pressure)
        into[4:7] = struct.pack("<I", World.raw_temperature)[:3]
        self._measured = False

    def writeto_mem(self, address, register, data):
        if register == 0x1B and data == b"\x13":
            self._measured = True


class RTC:
    _kept = b""

    def memory(self, *data):
        if data:
            RTC._kept = data[0]
        return RTC._kept


def unique_id():
    return b"\x24\x0a\xc4\x00\x1a\x2b"


def disable_irq():
    return 1


def enable_irq(state):
    assert state == 1


def reset():
    World.resets += 1


def deepsleep():
    World.sleeps += 1
    raise SystemExit
