"""Golden frames: bytes with what they mean, and where each was found."""

import json
from pathlib import Path
from typing import Any

from tpdevice.core.wire import (
    About,
    Advert,
    Battery,
    BatteryLow,
    Ignored,
    Malformed,
    Readings,
    WireEvent,
)

FRAMES = Path(__file__).parents[1] / "data" / "frames"


def golden(key: str) -> dict[str, Any]:
    """Return the golden frames of one kind of sensor."""
    found: dict[str, Any] = json.loads((FRAMES / f"{key}.json").read_text("utf-8"))
    return found


def adverts(key: str) -> list[Advert]:
    """Return the golden adverts of one kind of sensor."""
    return [
        Advert(
            "00:00:00:00:00:01",
            advert["name"],
            tuple(advert["services"]),
            tuple([(company, bytes.fromhex(data)) for company, data in advert["manufacturer"]]),
        )
        for advert in golden(key)["adverts"]
    ]


def in_our_form(event: WireEvent) -> dict[str, Any]:
    """Return an event as it stands in a file; NaN and infinities by name."""
    match event:
        case Readings():
            raw = [value if abs(value) < float("inf") else str(value) for value in event.raw]
            return {"readings": {"raw": raw, "device_us": list(event.device_us or ())}}
        case Malformed():
            return {"malformed": True}
        case Battery():
            return {"battery_mv": event.voltage_mv}
        case BatteryLow():
            return {"battery_low": True}
        case About():
            return {"about": [event.what, event.value]}
        case Ignored():
            return {"ignored": True}
