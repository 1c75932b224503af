"""`tpdevice decode`: frames in hex to JSON lines, for bug reports."""

import json
import math
import re
from typing import Any

import click

from tpdevice.cli.naming import said_options
from tpdevice.cli.output import say
from tpdevice.core.advertbytes import frames_in
from tpdevice.core.driver import Driver, DriverSpec
from tpdevice.core.errors import FrameError, UsageError
from tpdevice.core.wire import (
    About,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    Unusable,
    WireEvent,
)
from tpdevice.devices import driver


@click.command()
@click.argument("key")
@click.argument("frames", nargs=-1, required=True, metavar="HEX...")
@click.option("--after", "after", metavar="OPCODE", help="The request before, such as 0x6f.")
@click.option("--channel", help="Characteristic UUID; the sensor's first by default.")
@click.option(
    "--advert",
    is_flag=True,
    help="HEX is an advert: an HCI report, all of it, or manufacturer data with its company id.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="How the sensor is set up, where it cannot know; may be repeated.",
)
@click.pass_context
def decode(
    ctx: click.Context,
    *,
    key: str,
    frames: tuple[str, ...],
    after: str | None,
    channel: str | None,
    advert: bool,
    options: tuple[str, ...],
) -> int:
    """Decode frames of the sensor kind KEY, a JSON line for each value.

    The exit code is 1 if any frame is bad.
    """
    decoder = driver(key, said_options(options))
    if after is not None:
        decoder.requested(_opcode(after))
    bad = False
    for text in frames:
        for line in _lines(decoder, None if advert else channel or decoder.spec.notify[0], text):
            bad = bad or "error" in line
            say(json.dumps(line, allow_nan=False))
    ctx.exit(1 if bad else 0)


def _opcode(text: str) -> int:
    try:
        value = int(text, 0)
    except ValueError:
        value = -1
    if not 0 <= value <= 255:
        raise UsageError(f"--after {text} is no opcode.", hint="Write it like 0x6f or 111.")
    return value


def _lines(decoder: Driver, channel: str | None, text: str) -> list[dict[str, Any]]:
    """Return what a frame means; without a channel it is an advert, which says its own."""
    try:
        data = _bytes(text)
    except ValueError:
        return [{"frame": text, "error": "not hex"}]
    if channel is not None:
        return _decoded(decoder, channel, data)
    frames = frames_in(data)
    if not frames:
        return [{"frame": data.hex(), "error": "no manufacturer or service data in it"}]
    return [line for part in frames for line in _decoded(decoder, *part)]


def _decoded(decoder: Driver, channel: str, data: bytes) -> list[dict[str, Any]]:
    try:
        events = decoder.receive(channel, data)
    except FrameError as error:
        return [{"frame": data.hex(), "error": error.reason}]
    return [line for event in events for line in _event(event, decoder.spec, data.hex())]


def _bytes(text: str) -> bytes:
    """Return the bytes that hex names, with or without 0x, and with `:`, `-` or blanks between."""
    parts = re.split(r"[\s:-]+", text.strip(" :-").lower())
    return b"".join([bytes.fromhex(part.removeprefix("0x")) for part in parts])


def _event(event: WireEvent, spec: DriverSpec, frame: str) -> list[dict[str, Any]]:
    match event:
        case Readings():
            return [_reading(event, i, spec, frame) for i in range(len(event.raw))]
        case Malformed():
            return [{"frame": frame, "error": event.reason}]
        case Unusable():
            return [{"frame": frame, "unusable": event.reason}]
        case Battery():
            said = {"battery_mv": event.voltage_mv, "battery_percent": event.percent}
            return [{"frame": frame} | {what: v for what, v in said.items() if v is not None}]
        case BatteryLow():
            return [{"frame": frame, "battery_low": True}]
        case About():
            return [{"frame": frame, event.what: event.value}]
        case Ignored():
            return [{"frame": frame, "ignored": event.reason}]


def _reading(event: Readings, i: int, spec: DriverSpec, frame: str) -> dict[str, Any]:
    raw = event.raw[i]
    line: dict[str, Any] = {"frame": frame, "raw": raw, "unit": spec.raw_unit}
    if event.device_us is not None:
        line["device_us"] = event.device_us[i]
    if not math.isfinite(raw):
        return line | {"raw": str(raw), "error": "not a finite number"}
    if abs(raw) > 2 * spec.range_raw:
        return line | {"error": "beyond twice the range"}
    if spec.n_per_raw is None:
        return line
    return line | {"force_n": round(raw * spec.n_per_raw, 6)}
