"""A sensor that only advertises: one scan that never stops, and one address."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from bleak import BleakScanner
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData

from tpdevice.ble.adverts import Brought, every_advert
from tpdevice.ble.connection import GOODBYE_S
from tpdevice.ble.listener import Drop, Listener
from tpdevice.ble.moved import moved
from tpdevice.ble.plight import GONE_SILENT, Plight
from tpdevice.ble.scan import advert_of
from tpdevice.ble.sighting import Sighting
from tpdevice.ble.trouble import translated
from tpdevice.core.errors import BluetoothOff, LinkError
from tpdevice.core.wire import Advert, Write

log = logging.getLogger(__name__)

LISTEN_S = 8.0
"""How long to listen for a sensor that is not heard before one says so, looks at a namesake and
sees that Bluetooth still works. Chosen."""
QUIET_S = 1.2
"""Without an advert of a sensor that was heard, the scan is begun anew. Chosen, below the silence
after which force is not visible. Linux always has the adapter leave out what it told already in
this scan (reports to bleak and BlueZ), and of one that is gone one hears only when one scans."""


class AdvertLink:
    """Hears one sensor until it is closed; the same to others as a `BleLink`."""

    def __init__(
        self,
        handle: BLEDevice,
        *,
        scanner_arguments: dict[str, Any],
        listener: Listener,
        same_kind: Callable[[Advert], bool] = lambda _: False,
    ) -> None:
        """Take the one device to keep to, and what says of another that it is of its kind."""
        self._address = handle.address
        self._name = handle.name or ""
        self._scanner_arguments = scanner_arguments
        self._listener = listener
        self._same_kind = same_kind
        self._plight = Plight(listener.on_status)
        self._drop = Drop()
        self._stir = asyncio.Event()
        """Set at each advert, and at the end of it all."""
        self._ever = False
        """Whether a scan was ever begun."""
        self._up = False
        self._note = ""
        self._brought = Brought()
        self._others: dict[str, Sighting] = {}

    def write(self, writes: Iterable[Write]) -> None:
        """Send nothing: nobody is connected."""

    def relink(self) -> None:
        """Begin the scan anew, as if the sensor had never been heard."""
        self._drop(GONE_SILENT)
        self._stir.set()

    async def run(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Listen until cancelled; there is nobody to say `farewell` to.

        Raises
        ------
        BluetoothOff
            If there was no usable adapter for the very first scan.
        """
        while True:
            self._plight.attempt()
            try:
                await self._listen()
            except LinkError as error:
                self._down(str(error).rstrip("."))
                if isinstance(error, BluetoothOff) and not self._ever:
                    raise
                self._plight.failed(error)
            await asyncio.sleep(self._plight.wait_s)

    async def _listen(self) -> None:
        """Scan, and scan anew where it is quiet, until the sensor is given up."""
        self._drop = Drop()
        self._stir.clear()
        self._plight.say(f"listening for {self._name or self._address}")
        while not self._drop.came.is_set():
            async with self._scanning():
                while await self._stirs():
                    pass
            if not self._up:
                self._missed()
                return
        self._down(self._drop.reason)

    async def _stirs(self) -> bool:
        """Return whether the sensor was heard before it was quiet for long, or was given up."""
        try:
            async with asyncio.timeout(QUIET_S if self._up else LISTEN_S):
                await self._stir.wait()
        except TimeoutError:
            return False
        self._stir.clear()
        return not self._drop.came.is_set()

    @asynccontextmanager
    async def _scanning(self) -> AsyncIterator[None]:
        self._others.clear()
        scanner = BleakScanner(self._on_advert, **every_advert(self._scanner_arguments))
        with translated("scanning"):
            await scanner.start()
        self._ever = True
        try:
            yield
        finally:
            try:
                async with asyncio.timeout(GOODBYE_S):
                    await scanner.stop()
            except Exception as error:  # noqa: BLE001 - what is over cannot fail any more
                log.info("the end of a scan: %s", error)

    def _on_advert(self, handle: BLEDevice, heard: AdvertisementData) -> None:
        if handle.address != self._address:
            if not self._up:
                self._others[handle.address] = Sighting(advert_of(handle, heard), handle)
            return
        if self._drop.came.is_set():
            return
        self._stir.set()
        if not self._up:
            self._up = True
            self._plight.up()
            note, self._note = self._note, ""
            self._listener.on_up(note)
        for channel, data in self._brought.frames(heard):
            self._listener.on_frame(channel, data)

    def _down(self, reason: str) -> None:
        if self._up:
            self._up = False
            self._plight.ended(reason, spoke=True)
            self._listener.on_down(reason)

    def _missed(self) -> None:
        """Say that the sensor is not heard, or go on with the one that it must be."""
        twin = moved(
            self._others.values(),
            address=self._address,
            name=self._name,
            same_kind=self._same_kind,
        )
        if twin is None:
            self._plight.away()
            return
        self._address, self._brought = twin.advert.address, Brought()
        self._note = f"at a new address, {self._address}"
        self._plight.up()
        self._plight.say(f"{self._name} is back {self._note}; nobody else has this name")
