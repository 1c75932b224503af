"""Finding the sensor to use: the one asked for, the one used last, or one of those in reach."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.conversion import Conversion
from tpdevice.core.driver import Driver
from tpdevice.core.errors import DeviceNotFound
from tpdevice.core.options import Options
from tpdevice.devices import DRIVERS, driver, find
from tpdevice.runtime.targets import Target

if TYPE_CHECKING:  # the database takes a tenth of a second to load, and a screen waits
    from tpdevice.store.setups import Found, Setup

LOOK_S = 10.0
"""How long to look for a sensor that is known by its address. Chosen."""

Setups = Mapping[str, "Setup"]
"""How sensors were set up, by address in capitals."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sensor in reach, and how it is to be read."""

    sighting: Sighting
    key: str
    """Of its driver."""
    options: Options = ()
    own_conversion: Conversion | None = None
    """The map of a ball, or what a known weight said; None: as its kind has it."""
    conversion_date: str = ""
    """When that was found out, ISO 8601."""
    conversion_error_n: float | None = None
    """How far it was off then, N; None where nothing tells."""
    rate_hz: float | None = None
    """Values a second that it was measured to send; None: as its kind."""

    def driver(self) -> Driver:
        """Return a fresh decoder for it."""
        return driver(self.key, self.options)

    @property
    def conversion(self) -> Conversion | None:
        """How its values become newtons, or None where a person has to find out."""
        return self.own_conversion or self.driver().spec.conversion


def known_as(sighting: Sighting, setups: Setups, *, kind: str | None = None) -> Known | None:
    """Return how a sensor is to be read, or None if nobody can tell.

    How a person set this address up goes before what its advert says; a kind that is named for
    this once goes before both.
    """
    advert = sighting.advert
    setup = setups.get(advert.address.upper())
    if setup is not None and kind in (None, setup.kind):
        known = Known(sighting, setup.kind, setup.options, rate_hz=setup.true_rate_hz)
        return known if setup.found is None else _converted(known, setup.found)
    key = kind or find(advert)
    return None if key is None else Known(sighting, key, DRIVERS[key].said_by(advert))


def _converted(known: Known, found: "Found") -> Known:
    return replace(
        known,
        own_conversion=found.conversion,
        conversion_date=found.date,
        conversion_error_n=found.fit_error_n,
    )


async def sensor_at(address: str, target: Target, *, seconds: float = LOOK_S) -> Sighting:
    """Return the sensor with this address, as soon as it is heard.

    Raises
    ------
    DeviceNotFound
        If it is not heard in time.
    LinkError
        If Bluetooth cannot be used.
    """
    wanted = address.upper()
    seen = await scan(
        seconds=seconds,
        arguments=target.scanner,
        until=lambda advert: advert.address.upper() == wanted,
    )
    for sighting in seen.values():
        if sighting.advert.address.upper() == wanted:
            return sighting
    raise DeviceNotFound(
        f"No sensor with the address {address} was heard in {seconds:g} s.",
        hint="Wake it up, hold it near, and close its phone app. `tpdevice scan` lists others.",
    )


async def sensors(target: Target, *, seconds: float, setups: Setups | None = None) -> list[Known]:
    """Return every sensor in reach that can be read, nearest first."""
    known, _ = await in_reach(target, seconds=seconds, setups=setups)
    return known


async def in_reach(
    target: Target, *, seconds: float, setups: Setups | None = None, kind: str | None = None
) -> tuple[list[Known], list[Sighting]]:
    """Return the sensors in reach that can be read and everything else, both nearest first.

    With a kind that is named, only what is or may be of that kind can be read.
    """
    seen = await scan(seconds=seconds, arguments=target.scanner)
    nearest = sorted(seen.values(), key=lambda s: s.advert.rssi_dbm or -999, reverse=True)
    known: list[Known] = []
    others: list[Sighting] = []
    for sighting in nearest:
        found = may_be(sighting, setups or {}, kind=kind)
        if found is None:
            others.append(sighting)
        else:
            known.append(found)
    return known, others


def may_be(sighting: Sighting, setups: Setups, *, kind: str | None) -> Known | None:
    """Return how a sensor is to be read if it is, or may be, of the kind that is wanted."""
    if kind is None or sighting.advert.address.upper() in setups:
        found = known_as(sighting, setups)
        return found if found is not None and kind in (None, found.key) else None
    may = driver(kind).matches(sighting.advert)
    return known_as(sighting, setups, kind=kind) if may else None
