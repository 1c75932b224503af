"""Which sensor a session uses: the one named, last time's, the only one, or the one chosen."""

from pathlib import Path

import click

from tpdevice.ble.sighting import Sighting
from tpdevice.cli.asked import somebody_there
from tpdevice.cli.lasttime import last_time, remember, remembered
from tpdevice.cli.meanwhile import Meanwhile
from tpdevice.cli.naming import UpTo
from tpdevice.cli.output import table, talk
from tpdevice.core.errors import DeviceNotFound, NotInStore, StoreError, UsageError
from tpdevice.core.text import harmless
from tpdevice.core.wire import Advert
from tpdevice.devices import candidates, driver
from tpdevice.runtime.finding import Known, Setups, in_reach, known_as, sensor_at
from tpdevice.runtime.targets import Target
from tpdevice.store.database import open_for_reading
from tpdevice.store.setups import Setup, setups

LOOK_S = 6.0
"""How long to listen when any sensor will do. Chosen."""
MOST_SHOWN = 20
"""Devices among which somebody chooses, the nearest. Chosen."""
SIMULATED_LOOK_S = 2.0
"""How long to listen in a simulator's air, where adverts come ten times a second. Chosen."""


async def choose_sensor(
    path: Path,
    target: Target,
    *,
    address: str | None,
    kind: str | None = None,
    heard: Sighting | None = None,
) -> Known:
    """Return the sensor to use; a kind that is named is believed.

    Parameters
    ----------
    heard
        The one named, or last time's, if it was heard already.

    Raises
    ------
    DeviceNotFound
        If there is none.
    UsageError
        If there are several and nobody can be asked, or nobody can tell what it is.
    UnknownDevice
        If there is no such kind.
    LinkError
        If Bluetooth cannot be used.
    """
    if kind is not None:
        driver(kind)  # there is no need to listen for what there is not
    known_before = set_up(path, simulated=target.simulated)
    if address is not None:
        sighting = await sensor_at(address, target) if heard is None else heard
        return _known(sighting, known_before, kind)
    before = None if target.simulated or kind is not None else remembered(path)
    if before is not None:
        came = await last_time(before, target, known_before, heard=heard)
        known = came if isinstance(came, Known) else _known(came, known_before, kind)
        if known.sighting.advert.address.upper() != before.address.upper():
            _use(path, known)
        return known
    talk("Looking for a sensor...")
    seconds = SIMULATED_LOOK_S if target.simulated else LOOK_S
    found, others = await in_reach(target, seconds=seconds, setups=known_before, kind=kind)
    if not found:
        raise _nobody(others)
    known = found[0] if len(found) == 1 else pick(found)
    _use(path, known, simulated=target.simulated)
    return known


def _use(path: Path, known: Known, *, simulated: bool = False) -> None:
    """Say which sensor it is, and keep it for the next time."""
    advert = known.sighting.advert
    talk(f"Using {advert.name or 'the sensor'} ({known.key}) at {advert.address}.")
    if not simulated:
        remember(path, known.sighting, known.key)


def set_up(path: Path, *, simulated: bool) -> dict[str, Setup]:
    """Return how sensors were set up, by address in capitals; a file that cannot be read has none.

    What it says that makes no sense is told.
    """
    try:
        with open_for_reading(path) as store:
            found = setups(store, simulated=simulated)
    except NotInStore:
        return {}
    except StoreError as error:
        talk(f"{error} {error.hint}")
        return {}
    return {setup.address.upper(): setup for setup in found}


def perhaps(advert: Advert) -> str:
    """Return the kinds that an advert leaves open, in one word after another; nothing if none."""
    return ", ".join(key for _, key in candidates(advert))


def _known(sighting: Sighting, known: Setups, kind: str | None) -> Known:
    found = known_as(sighting, known, kind=kind)
    if found is not None:
        return found
    advert = sighting.advert
    name = harmless(advert.name) or advert.address
    look = f"`tpdevice set-up --device {advert.address}`"
    if kinds := perhaps(advert):
        raise UsageError(
            f"{name} may be one of these kinds: {kinds}. Its advert does not say which.",
            hint=f"Say it with --kind, or have a look: {look}.",
        )
    raise UsageError(
        f"{name} is no kind of sensor that is known here.",
        hint=f"`tpdevice devices` lists the kinds. If you made it yourself: {look}.",
    )


def _nobody(others: list[Sighting]) -> DeviceNotFound:
    open_ = [(s.advert, kinds) for s in others if (kinds := perhaps(s.advert))]
    if not open_:
        return DeviceNotFound(
            "No sensor was heard.",
            hint="Wake it up, hold it near, and close its phone app. "
            "`tpdevice doctor` looks closer; `tpdevice demo` needs no sensor.",
        )
    advert, kinds = open_[0]
    name = harmless(advert.name) or "A device"
    return DeviceNotFound(
        f"No sensor was heard that says what it is. {name} at {advert.address} may be: {kinds}.",
        hint=f"If it is yours: `tpdevice set-up --device {advert.address}`, or say --kind.",
    )


async def choose_any(target: Target, meanwhile: Meanwhile) -> Sighting:
    """Return one of all devices in reach, as somebody chooses.

    Raises
    ------
    DeviceNotFound
        If nothing is heard.
    UsageError
        If nobody can be asked.
    """
    if not somebody_there():
        raise UsageError(
            "There is no terminal to ask on which device it is.",
            hint="Add --device with an address of `tpdevice scan --all`.",
        )
    talk("Listening...")
    known, others = await in_reach(target, seconds=SIMULATED_LOOK_S if target.simulated else LOOK_S)
    found = sorted(
        [*(each.sighting for each in known), *others],
        key=lambda s: s.advert.rssi_dbm or -999,
        reverse=True,
    )[:MOST_SHOWN]
    if not found:
        raise DeviceNotFound("Nothing was heard.", hint="Wake the sensor up, and hold it near.")
    keys = {each.sighting.advert.address: each.key for each in known}
    rows = [
        (i, s.advert.name or "-", s.advert.address, _kind(s, keys), s.advert.rssi_dbm)
        for i, s in enumerate(found, 1)
    ]
    table(("", "name", "address", "kind", "signal dBm"), rows, aside=True)
    which = UpTo(len(found))
    number: int = await meanwhile.asked(
        lambda: click.prompt("Which one", default=1, type=which, err=True)
    )
    return found[number - 1]


def _kind(sighting: Sighting, keys: dict[str, str]) -> str:
    open_ = perhaps(sighting.advert)
    doubt = f"perhaps {open_}" if open_ else "not known"
    return keys.get(sighting.advert.address, doubt)


def pick(found: list[Known]) -> Known:
    """Return the one of several sensors that a person chooses.

    Raises
    ------
    UsageError
        If nobody can be asked.
    """
    first = found[0].sighting.advert.address
    if not somebody_there():
        raise UsageError(
            "Several sensors are in reach, and there is no terminal to ask on.",
            hint=f"Add --device {first}, or another of `tpdevice scan`.",
        )
    adverts = [(known.key, known.sighting.advert) for known in found]
    table(
        ("", "name", "address", "kind", "signal dBm"),
        [(i, a.name, a.address, key, a.rssi_dbm) for i, (key, a) in enumerate(adverts, 1)],
        aside=True,
    )
    number: int = click.prompt("Which one", default=1, type=UpTo(len(found)), err=True)
    return found[number - 1]
