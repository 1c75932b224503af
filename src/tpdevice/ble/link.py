"""One sensor's connection, made again whenever it is lost."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

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
FAREWELL_S = 2.0
"""How long the last writes may take. Chosen."""
GOODBYE_S = 5.0
"""How long a disconnect may take: an ordinary one takes BlueZ 2 to 3 s. Measured."""
TELL: Final = frozenset({"notify", "indicate"})
"""What a characteristic can that is subscribed to."""


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


class _Drop:
    """The end of one connection, and why it came."""

    def __init__(self) -> None:
        self.came = asyncio.Event()
        self.reason = ""

    def __call__(self, reason: str) -> None:
        """Note the first reason; later ones only follow from it."""
        if not self.came.is_set():
            self.reason = reason
            self.came.set()


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
    ) -> None:
        self._handle = handle
        self._notify = tuple(notify)
        self._read = tuple(read)
        self._scanner_arguments = scanner_arguments
        self._client_arguments = client_arguments
        self._listener = listener
        self._writes: asyncio.Queue[Write] = asyncio.Queue()
        self._drop = _Drop()

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
                self._listener.on_status(f"{error} Trying again.")
            await asyncio.sleep(RETRY_S[min(attempt, len(RETRY_S) - 1)])
            attempt += 1
            await self._look_again()

    async def _look_again(self) -> None:
        """Find the sensor anew: after a loss an old handle may lead nowhere."""
        address = self._handle.address
        self._listener.on_status("looking for the sensor again")
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
        # A client of its own drop: the last words of an old connection must not end a new one.
        drop = self._drop = _Drop()
        self._forget_writes()
        self._listener.on_status(f"connecting to {self._handle.name or self._handle.address}")
        client = BleakClient(
            self._handle, lambda _: drop("lost"), timeout=CONNECT_S, **self._client_arguments
        )
        try:
            with translated("connecting"):
                await client.connect()
                async with asyncio.timeout(CONNECT_S):
                    await self._subscribe(client, drop)
            self._listener.on_up()
            try:
                await self._serve(client, drop)
            finally:
                if client.is_connected and not drop.came.is_set():
                    await self._leave(client, farewell)
        finally:
            await _closed(client)
        self._listener.on_down(drop.reason)

    async def _subscribe(self, client: BleakClient, drop: _Drop) -> None:
        def on_notify(source: BleakGATTCharacteristic, data: bytearray) -> None:
            if not drop.came.is_set():
                self._listener.on_frame(source.uuid, bytes(data))

        there = [found for uuid in self._notify if (found := _found(client, uuid, can=TELL))]
        if not there:
            raise DeviceNotFound(
                "This device does not have what its kind of sensor should have.",
                hint="Is it the right one? See `tpdevice scan`.",
            )
        for characteristic in there:
            await client.start_notify(characteristic, on_notify)

    async def _serve(self, client: BleakClient, drop: _Drop) -> None:
        """Write what there is to write until the connection drops."""
        # Side by side: a write to a device that vanished waits until the radio gives it up.
        writer = asyncio.create_task(self._write_on(client, drop))
        dropped = asyncio.create_task(drop.came.wait())
        try:
            await asyncio.wait({writer, dropped}, return_when=asyncio.FIRST_COMPLETED)
            if writer.done():
                writer.result()
        finally:
            writer.cancel()
            dropped.cancel()
            await asyncio.gather(writer, dropped, return_exceptions=True)

    async def _write_on(self, client: BleakClient, drop: _Drop) -> None:
        # What starts the stream comes first: nobody waits for a battery level.
        while not self._writes.empty():
            await _send(client, self._writes.get_nowait())
        await self._read_once(client, drop)
        while True:
            await _send(client, await self._writes.get())

    async def _read_once(self, client: BleakClient, drop: _Drop) -> None:
        """Read what a device says of itself, and hand it over like a notification."""
        for uuid in self._read:
            characteristic = _found(client, uuid)
            if characteristic is None or "read" not in characteristic.properties:
                continue
            try:
                with translated("reading"):
                    data = bytes(await client.read_gatt_char(characteristic))
            except LinkError as error:
                log.info("%s could not be read: %s", uuid, error)
                continue
            if not drop.came.is_set():
                self._listener.on_frame(uuid, data)

    async def _leave(self, client: BleakClient, farewell: Callable[[], Iterable[Write]]) -> None:
        try:
            async with asyncio.timeout(FAREWELL_S):
                for each in farewell():
                    await _send(client, each)
        except TimeoutError:
            log.info("the sensor did not take the stop of its stream")

    def _forget_writes(self) -> None:
        while not self._writes.empty():
            self._writes.get_nowait()


def _found(
    client: BleakClient, uuid: str, *, service: str = "", can: frozenset[str] = frozenset()
) -> BleakGATTCharacteristic | None:
    """Return a characteristic, the first where several services have one that can any of `can`.

    Not by bleak's own search, which fails where there is more than one.
    """
    for characteristic in client.services.characteristics.values():
        fits = not can or bool(can & set(characteristic.properties))
        if fits and characteristic.uuid == uuid and service in ("", characteristic.service_uuid):
            return characteristic
    return None


async def _send(client: BleakClient, write: Write) -> None:
    characteristic = _found(client, write.channel, service=write.service)
    if characteristic is None:  # the other layout of a kind that has two
        return
    try:
        with translated("writing"):
            await client.write_gatt_char(characteristic, write.data, write.response)
    except LinkError as error:
        # A loss is told by its own callback, silence by the watchdog on the data.
        log.info("a write failed: %s", error)


async def _closed(client: BleakClient) -> None:
    try:
        async with asyncio.timeout(GOODBYE_S):
            with translated("disconnecting"):
                await client.disconnect()
    except (TimeoutError, LinkError) as error:
        log.info("disconnecting: %s", error)
