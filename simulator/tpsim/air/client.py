"""Bleak's client over the HCI port."""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Any

from bleak import BleakScanner
from bleak.args import SizedBuffer
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient, NotifyCallback
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.device import BLEDevice
from bleak.exc import BleakDeviceNotFoundError, BleakError

from tpsim.air.peer import Peer
from tpsim.air.scanner import AirScanner

_log = logging.getLogger(__name__)


class AirClient(BaseBleakClient):
    """Connects to a sensor in the simulator's air; fails the way BlueZ does."""

    def __init__(
        self,
        address_or_ble_device: BLEDevice | str,
        *,
        hci: str,
        disconnected_callback: Callable[[], None] | None,
        timeout: float,
        services: Collection[str] | None = None,
        **_platform: Any,
    ) -> None:
        super().__init__(
            address_or_ble_device, disconnected_callback=disconnected_callback, timeout=timeout
        )
        self._hci = hci
        self._wanted = services
        self._target: BLEDevice | None = None
        if isinstance(address_or_ble_device, BLEDevice):
            self._target = address_or_ble_device
        self._peer: Peer | None = None
        self._closing: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """Return the device's name, or its address with hyphens."""
        return (self._target and self._target.name) or self.address.replace(":", "-")

    @property
    def mtu_size(self) -> int:
        """Return the negotiated MTU, bytes."""
        return self._connected().mtu_bytes

    @property
    def is_connected(self) -> bool:
        """Tell whether there is a link; a silent one counts until it times out."""
        return self._peer is not None

    async def connect(self, pair: bool, **kwargs: Any) -> None:  # noqa: FBT001
        """Connect and discover; TimeoutError if the device does not answer."""
        if self.is_connected:
            raise BleakError("Client is already connected")
        if pair:
            _log.warning("the simulator does not pair; connecting without")
        timeout = kwargs.get("timeout", self._timeout)
        target = self._target = self._target or await self._look_for(timeout)
        async with asyncio.timeout(timeout):
            await self._closed()
            peer = await Peer.connect(self._hci, target.details)
            try:
                self.services = await peer.discover(self._wanted)
            except BaseException:
                await peer.close()
                raise
        self._peer = peer
        peer.lost.add_done_callback(lambda _: self._on_lost(peer))

    async def disconnect(self) -> None:
        """Say goodbye; quietly nothing if there is no link."""
        try:
            if self._peer:
                await self._peer.hang_up()
        finally:
            await asyncio.sleep(0)  # let the loss be noticed, which starts the closing
            await self._closed()

    async def pair(self, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise NotImplementedError("the simulator does not pair")

    async def unpair(self) -> None:
        """Refuse."""
        raise NotImplementedError("the simulator does not pair")

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **_options: Any
    ) -> bytearray:
        """Read from the device, never from a cache."""
        return await self._connected().read(characteristic.handle)

    async def read_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, **_options: Any
    ) -> bytearray:
        """Read from the device, never from a cache."""
        return await self._connected().read(descriptor.handle)

    async def write_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        data: SizedBuffer,
        response: bool,  # noqa: FBT001
    ) -> None:
        """Write, with the device's answer or without."""
        await self._connected().write(characteristic.handle, bytes(data), response=response)

    async def write_gatt_descriptor(
        self, descriptor: BleakGATTDescriptor, data: SizedBuffer
    ) -> None:
        """Write, with the device's answer."""
        await self._connected().write(descriptor.handle, bytes(data), response=True)

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: NotifyCallback, **_options: Any
    ) -> None:
        """Subscribe."""
        await self._connected().subscribe(characteristic, callback)

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        """Unsubscribe."""
        await self._connected().unsubscribe(characteristic)

    def _connected(self) -> Peer:
        if self._peer is None:
            raise BleakError("Not connected")
        return self._peer

    async def _look_for(self, timeout: float) -> BLEDevice:  # noqa: ASYNC109
        scan: dict[str, Any] = {"backend": AirScanner, "hci": self._hci}
        device = await BleakScanner.find_device_by_address(self.address, timeout, **scan)
        if device is None:
            raise BleakDeviceNotFoundError(
                self.address, f"Device with address {self.address} was not found."
            )
        return device

    def _on_lost(self, peer: Peer) -> None:
        self._peer = self.services = None
        self._closing = asyncio.ensure_future(peer.close())
        if self._disconnected_callback:
            self._disconnected_callback()

    async def _closed(self) -> None:
        if self._closing:
            await asyncio.wait({self._closing})
