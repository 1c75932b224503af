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
    Unusable,
    WireEvent,
)

FRAMES = Path(__file__).parents[1] / "data" / "frames"


def golden(key: str) -> dict[str, Any]:
    """Return the golden frames of one kind of sensor."""
    found: dict[str, Any] = json.loads((FRAMES / f"{key}.json").read_text("utf-8"))
    return found


def adverts(key: str, which: str = "adverts") -> list[Advert]:
    """Return the golden adverts of one kind of sensor, or those that leave it open."""
    return [
        Advert(
            "00:00:00:00:00:01",
            advert["name"],
            tuple(advert["services"]),
            tuple([(company, bytes.fromhex(data)) for company, data in advert["manufacturer"]]),
            service_data=tuple(
                [(uuid, bytes.fromhex(data)) for uuid, data in advert.get("service_data", ())]
            ),
        )
        for advert in golden(key).get(which, ())
    ]


def in_our_form(event: WireEvent) -> dict[str, Any]:
    """Return an event as it stands in a file; NaN and infinities by name."""
    match event:
        case Readings():
            raw = [value if abs(value) < float("inf") else str(value) for value in event.raw]
            stamps = None if event.device_us is None else list(event.device_us)
            return {"readings": {"raw": raw, "device_us": stamps}}
        case Malformed():
            return {"malformed": True}
        case Unusable():
            return {"unusable": True}
        case Battery():
            said = {"battery_mv": event.voltage_mv, "battery_percent": event.percent}
            return {what: value for what, value in said.items() if value is not None}
        case BatteryLow():
            return {"battery_low": True}
        case About():
            return {"about": [event.what, event.value]}
        case Ignored():
            return {"ignored": True}
