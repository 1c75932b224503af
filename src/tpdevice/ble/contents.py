"""What a device has to offer, for one of which nobody knows what it is."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from bleak import BleakClient
from bleak.backends.device import BLEDevice

from tpdevice.ble.connection import CONNECT_S, GOODBYE_S, TELL
from tpdevice.ble.trouble import translated
from tpdevice.core.errors import LinkError

MOST: Final = 64
"""Characteristics that are named; a device with more is not looked at further. Chosen."""


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One place where a device may send from or be written to."""

    service: str
    uuid: str
    """Both 128 bits, lower case."""
    properties: tuple[str, ...]
    """As Bluetooth SIG calls them, such as `notify`."""

    @property
    def tells(self) -> bool:
        """Whether one can subscribe to it."""
        return bool(TELL & set(self.properties))


async def contents(
    handle: BLEDevice, *, client_arguments: dict[str, Any]
) -> tuple[Characteristic, ...]:
    """Connect once, return what is there, and leave again.

    Raises
    ------
    LinkError
        If it does not connect.
    """
    client = BleakClient(handle, timeout=CONNECT_S, **client_arguments)
    try:
        with translated("connecting"):
            await client.connect()
        return tuple(
            [
                Characteristic(service.uuid.lower(), each.uuid.lower(), tuple(each.properties))
                for service in client.services
                for each in service.characteristics
            ][:MOST]
        )
    finally:
        with suppress(LinkError), translated("disconnecting"):  # what is over cannot fail any more
            async with asyncio.timeout(GOODBYE_S):
                await client.disconnect()
