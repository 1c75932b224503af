"""The two ways to measure, each for ever."""

import asyncio
import gc
from time import ticks_add, ticks_diff, ticks_us

import board
from barometer import MEASURING_US, Barometer
from hx711 import SETTLING_SAMPLES, Hx711

TIDY_EVERY = 64
"""Samples between two clean-ups of memory, each right after a sample, so that none comes late."""
RETRY_MS = 1000


async def force(sensor, radio) -> None:
    """Read the load cell whenever it has a sample."""
    cell = Hx711(board.HX711_CLOCK, board.HX711_DATA)
    untidy = 0
    settling = SETTLING_SAMPLES
    while True:
        await asyncio.sleep_ms(1)
        if not cell.ready():
            continue
        now_us = ticks_us()
        counts = cell.read()
        if counts is None:
            continue
        if settling:
            settling -= 1
            continue
        sensor.counts(counts, now_us)
        radio.send()
        untidy += 1
        if untidy == TIDY_EVERY:
            untidy = 0
            gc.collect()


async def pressure(sensor, radio, rate_hz: int) -> None:
    """Read the barometer at a rate of our own; where it is missing, look for it again."""
    while True:
        try:
            await _read_on(Barometer(board.i2c()), sensor, radio, 1_000_000 // rate_hz)
        except OSError as error:
            print("barometer:", error)
        await asyncio.sleep_ms(RETRY_MS)


async def _read_on(barometer, sensor, radio, period_us: int) -> None:
    untidy = 0
    due_us = ticks_us()
    while True:
        begun_us = ticks_us()
        barometer.measure()
        due_us = ticks_add(due_us, period_us)
        wait_us = ticks_diff(due_us, begun_us)
        if wait_us < MEASURING_US + 1000:  # too late for this turn: the next begins from here
            due_us = ticks_add(begun_us, period_us)
            wait_us = period_us
        await asyncio.sleep_ms((wait_us + 500) // 1000)
        value = barometer.read()
        if value is None:
            continue
        sensor.pressure(value, ticks_add(begun_us, MEASURING_US))
        radio.send()
        untidy += 1
        if untidy == TIDY_EVERY:
            untidy = 0
            gc.collect()
