"""One connection to a sensor, from its first subscription to its last word."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Final

from bleak import BleakClient
from bleak.backends.characteristic import BleakGATTCharacteristic

from tpdevice.ble.listener import Drop, Listener
from tpdevice.ble.trouble import translated
from tpdevice.core.errors import LinkError, LinkTimeout, OtherKind
from tpdevice.core.wire import Write
from tpdevice.devices.standard import BATTERY_LEVEL

log = logging.getLogger(__name__)

CONNECT_S = 10.0
"""How long one attempt may take. Chosen."""
ASIDE_S = 3.0
"""How long a device may take to tell of itself; what was asked waits meanwhile. Chosen."""
BATTERY_EVERY_S = 180.0
"""Between two looks at a battery level that does not tell of itself. Chosen."""
FAREWELL_S = 2.0
"""How long the last writes may take. Chosen."""
GOODBYE_S = 5.0
"""How long a disconnect may take. Source: an ordinary one took BlueZ 5.66 2 to 3 s."""
TELL: Final = frozenset({"notify", "indicate"})
"""What a characteristic can that is subscribed to."""
_READ: Final = frozenset({"read"})


class Connection:
    """Subscribes, writes and reads over a client; one request at a time."""

    def __init__(
        self,
        client: BleakClient,
        drop: Drop,
        *,
        notify: tuple[str, ...],
        read: tuple[str, ...],
        listener: Listener,
        writes: "asyncio.Queue[Write]",
    ) -> None:
        self._client = client
        self._drop = drop
        self._notify = notify
        self._read = read
        self._listener = listener
        self._writes = writes
        self._answers = True
        """Whether what was asked of the device so far was answered in time."""
        self.spoke = False
        """Whether anything came over what was subscribed to."""

    async def open(self) -> None:
        """Connect, and subscribe to all that there is to hear.

        Raises
        ------
        LinkError
            If that fails, or takes too long.
        """
        with translated("connecting"):
            await self._client.connect()
            async with asyncio.timeout(CONNECT_S):
                await self._subscribe()

    async def serve(self) -> None:
        """Write what there is to write until the connection drops."""
        # Side by side: a write to a device that vanished waits until the radio gives it up.
        talk = asyncio.create_task(self._talk())
        dropped = asyncio.create_task(self._drop.came.wait())
        try:
            await asyncio.wait({talk, dropped}, return_when=asyncio.FIRST_COMPLETED)
            if talk.done():
                talk.result()
        finally:
            talk.cancel()
            dropped.cancel()
            await asyncio.gather(talk, dropped, return_exceptions=True)

    async def leave(self, farewell: Callable[[], Iterable[Write]]) -> None:
        """Say the last words to a sensor that is still there."""
        if not self._client.is_connected or self._drop.came.is_set():
            return
        try:
            async with asyncio.timeout(FAREWELL_S):
                for each in farewell():
                    await self._send(each)
        except TimeoutError:
            log.info("the sensor did not take the stop of its stream")

    async def close(self) -> None:
        """Disconnect; whatever comes of it, the connection is over."""
        try:
            async with asyncio.timeout(GOODBYE_S):
                await self._client.disconnect()
        except Exception as error:  # noqa: BLE001 - what is over cannot fail any more
            log.info("disconnecting: %s", error)

    async def _subscribe(self) -> None:
        there = [found for uuid in self._notify if (found := self._found(uuid, can=TELL))]
        if not there:
            raise OtherKind(
                "This device does not have what its kind of sensor should have.",
                hint="Is it the right one? See `tpdevice scan`.",
            )
        for characteristic in there:
            await self._client.start_notify(characteristic, self._on_data)

    def _on_data(self, source: BleakGATTCharacteristic, data: bytearray) -> None:
        self.spoke = True
        self._on_notify(source, data)

    def _on_notify(self, source: BleakGATTCharacteristic, data: bytearray) -> None:
        if not self._drop.came.is_set():
            self._listener.on_frame(source.uuid, bytes(data))

    async def _talk(self) -> None:
        # What starts the stream comes first: nobody waits for a battery level.
        while not self._writes.empty():
            await self._send(self._writes.get_nowait())
        for uuid in self._read:
            await self._read_one(uuid)
        silent = not await self._battery_tells()
        loop = asyncio.get_running_loop()
        look_s = loop.time() + BATTERY_EVERY_S
        while True:
            try:
                async with asyncio.timeout_at(look_s if silent else None):
                    write = await self._writes.get()
            except TimeoutError:
                await self._read_one(BATTERY_LEVEL)
                look_s = loop.time() + BATTERY_EVERY_S
                continue
            await self._send(write)

    async def _read_one(self, uuid: str) -> None:
        """Read what a device says of itself, and hand it over like a notification."""
        characteristic = self._found(uuid, can=_READ)
        if characteristic is None or not self._answers:
            return
        try:
            with translated("reading"):
                async with asyncio.timeout(ASIDE_S):
                    data = await self._client.read_gatt_char(characteristic)
        except LinkError as error:
            # One that does not answer is asked no more: what is written waits behind a question.
            self._answers = not isinstance(error, LinkTimeout)
            log.info("%s could not be read: %s", uuid, error)
            return
        self._on_notify(characteristic, data)

    async def _battery_tells(self) -> bool:
        """Subscribe to the battery level; return whether it need not be asked for any more."""
        if BATTERY_LEVEL not in self._read or not self._answers:
            return True
        characteristic = self._found(BATTERY_LEVEL, can=TELL)
        if characteristic is None:
            return self._found(BATTERY_LEVEL, can=_READ) is None
        try:
            with translated("listening to the battery"):
                async with asyncio.timeout(ASIDE_S):
                    await self._client.start_notify(characteristic, self._on_notify)
        except LinkError as error:
            log.info("the battery level is asked for instead: %s", error)
            return False
        return True

    def _found(
        self, uuid: str, *, service: str = "", can: frozenset[str] = frozenset()
    ) -> BleakGATTCharacteristic | None:
        """Return a characteristic, the first where several services have one that can any of `can`.

        Not by bleak's own search, which fails where there is more than one.
        """
        for each in self._client.services.characteristics.values():
            fits = not can or bool(can & set(each.properties))
            if fits and each.uuid == uuid and service in ("", each.service_uuid):
                return each
        return None

    async def _send(self, write: Write) -> None:
        characteristic = self._found(write.channel, service=write.service)
        if characteristic is None:  # the other layout of a kind that has two
            return
        try:
            with translated("writing"):
                await self._client.write_gatt_char(characteristic, write.data, write.response)
        except LinkError as error:
            # A loss is told by its own callback, silence by the watchdog on the data.
            log.info("a write failed: %s", error)
