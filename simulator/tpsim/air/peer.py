"""One link to one sensor, from the central's side."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Any, TypeVar

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.service import BleakGATTServiceCollection
from bleak.exc import BleakDBusError, BleakError, BleakGATTProtocolError
from bumble import att, core, hci
from bumble.device import Connection

from tpsim.air.adapter import no_service
from tpsim.air.central import Central
from tpsim.air.discovery import discover
from tpsim.air.gattclient import GattClient
from tpsim.air.race import end, outcome

T = TypeVar("T")

MTU_ASKED_BYTES = 517
"""Largest ATT packet we offer, bytes. Source: what BlueZ asks for."""

ATT_HEADER_BYTES = 3
"""What a write spends on itself, bytes. Source: Bluetooth Core 5.4, vol. 3 F 3.4.5.3."""

Notified = Callable[[bytearray], None]


class Peer:
    """A live connection; every request ends in a value or a BleakError, never in limbo."""

    def __init__(self, central: Central, connection: Connection) -> None:
        """Take a fresh connection; use `connect` instead."""
        self._central = central
        self._connection = connection
        self._gatt = connection.gatt_client = GattClient(connection)
        self._subscribed: dict[int, Callable[[bytes], None]] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        connection.on(Connection.EVENT_DISCONNECTION, self._on_lost)
        central.lost.add_done_callback(self._on_lost)
        if connection.handle not in central.device.connections:
            self._on_lost()

    @classmethod
    async def connect(cls, hci_port: str, address: hci.Address) -> "Peer":
        """Wait for the sensor to show up and connect."""
        central = await Central.dial(hci_port)
        try:
            device = central.device
            return cls(central, await central.unless_lost(device.connect_le(address, timeout=None)))
        except BaseException:
            await central.close()
            raise

    @property
    def mtu_bytes(self) -> int:
        """Return the negotiated MTU."""
        return int(self._connection.att_mtu)

    async def discover(self, wanted: Collection[str] | None) -> BleakGATTServiceCollection:
        """Agree on an MTU and list what the sensor offers."""
        await self._request(self._gatt.request_mtu(MTU_ASKED_BYTES))
        return await self._request(
            discover(self._gatt, wanted, lambda: self.mtu_bytes - ATT_HEADER_BYTES)
        )

    async def read(self, handle: int) -> bytearray:
        """Read one attribute."""
        return bytearray(await self._request(self._gatt.read_value(handle)))

    async def write(self, handle: int, data: bytes, *, response: bool) -> None:
        """Write one attribute."""
        if not response and len(data) > self.mtu_bytes - ATT_HEADER_BYTES:
            raise BleakError(f"{len(data)} bytes do not fit one write without response")
        await self._request(self._gatt.write_value(handle, data, with_response=response))

    async def subscribe(self, characteristic: BleakGATTCharacteristic, callback: Notified) -> None:
        """Have every notification handed to the callback, in order."""
        handle = characteristic.handle
        if handle in self._subscribed:
            raise BleakError("Characteristic notifications already started")
        if not {"notify", "indicate"} & set(characteristic.properties):
            raise BleakError("Characteristic does not support notifications or indications")

        def deliver(value: bytes) -> None:
            callback(bytearray(value))

        self._subscribed[handle] = deliver
        try:
            await self._request(self._gatt.subscribe(characteristic.obj, deliver))
        except BaseException:
            self._subscribed.pop(handle, None)
            raise

    async def unsubscribe(self, characteristic: BleakGATTCharacteristic) -> None:
        """Have no more of them."""
        if deliver := self._subscribed.pop(characteristic.handle, None):
            await self._request(self._gatt.unsubscribe(characteristic.obj, deliver))

    async def hang_up(self) -> None:
        """Disconnect; afterwards `lost` is done.

        Raises
        ------
        BleakDBusError
            If the simulated Bluetooth service is dead.
        """
        try:
            await self._request(self._connection.disconnect())
        except BleakDBusError:
            raise
        except BleakError:
            pass  # the sensor was quicker
        finally:
            self._on_lost()

    async def close(self) -> None:
        """Give the chip back."""
        self._central.deafen()
        for task in list(self._running):
            await end(task)
        await self._central.close()

    def _on_lost(self, *_reason: object) -> None:
        if not self.lost.done():
            self.lost.set_result(None)

    async def _request(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        # A caller who gives up leaves the task running: the reply on its way must find it, or
        # it would be taken for the reply to the next request.
        ends = (task, self.lost, self._central.orphaned)
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        await end(task)
        if self._central.orphaned.done():
            raise no_service()
        try:
            return outcome(task)
        except att.ATT_Error as error:
            raise BleakGATTProtocolError(error.error_code) from error
        except core.BaseBumbleError as error:
            raise BleakError(str(error)) from error

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # nobody may be left to hear of it
