"""Run the whole firmware, `main.py` and all, on a board that is played; print what is seen."""

import sys

FIRMWARE, FAKES, STORY = sys.argv[1:]
sys.path[:0] = [FIRMWARE, FAKES]

import asyncio
import os

import aioble
import machine

import board
import calibrate
import main
import radio
from force_sensor import service

CALIBRATED = '{"zero_counts": 1000, "counts_per_n": 10000, "battery_divider": 2}'


def settings(text):
    with open("config.json", "w") as file:
        file.write(text)


def characteristic(uuid):
    return aioble.World.characteristics[radio.bluetooth.UUID(uuid)]


def told(uuid):
    """Return what was notified of a characteristic."""
    return [data for c, data in aioble.World.notified if c is characteristic(uuid)]


async def until(count, uuid):
    """Wait until a characteristic was notified this often."""
    while len(told(uuid)) < count:
        await asyncio.sleep_ms(5)


def show(words, frames):
    for frame in frames:
        print(words, frame.hex())


async def play(story):
    while not aioble.World.connections:
        await asyncio.sleep_ms(5)
    await story()
    raise SystemExit


def run(story):
    """Run main with a story beside it."""
    serve = radio.Radio.serve

    async def serve_and_play(self, now_ms):
        machine.World.sensor = self._sensor
        asyncio.create_task(play(story))
        await serve(self, now_ms)

    radio.Radio.serve = serve_and_play
    try:
        main.main()
    except SystemExit:
        pass


async def start():
    control = characteristic(service.CONTROL)
    control.play_write(b"\x03")
    control.play_write(b"\x01")


def show_advert():
    name, services = aioble.World.advertised
    print("advertised", name, *[uuid.hex() for uuid in services])
    there = [s.uuid.hex() for s in aioble.World.services]
    print("there", *there)


async def cell():
    show_advert()
    await start()
    await until(3, service.STREAM)
    machine.World.counts = 101_000
    await until(6, service.STREAM)
    await until(2, service.FORCE)
    show("control", told(service.CONTROL)[:2])
    show("stream", told(service.STREAM)[:6])
    show("info", [characteristic(service.INFO).value])
    show("level", [characteristic(service.BATTERY_LEVEL).value])
    print("called", aioble.World.gap_name)


async def stalled_radio():
    await start()
    await until(2, service.STREAM)
    aioble.World.room = 0
    await asyncio.sleep_ms(300)
    aioble.World.room = 1000
    await until(12, service.STREAM)
    show("stream", told(service.STREAM)[:12])


async def lost_connection():
    await start()
    await until(2, service.STREAM)
    aioble.World.connections[-1].there = False
    alone = False
    while len(aioble.World.connections) < 2:
        alone = alone or not machine.World.sensor.connected
        await asyncio.sleep_ms(5)
    print("alone between them:", alone)
    before = len(told(service.STREAM))
    await asyncio.sleep_ms(150)
    print("unasked after the loss:", len(told(service.STREAM)) - before)
    await start()
    await until(before + 2, service.STREAM)
    show("stream", told(service.STREAM)[-2:])


async def silent_amplifier():
    machine.World.amplifier = False
    await until(1, service.CONTROL)
    show("control", told(service.CONTROL))


async def missing_barometer():
    show_advert()
    machine.World.barometer = False
    await until(1, service.CONTROL)
    show("control", told(service.CONTROL)[:1])
    machine.World.barometer = True
    await until(2, service.CONTROL)
    await start()
    await until(2, service.STREAM)
    show("stream", told(service.STREAM))


def failing():
    main.SHOW_FAILURE_MS = 100
    aioble.register_services = None
    main.main()
    print("resets", machine.World.resets, "remembered", board.failed_before())
    print("forgotten", board.failed_before())


def calibrating():
    calibrate.SAMPLING_MS = 700
    machine.World.noise = 13
    machine.World.counts = 84_213
    calibrate.weight(5)
    calibrate.zero()
    calibrate.weight(5)
    machine.World.counts = 84_213 - 519_400
    calibrate.weight(5)
    calibrate.look(0.5)
    settings("{")
    calibrate.zero()


if STORY == "no_settings":
    os.remove("config.json") if "config.json" in os.listdir() else None
    print("trouble", main.read_settings().trouble)
    with open("config.json", "wb") as file:
        file.write(b"\xff\xfe{\x00")
    print("trouble", main.read_settings().trouble)
    settings("[" * 4000)
    print("trouble", main.read_settings().trouble)
elif STORY == "failing":
    settings(CALIBRATED)
    failing()
elif STORY == "calibrating":
    settings('{"jump_n": 40}')
    calibrating()
    with open("config.json") as file:
        print(file.read())
else:
    settings('{"kind": "pressure"}' if STORY == "missing_barometer" else CALIBRATED)
    run(globals()[STORY])
