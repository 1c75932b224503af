"""The sensor of last time: looked for first and looked for on, and never another without asking."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from tpdevice.ble.moved import moved
from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import table, talk
from tpdevice.core.errors import DeviceNotFound, StoreError
from tpdevice.core.text import harmless
from tpdevice.devices import find
from tpdevice.runtime.finding import Known, Setups, known_as
from tpdevice.runtime.targets import Target
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.remembered import Sensor, remember_sensor, remembered_sensor

LOOK_S = 6.0
"""How long to listen at a time. Chosen."""
ROUNDS: Final = 10
"""Times to listen where nobody can be asked, or there is no choice: a minute. Chosen."""
AHEAD_S = 600.0
"""How long to listen while questions are answered, at most. Chosen."""

_WAKE: Final = "Wake it up and hold it near; if another program or phone holds it, close it there."


def remembered(path: Path) -> Sensor | None:
    """Return the real sensor that was used last; a log that cannot be read has none."""
    try:
        with open_for_reading(path) as store:
            return remembered_sensor(store)
    except StoreError:
        return None


def remember(path: Path, sighting: Sighting, key: str) -> None:
    """Keep a sensor for the next time; a log that cannot be written does not stop anybody."""
    try:
        with open_store(path) as store:
            remember_sensor(
                store,
                key,
                address=sighting.advert.address,
                name=sighting.advert.name,
                now=datetime.now(UTC),
            )
    except StoreError as error:
        talk(f"The sensor could not be remembered: {error}")


def ahead(
    path: Path, target: Target, *, address: str | None, kind: str | None
) -> Callable[[], Coroutine[Any, Any, Sighting | None]] | None:
    """Return what looks for the sensor that will be used, if that is known before anybody is asked.

    So it is there when the questions are answered.
    """
    known = remembered(path) if address is None and kind is None and not target.simulated else None
    wanted = address or (None if known is None else known.address)
    if wanted is None:
        return None

    async def look() -> Sighting | None:
        return (await listened(target, wanted, AHEAD_S)).get(wanted.upper())

    return look


async def last_time(
    sensor: Sensor, target: Target, setups: Setups, *, heard: Sighting | None = None
) -> Sighting | Known:
    """Return the sensor of last time, or another one that a person chose in its place.

    Parameters
    ----------
    heard
        What was heard already, while questions were asked.

    Raises
    ------
    DeviceNotFound
        If it is not heard in a minute and nobody chose another.
    LinkError
        If Bluetooth cannot be used.
    """
    name = harmless(sensor.name) or sensor.address
    if heard is not None and heard.advert.address.upper() == sensor.address.upper():
        talk(f"{name} ({sensor.address}) was heard.")
        return heard
    talk(f"Looking for {name} ({sensor.address})...")
    others: list[Known] = []
    for number in range(ROUNDS):
        seen = await listened(target, sensor.address, LOOK_S)
        found = seen.get(sensor.address.upper()) or _moved(seen, sensor)
        if found is not None:
            return found
        others = [k for s in seen.values() if (k := known_as(s, setups)) is not None]
        chosen = _instead(name, others)
        if chosen is not None:
            return chosen
        if number == 0 and not (others and somebody_there()):
            talk(f"{name} is not heard. {_WAKE} Looking on, for a minute; Ctrl-C ends it.")
    raise DeviceNotFound(f"{name} was not heard.", hint=f"{_WAKE}{_choice(others)}")


async def listened(target: Target, address: str, seconds: float) -> dict[str, Sighting]:
    """Return what was heard, by address in capitals, up to the moment the wanted one was."""
    wanted = address.upper()
    seen = await scan(
        seconds=seconds,
        arguments=target.scanner,
        until=lambda advert: advert.address.upper() == wanted,
    )
    return {found.upper(): sighting for found, sighting in seen.items()}


def _moved(seen: dict[str, Sighting], sensor: Sensor) -> Sighting | None:
    twin = moved(
        seen.values(),
        address=sensor.address,
        name=sensor.name,
        same_kind=lambda advert: find(advert) == sensor.kind,
    )
    if twin is not None:
        where = twin.advert.address
        talk(f"{harmless(sensor.name)} is at a new address, {where}; nobody else has this name.")
    return twin


def _instead(name: str, others: list[Known]) -> Known | None:
    """Offer what is there in place of what is not; nobody there, or nothing, is no choice."""
    if not others or not somebody_there():
        return None
    talk(f"{name} is not heard. {_WAKE}")
    rows = [(k.sighting.advert, k.key) for k in others]
    table(
        ("", "name", "address", "kind", "signal dBm"),
        [
            (0, f"look on for {name}", "", "", None),
            *[(i, a.name, a.address, key, a.rssi_dbm) for i, (a, key) in enumerate(rows, 1)],
        ],
        aside=True,
    )
    number: int = click.prompt(
        "Which one", default=0, type=click.IntRange(0, len(others)), err=True
    )
    return None if number == 0 else others[number - 1]


def _choice(others: list[Known]) -> str:
    if not others:
        return " `tpdevice doctor` looks closer; `tpdevice demo` needs no sensor."
    advert = others[0].sighting.advert
    return f" {harmless(advert.name)} is in reach: --device {advert.address} takes it instead."
