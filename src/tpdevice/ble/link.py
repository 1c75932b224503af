"""One sensor's connection, made again whenever it is lost."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any

from bleak import BleakClient
from bleak.backends.device import BLEDevice

from tpdevice.ble.connection import CONNECT_S, Connection
from tpdevice.ble.listener import Drop, Listener
from tpdevice.ble.moved import moved
from tpdevice.ble.plight import GONE_SILENT, Plight
from tpdevice.ble.scan import scan
from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import BluetoothOff, LinkError
from tpdevice.core.wire import Advert, Write

log = logging.getLogger(__name__)

RESCAN_S = 5.0
"""How long to look for a lost sensor at a time; after so long without its address a namesake is
looked at. Chosen."""
BOUND_TO_A_LOOP = sys.platform == "darwin"
"""Whether a handle serves only the event loop on which it was heard. Source: bleak 3.1.0, whose
CoreBluetooth backend keeps the loop in it; not verified on macOS."""


class BleLink:
    """Keeps one sensor connected until it is closed."""

    def __init__(
        self,
        handle: BLEDevice,
        *,
        notify: Iterable[str],
        read: Iterable[str] = (),
        scanner_arguments: dict[str, Any],
        client_arguments: dict[str, Any],
        listener: Listener,
        same_kind: Callable[[Advert], bool] = lambda _: False,
    ) -> None:
        """Take the one device to keep to, and what says of another that it is of its kind."""
        self._handle = handle
        self._notify = tuple(notify)
        self._read = tuple(read)
        self._scanner_arguments = scanner_arguments
        self._client_arguments = client_arguments
        self._listener = listener
        self._same_kind = same_kind
        self._writes: asyncio.Queue[Write] = asyncio.Queue()
        self._drop = Drop()
        self._plight = Plight(listener.on_status)
        self._note = ""

    def write(self, writes: Iterable[Write]) -> None:
        """Send in order, without waiting for the radio."""
        for each in writes:
            self._writes.put_nowait(each)

    def relink(self) -> None:
        """Drop a connection that went silent and make a new one."""
        self._drop(GONE_SILENT)

    async def run(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Connect, and connect again, until cancelled; then say `farewell` and leave.

        Raises
        ------
        BluetoothOff
            If there was no usable adapter for the very first connection.
        """
        ever = False
        if BOUND_TO_A_LOOP:
            await self._look_again()
        while True:
            try:
                await self._connected(farewell)
                ever = True
            except LinkError as error:
                if isinstance(error, BluetoothOff) and not ever:
                    raise
                log.info("no connection: %s", error)
                self._plight.failed(error)
            await asyncio.sleep(self._plight.wait_s)
            await self._look_again()

    async def _connected(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Connect once, and return when the connection is gone."""
        # A client of its own drop: the last words of an old connection must not end a new one.
        drop = self._drop = Drop()
        self._forget_writes()
        self._plight.attempt()
        self._plight.say(f"connecting to {self._handle.name or self._handle.address}")
        connection = self._connection(drop)
        try:
            await connection.open()
            self._plight.up()
            note, self._note = self._note, ""
            self._listener.on_up(note)
            try:
                await connection.serve()
            finally:
                await connection.leave(farewell)
            self._plight.ended(drop.reason, spoke=connection.spoke)
            # Before the goodbye, which may take seconds: nobody is to count on the sensor.
            self._listener.on_down(drop.reason)
        finally:
            await connection.close()

    def _connection(self, drop: Drop) -> Connection:
        client = BleakClient(
            self._handle, lambda _: drop("lost"), timeout=CONNECT_S, **self._client_arguments
        )
        return Connection(
            client,
            drop,
            notify=self._notify,
            read=self._read,
            listener=self._listener,
            writes=self._writes,
        )

    async def _look_again(self) -> None:
        """Find the sensor anew: after a loss an old handle may lead nowhere."""
        address = self._handle.address
        self._plight.say("looking for the sensor again")
        try:
            seen = await scan(
                seconds=RESCAN_S,
                arguments=self._scanner_arguments,
                until=lambda advert: advert.address == address,
            )
        except LinkError as error:
            self._plight.failed(error)
        else:
            self._take(seen)

    def _take(self, seen: dict[str, Sighting]) -> None:
        """Choose what to connect to of what was heard."""
        address, name = self._handle.address, self._handle.name or ""
        if address in seen:
            self._handle = seen[address].handle
            self._plight.heard()
            return
        twin = moved(seen.values(), address=address, name=name, same_kind=self._same_kind)
        if twin is None:
            self._plight.away()
            return
        self._handle = twin.handle
        self._note = f"at a new address, {twin.advert.address}"
        self._plight.up()
        self._plight.say(f"{name} is back {self._note}; nobody else has this name")

    def _forget_writes(self) -> None:
        while not self._writes.empty():
            self._writes.get_nowait()
