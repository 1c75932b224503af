"""Questions before a session: who, where, with what, and which sensor."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.output import table, talk
from tpdevice.core.band import Support
from tpdevice.core.errors import DeviceNotFound, StoreError, UsageError
from tpdevice.core.plan import Identity, Side
from tpdevice.core.text import harmless
from tpdevice.devices import find
from tpdevice.runtime import content
from tpdevice.runtime.finding import sensor_at, sensors
from tpdevice.runtime.targets import Target
from tpdevice.store.database import open_store
from tpdevice.store.remembered import (
    Place,
    last_place,
    last_rig,
    profiles,
    remember_sensor,
    remembered_sensor,
)

LOOK_S = 6.0
"""How long to listen when any sensor will do. Chosen."""
SIMULATED_LOOK_S = 2.0
"""How long to listen in a simulator's air, where adverts come ten times a second. Chosen."""


def choose_identity(
    path: Path,
    *,
    profile: str | None,
    point: str | None,
    side: str | None,
    tool: str | None,
    support: str | None,
    simulated: bool,
) -> Identity:
    """Return who presses where with what; what is missing is asked.

    Raises
    ------
    UsageError
        If something is missing and nobody can be asked.
    """
    known, place = _before(path, profile, simulated=simulated)
    who = profile or _ask("Who presses? A pseudonym is welcome", known or "me", "--profile")
    if profile is None:
        _, place = _before(path, who, simulated=simulated)
    where = _point(point or _ask_point(place))
    sides = [s.value for s in content.point(where).sides]
    which = side or _ask("Which side", place.side if place else sides[0], "--side", sides)
    if which not in sides:
        raise UsageError(f"{where} has no side {which!r}.", hint=f"Known: {', '.join(sides)}.")
    what = tool or _ask("With what", place.tool if place else "hook cane", "--tool")
    supports = [s.value for s in Support]
    how = support or _ask(
        "How is it pressed", place.support if place else "cane", "--support", supports
    )
    return Identity(harmless(who), where, Side(which), harmless(what), Support(how))


def choose_rig(path: Path, identity: Identity, *, rig: float | None, simulated: bool) -> float:
    """Return the multiplier of the rig: as asked for, or as last time with this tool, or 1."""
    if rig is not None:
        return rig
    try:
        with open_store(path) as store:
            known = last_rig(store, identity.profile, tool=identity.tool, simulated=simulated)
    except StoreError:
        known = None
    return 1.0 if known is None else known


def another_place() -> bool:
    """Ask whether one more place is to follow; nobody who can be asked means no."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    try:
        return click.confirm("Another place now? One or two are enough", default=False, err=True)
    except click.Abort:
        return False


def _before(path: Path, profile: str | None, *, simulated: bool) -> tuple[str | None, Place | None]:
    """Return the last profile and its last place; a file that cannot be read has none."""
    try:
        with open_store(path) as store:
            known = profiles(store, include_simulated=simulated)
            name = profile or (known[0] if known else None)
            return name, last_place(store, name, simulated=simulated) if name else None
    except StoreError:
        return None, None


def _ask(text: str, default: str, option: str, choices: list[str] | None = None) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"{option} is missing, and there is no terminal to ask on.",
            hint=f"Add {option}, for example `{option} {default!r}`.",
        )
    kind = None if choices is None else click.Choice(choices, case_sensitive=False)
    answer: str = click.prompt(text, default=default, type=kind, err=True)
    return answer


def _ask_point(place: Place | None) -> str:
    points = content.points()
    if sys.stdin is not None and sys.stdin.isatty():
        rows = [(key, point.plain, point.label) for key, point in points.items()]
        table(("", "where", "name"), rows, aside=True)
    return _ask("Where", place.point if place else next(iter(points)), "--point")


def _point(text: str) -> str:
    """Return the atlas id that `text` names: an id, or words of its plain name."""
    points = content.points()
    if text.upper() in points:
        return text.upper()
    words = text.lower().split()
    found = [
        key
        for key, point in points.items()
        if words and all(word in f"{point.plain} {point.label}".lower() for word in words)
    ]
    if len(found) == 1:
        return found[0]
    content.point(text)  # raises, and lists what there is
    return text


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
    if sys.stdin is None or not sys.stdin.isatty():
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
        with open_store(path) as store:
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
