"""What is connected to this computer already: nobody hears it, and it can be had all the same.

BlueZ keeps the connection of a program that was killed. The sensor then advertises no more, and is
found neither by a scan nor by looking again.
"""

import sys
from typing import Any, Final

from bleak import BleakAdapter
from bleak.backends.device import BLEDevice

from tpdevice.ble.sighting import Sighting
from tpdevice.core.wire import Advert, sig

KEEPS_CONNECTIONS: Final = sys.platform == "linux"
"""Whether a connection outlives the program that made it. Source: seen with BlueZ 5.66; macOS and
Windows end it with the program, by their documentation; not verified there."""
_EVERY_DEVICE: Final = [sig(0x1800), sig(0x1801)]
"""Services that every connected device has."""


async def connected_already(arguments: dict[str, Any]) -> list[Sighting]:
    """Return the devices that some program, alive or dead, has connected to this computer.

    Parameters
    ----------
    arguments
        Keyword arguments for bleak's scanner; one with a backend of its own has no such devices.
    """
    if not KEEPS_CONNECTIONS or "backend" in arguments:
        return []
    adapter = await BleakAdapter.get()
    devices = await adapter.get_connected_devices(_EVERY_DEVICE)
    return [Sighting(_advert(each), each) for each in devices]


def _advert(device: BLEDevice) -> Advert:
    """Return what is known of a device that says nothing now: its name, and its services."""
    uuids = device.details["props"].get("UUIDs", ())
    return Advert(device.address, device.name or "", tuple([uuid.lower() for uuid in uuids]))
