"""Which sensor a session uses: the one named, last time's, the only one, or the one chosen."""

from datetime import UTC, datetime
from pathlib import Path

import click

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.asked import somebody_there
from tpdevice.cli.output import table, talk
from tpdevice.core.errors import DeviceNotFound, StoreError, UsageError
from tpdevice.core.text import harmless
from tpdevice.devices import find
from tpdevice.runtime.finding import sensor_at, sensors
from tpdevice.runtime.targets import Target
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.remembered import remember_sensor, remembered_sensor

LOOK_S = 6.0
"""How long to listen when any sensor will do. Chosen."""
SIMULATED_LOOK_S = 2.0
"""How long to listen in a simulator's air, where adverts come ten times a second. Chosen."""


async def choose_sensor(path: Path, target: Target, *, address: str | None) -> tuple[Sighting, str]:
    """Return the sensor to use and its driver's key.

    Raises
    ------
    DeviceNotFound
        If there is none.
    UsageError
        If there are several and nobody can be asked.
    LinkError
        If Bluetooth cannot be used.
    """
    if address is not None:
        sighting = await sensor_at(address, target)
        return sighting, _kind(sighting)
    remembered = None if target.simulated else _remembered(path)
    if remembered is not None:
        talk(f"Looking for {remembered[1]} ({remembered[0]})...")
        try:
            sighting = await sensor_at(remembered[0], target, seconds=LOOK_S)
        except DeviceNotFound:
            talk("Not heard. Looking for others...")
        else:
            return sighting, _kind(sighting)
    else:
        talk("Looking for a sensor...")
    found = await sensors(target, seconds=SIMULATED_LOOK_S if target.simulated else LOOK_S)
    if not found:
        raise DeviceNotFound(
            "No sensor was heard.",
            hint="Wake it up, hold it near, and close its phone app. "
            "`tpdevice doctor` looks closer; `tpdevice demo` needs no sensor.",
        )
    sighting, key = found[0] if len(found) == 1 else _pick(found)
    advert = sighting.advert
    talk(f"Using {advert.name or 'the sensor'} ({key}) at {advert.address}.")
    if not target.simulated:
        _remember(path, sighting, key)
    return sighting, key


def _kind(sighting: Sighting) -> str:
    key = find(sighting.advert)
    if key is None:
        name = harmless(sighting.advert.name)
        raise UsageError(
            f"{name or sighting.advert.address} is no kind of sensor that is known here.",
            hint="`tpdevice devices` lists the kinds.",
        )
    return key


def _pick(found: list[tuple[Sighting, str]]) -> tuple[Sighting, str]:
    if not somebody_there():
        raise UsageError(
            "Several sensors are in reach, and there is no terminal to ask on.",
            hint=f"Add --device {found[0][0].advert.address}, or another of `tpdevice scan`.",
        )
    table(
        ("", "name", "address", "kind", "signal dBm"),
        [
            (i, s.advert.name, s.advert.address, key, s.advert.rssi_dbm)
            for i, (s, key) in enumerate(found, 1)
        ],
        aside=True,
    )
    number: int = click.prompt("Which one", default=1, type=click.IntRange(1, len(found)), err=True)
    return found[number - 1]


def _remembered(path: Path) -> tuple[str, str] | None:
    try:
        with open_for_reading(path) as store:
            sensor = remembered_sensor(store)
    except StoreError:
        return None
    return None if sensor is None else (sensor.address, harmless(sensor.name))


def _remember(path: Path, sighting: Sighting, key: str) -> None:
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
