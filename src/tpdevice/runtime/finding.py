"""Finding the sensor to use: the one asked for, the one used last, or one of those in reach."""

from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import DeviceNotFound
from tpdevice.devices import find
from tpdevice.runtime.targets import Target

LOOK_S = 10.0
"""How long to look for a sensor that is known by its address. Chosen."""


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


async def sensors(target: Target, *, seconds: float) -> list[tuple[Sighting, str]]:
    """Return every known kind of sensor in reach with its driver's key, nearest first."""
    seen = await scan(seconds=seconds, arguments=target.scanner)
    known = [(s, key) for s in seen.values() if (key := find(s.advert)) is not None]
    return sorted(known, key=lambda pair: pair[0].advert.rssi_dbm or -999, reverse=True)
