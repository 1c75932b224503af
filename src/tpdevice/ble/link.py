"""One sensor's connection, made again whenever it is lost."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.device import BLEDevice

from tpdevice.ble.scan import scan
from tpdevice.ble.trouble import translated
from tpdevice.core.errors import BluetoothOff, DeviceNotFound, LinkError
from tpdevice.core.wire import Write

log = logging.getLogger(__name__)

CONNECT_S = 10.0
"""How long one attempt may take. Chosen."""
RESCAN_S = 5.0
"""How long to look for a lost sensor at a time. Chosen."""
RETRY_S = (0.2, 0.5, 1.0, 2.0)
"""Between attempts; the last is kept. Chosen."""
LEAVE_S = 3.0
"""How long a good-bye may take: a normal disconnect takes BlueZ 2 to 3 s. Measured."""


class Listener(Protocol):
    """Who hears of a connection. All calls come from the link's own event loop."""

    def on_frame(self, channel: str, data: bytes) -> None:
        """Take one notification."""

    def on_up(self) -> None:
        """Hear that the sensor is connected and subscribed to."""

    def on_down(self, reason: str) -> None:
        """Hear that the connection is gone."""

    def on_status(self, text: str) -> None:
        """Take a few words on what the link is doing."""


class BleLink:
    """Keeps one sensor connected until it is closed."""

    def __init__(
        self,
        handle: BLEDevice,
        *,
        notify: Iterable[str],
        scanner_arguments: dict[str, Any],
        client_arguments: dict[str, Any],
        listener: Listener,
    ) -> None:
        self._handle = handle
        self._notify = tuple(notify)
        self._scanner_arguments = scanner_arguments
        self._client_arguments = client_arguments
        self._listener = listener
        self._writes: asyncio.Queue[Write] = asyncio.Queue()
        self._dropped = asyncio.Event()
        self._reason = ""

    def write(self, writes: Iterable[Write]) -> None:
        """Send in order, without waiting for the radio."""
        for each in writes:
            self._writes.put_nowait(each)

    def relink(self) -> None:
        """Drop a connection that went silent and make a new one."""
        self._drop("gone silent")

    async def run(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Connect, and connect again, until cancelled; then say `farewell` and leave.

        Raises
        ------
        BluetoothOff
            If there was no usable adapter for the very first connection.
        """
        attempt = 0
        ever = False
        while True:
            try:
                await self._connected(farewell)
                ever, attempt = True, 0
            except BluetoothOff as error:
                if not ever:
                    raise
                self._listener.on_status(str(error))
            except LinkError as error:
                log.info("no connection: %s", error)
                self._listener.on_status("looking for the sensor again")
            await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
            attempt += 1
            await self._look_again()

    async def _look_again(self) -> None:
        """Find the sensor anew: after a loss an old handle may lead nowhere."""
        address = self._handle.address
        try:
            seen = await scan(
                seconds=RESCAN_S,
                arguments=self._scanner_arguments,
                until=lambda advert: advert.address == address,
            )
        except LinkError as error:
            self._listener.on_status(str(error))
            return
        if address in seen:
            self._handle = seen[address].handle

    async def _connected(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Connect once, and return when the connection is gone."""
        self._dropped.clear()
        self._forget_writes()
        self._listener.on_status(f"connecting to {self._handle.name or self._handle.address}")
        client = BleakClient(
            self._handle,
            lambda _: self._drop("lost"),
            timeout=CONNECT_S,
            **self._client_arguments,
        )
        try:
            with translated("connecting"):
                await client.connect()
                for uuid in self._notify:
                    if client.services.get_characteristic(uuid) is None:
                        raise DeviceNotFound(
                            "This device does not have what its kind of sensor should have.",
                            hint="Is it the right one? See `tpdevice scan`.",
                        )
                    await client.start_notify(uuid, self._on_notify)
            self._listener.on_up()
            try:
                await self._serve(client)
            finally:
                await self._leave(client, farewell)
        finally:
            await _closed(client)
        self._listener.on_down(self._reason)

    async def _serve(self, client: BleakClient) -> None:
        """Write what there is to write until the connection drops."""
        dropped = asyncio.create_task(self._dropped.wait())
        try:
            while not self._dropped.is_set():
                get = asyncio.create_task(self._writes.get())
                await asyncio.wait({get, dropped}, return_when=asyncio.FIRST_COMPLETED)
                if not get.done():
                    get.cancel()
                    break
                await self._send(client, get.result())
        finally:
            dropped.cancel()

    async def _send(self, client: BleakClient, write: Write) -> None:
        try:
            with translated("writing"):
                await client.write_gatt_char(write.channel, write.data)
        except LinkError as error:
            # A loss is told by its own callback, silence by the watchdog on the data.
            log.info("a write failed: %s", error)

    async def _leave(self, client: BleakClient, farewell: Callable[[], Iterable[Write]]) -> None:
        if self._dropped.is_set() or not client.is_connected:
            return
        try:
            async with asyncio.timeout(LEAVE_S):
                for each in farewell():
                    await self._send(client, each)
        except TimeoutError:
            log.info("the sensor did not take the stop of its stream")

    def _on_notify(self, source: BleakGATTCharacteristic, data: bytearray) -> None:
        self._listener.on_frame(source.uuid, bytes(data))

    def _drop(self, reason: str) -> None:
        if not self._dropped.is_set():
            self._reason = reason
            self._dropped.set()

    def _forget_writes(self) -> None:
        while not self._writes.empty():
            self._writes.get_nowait()


async def _closed(client: BleakClient) -> None:
    try:
        async with asyncio.timeout(LEAVE_S):
            with translated("disconnecting"):
                await client.disconnect()
    except (TimeoutError, LinkError) as error:
        log.info("disconnecting: %s", error)
