"""The sensor: started by MicroPython when the board wakes. Not verified on hardware."""

import asyncio
import sys
from time import sleep_ms, ticks_ms, ticks_us

import machine

import board
import measuring
from force_sensor import blink, service, settings
from force_sensor.clock import elapsed
from force_sensor.sensor import Sensor
from force_sensor.trouble import FAILED
from radio import Radio

TICK_MS = 50
PUBLISH_EVERY = 2
"""Ticks: ten times a second."""
BATTERY_EVERY = 1200
"""Ticks: once a minute."""
HELD_TICKS = 40
"""The button, for two seconds, puts the board to sleep."""
SHOW_FAILURE_MS = 10_000


def read_settings() -> settings.Settings:
    """Return what `config.json` says, or the defaults."""
    try:
        with open("config.json") as file:
            return settings.read(file.read(settings.MOST_BYTES + 1))
    except (OSError, UnicodeError) as error:
        print("config.json:", error)
        return settings.read("")


async def tick(sensor, radio, here) -> None:
    """Do what is done by the clock: LED, button, battery, sleep, and what is told unasked."""
    count = held = 0
    alone_ms = ticks_ms()
    while True:
        now_ms = ticks_ms()
        if count % BATTERY_EVERY == 0:
            sensor.battery.measured(here.battery_mv())
            radio.publish_battery()
        radio.tell(sensor.watch(now_ms))
        if count % PUBLISH_EVERY == 0:
            radio.publish()
        here.led(lit=blink.lit(now_ms, sensor.troubles.first(), connected=sensor.connected))
        held = held + 1 if here.pressed() else 0
        if sensor.connected:
            alone_ms = now_ms
        sleep_after_ms = int(sensor.settings.numbers["sleep_after_s"]) * 1000
        if held == HELD_TICKS or (sleep_after_ms and elapsed(now_ms, alone_ms) > sleep_after_ms):
            here.sleep()
        count += 1
        await asyncio.sleep_ms(TICK_MS)


async def run(given: settings.Settings, here) -> None:
    """Be the sensor, for ever."""
    sensor = Sensor(given, ticks_us=ticks_us(), ticks_ms=ticks_ms())
    sensor.troubles.set(FAILED, board.failed_before())
    radio = Radio(sensor, here.serial)
    print(f"{radio.name}, firmware {service.VERSION}, trouble {sensor.troubles.first()}")
    for key in given.wrong:
        print("config.json: the value of", key, "cannot be taken")
    if given.kind == settings.FORCE:
        measure = measuring.force(sensor, radio)
    else:
        measure = measuring.pressure(sensor, radio, int(given.numbers["rate_hz"]))
    await asyncio.gather(measure, radio.serve(ticks_ms), radio.answer(), tick(sensor, radio, here))


def main() -> None:
    """Run; after a failure, show it and begin anew."""
    given = read_settings()
    here = board.Board(battery_divider=given.numbers["battery_divider"])
    try:
        asyncio.run(run(given, here))
    except Exception as error:
        sys.print_exception(error)
        board.remember_failure()
        for at_ms in range(0, SHOW_FAILURE_MS, TICK_MS):
            here.led(lit=blink.lit(at_ms, FAILED, connected=False))
            sleep_ms(TICK_MS)
        machine.reset()


if __name__ == "__main__":
    main()
