"""Used by hand, over USB: `mpremote exec "import calibrate; calibrate.zero()"` and so on."""

import json
import os
from time import sleep_ms, ticks_diff, ticks_ms, ticks_us

import board
from force_sensor import calibration, settings
from force_sensor.scale import MN_PER_N, Scale
from hx711 import SETTLING_SAMPLES, Hx711

CONFIG = "config.json"
SAMPLING_MS = 2000
LOOK_MS = 250


def zero() -> None:
    """Store what the cell reads with nothing on it."""
    counts, trouble = calibration.zero(_samples(_cell(), SAMPLING_MS))
    if trouble:
        print("NOT stored:", trouble)
    elif _store("zero_counts", counts):
        print(f"zero: {counts} counts. Now put the weight on: calibrate.weight(kilograms)")


def weight(weight_kg: float) -> None:
    """Store what the cell reads with a known weight on it."""
    zero_counts = settings.read(_text()).zero_counts
    if zero_counts is None:
        print("NOT stored: first calibrate.zero(), with nothing on the cell")
        return
    counts = _samples(_cell(), SAMPLING_MS)
    counts_per_n, trouble = calibration.scale(counts, zero_counts, weight_kg)
    if trouble:
        print("NOT stored:", trouble)
    elif _store("counts_per_n", counts_per_n):
        print(f"scale: {counts_per_n:.2f} counts a newton. Now look: calibrate.look()")


def look(duration_s: float = 10) -> None:
    """Print what is measured, about four times a second."""
    kept = settings.read(_text())
    if kept.kind == settings.PRESSURE:
        _look_at_pressure(duration_s)
    else:
        _look_at_force(duration_s, kept)


def _look_at_force(duration_s: float, kept: settings.Settings) -> None:
    cell = _cell()
    scale = None
    if kept.zero_counts is not None and kept.counts_per_n is not None:
        scale = Scale(kept.zero_counts, kept.counts_per_n)
    for _ in range(int(duration_s * 1000 / LOOK_MS)):
        begun_us = ticks_us()
        counts = _samples(cell, LOOK_MS)
        if not counts:
            print("no samples: is the amplifier wired?")
            continue
        rate_hz = len(counts) * 1_000_000 / ticks_diff(ticks_us(), begun_us)
        middle = calibration.mean(counts)
        half_spread = calibration.spread(counts) // 2
        force = "not calibrated" if scale is None else f"{scale.mn(middle) / MN_PER_N:.2f} N"
        print(f"{force}, {middle} counts +- {half_spread}, {rate_hz:.0f} a second")


def _look_at_pressure(duration_s: float) -> None:
    from barometer import Barometer

    barometer = Barometer(board.i2c())
    for _ in range(int(duration_s * 1000 / LOOK_MS)):
        barometer.measure()
        sleep_ms(LOOK_MS)
        value = barometer.read()
        print("no answer" if value is None else f"{value / 10_000:.2f} kPa")


def _cell() -> Hx711:
    """Return the amplifier, its first samples dropped."""
    cell = Hx711(board.HX711_CLOCK, board.HX711_DATA)
    for _ in range(SETTLING_SAMPLES):
        _samples(cell, 1000, most=1)
    return cell


def _samples(cell: Hx711, duration_ms: int, *, most: int = 1000) -> list:
    counts = []
    begun_ms = ticks_ms()
    while len(counts) < most and ticks_diff(ticks_ms(), begun_ms) < duration_ms:
        if cell.ready():
            value = cell.read()
            if value is not None:
                counts.append(value)
        sleep_ms(1)
    return counts


def _text() -> str:
    try:
        with open(CONFIG) as file:
            return file.read(settings.MOST_BYTES + 1)
    except OSError:
        return "{}"


def _store(key: str, value: float) -> bool:
    """Write the settings anew with this in them: a cut of the power leaves the old or the new."""
    text = _text()
    if settings.read(text).trouble == settings.SETTINGS_UNREAD:
        print("NOT stored:", CONFIG, "cannot be read; copy a fresh one to the board")
        return False
    kept = json.loads(text)
    kept[key] = value
    with open(CONFIG + ".new", "w") as file:
        file.write(json.dumps(kept))
    os.rename(CONFIG + ".new", CONFIG)
    return True
