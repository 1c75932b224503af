"""Who is there: adverts, and the handle to connect with."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bleak import BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from tpdevice.ble.held import connected_already
from tpdevice.ble.sighting import Sighting
from tpdevice.ble.trouble import translated
from tpdevice.core.wire import Advert


async def scan(
    *,
    seconds: float,
    arguments: dict[str, Any],
    until: Callable[[Advert], bool] = lambda _: False,
) -> dict[str, Sighting]:
    """Listen, and return the newest sighting of each address.

    A device that is connected to this computer already is not heard; it is returned only if it is
    the one that ends the scan.

    Parameters
    ----------
    seconds
        How long to listen.
    arguments
        Keyword arguments for bleak's scanner.
    until
        Ends the scan at the first advert for which it is true.

    Raises
    ------
    LinkError
        If Bluetooth cannot be used.
    """
    seen: dict[str, Sighting] = {}
    enough = asyncio.Event()

    def on_advert(handle: BLEDevice, data: AdvertisementData) -> None:
        advert = advert_of(handle, data)
        seen[advert.address] = Sighting(advert, handle)
        if until(advert):
            enough.set()

    with translated("scanning"):
        for held in await connected_already(arguments):
            if until(held.advert):
                return {held.advert.address: held}
        async with BleakScanner(on_advert, **arguments):
            with suppress(TimeoutError):
                await asyncio.wait_for(enough.wait(), seconds)
    return seen


def advert_of(handle: BLEDevice, data: AdvertisementData) -> Advert:
    """Return what bleak heard in our own words."""
    return Advert(
        address=handle.address,
        name=data.local_name or handle.name or "",
        services=tuple(uuid.lower() for uuid in data.service_uuids),
        manufacturer=tuple(data.manufacturer_data.items()),
        service_data=tuple([(u.lower(), d) for u, d in data.service_data.items()]),
        rssi_dbm=data.rssi,
    )
