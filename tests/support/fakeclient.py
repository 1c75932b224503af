"""A connection of the fake radio: it comes and goes, and answers, as the test says."""

import asyncio
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError

_SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
_DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"


class FakeClient(BaseBleakClient):
    """One connection, or an attempt at it."""

    def __init__(self, device: Any, *, radio: Any, **more: Any) -> None:
        super().__init__(
            device,
            disconnected_callback=more["disconnected_callback"],
            timeout=more["timeout"],
        )
        self._radio = radio
        self._patience_s: float = more["timeout"]
        self._on: dict[str, Any] = {}
        self.up = False
        self.goodbyes = 0

    def notify(self, data: bytes, channel: str = _DATA) -> None:
        self._on[channel](bytearray(data))

    def drop(self) -> None:
        """Lose the link, as by silence."""
        self.up = False
        self.goodbye()

    def goodbye(self) -> None:
        """Call back as bleak does at the end of a link, however late."""
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    @property
    def name(self) -> str:
        return "a fake"

    @property
    def mtu_size(self) -> int:
        return 247

    @property
    def is_connected(self) -> bool:
        return self.up

    async def connect(self, pair: bool, **_options: Any) -> None:  # noqa: FBT001
        self._radio.attempts_s.append(asyncio.get_running_loop().time())
        if self._radio.connect_error is not None:
            raise self._radio.connect_error
        outcome = self._radio.outcomes.popleft() if self._radio.outcomes else ""
        if isinstance(outcome, Exception):
            raise outcome
        if outcome == "hang":
            # As every backend of bleak does, with what it was given.
            async with asyncio.timeout(self._patience_s):
                await asyncio.Event().wait()
        self.services = BleakGATTServiceCollection()
        for number, (other, uuid) in enumerate(self._radio.others, start=100):
            before = BleakGATTService(None, number, other)
            self.services.add_service(before)
            self.services.add_characteristic(
                BleakGATTCharacteristic(None, number + 100, uuid, ["write"], lambda: 20, before)
            )
        service = BleakGATTService(None, 1, _SERVICE)
        self.services.add_service(service)
        for number, uuid in enumerate(self._radio.channels, start=2):
            flags: list[Any] = self._radio.flags.get(uuid, ["write"])
            self.services.add_characteristic(
                BleakGATTCharacteristic(None, number, uuid, flags, lambda: 20, service)
            )
        self.up = True
        self._radio.clients.append(self)
        self._radio.addresses.append(self.address)
        if outcome == "refuse":
            asyncio.get_running_loop().call_soon(self.drop)

    async def disconnect(self) -> None:
        if self.up:
            self.goodbyes += 1
            if self._radio.goodbye_hangs:
                await asyncio.Event().wait()
            if self._radio.dead is not None:
                raise self._radio.dead
            self.drop()

    async def start_notify(
        self, characteristic: BleakGATTCharacteristic, callback: Any, **_options: Any
    ) -> None:
        if self._radio.subscribe_hangs:
            await asyncio.Event().wait()
        if "notify" not in characteristic.properties:
            raise BleakError("not supported")  # as BlueZ answers
        self._on[characteristic.uuid] = callback

    async def stop_notify(self, characteristic: BleakGATTCharacteristic) -> None:
        del self._on[characteristic.uuid]

    async def write_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        data: Any,
        response: bool,  # noqa: FBT001
    ) -> None:
        if not self.up:
            raise BleakError("Not connected")
        if self._radio.dead is not None:
            raise self._radio.dead
        if self._radio.write_hangs:
            await asyncio.Event().wait()
        self._radio.written.append(bytes(data))
        self._radio.written_in.append(characteristic.service_uuid)
        self._radio.on_write(self, bytes(data))

    async def read_gatt_char(
        self, characteristic: BleakGATTCharacteristic, **_options: Any
    ) -> bytearray:
        if self._radio.read_hangs:
            await asyncio.Event().wait()
        self._radio.read.append(characteristic.uuid)
        if characteristic.uuid not in self._radio.values:
            raise BleakError("Read not permitted")
        return bytearray(self._radio.values[characteristic.uuid])

    async def read_gatt_descriptor(self, descriptor: Any, **_options: Any) -> bytearray:
        raise NotImplementedError

    async def write_gatt_descriptor(self, descriptor: Any, data: Any) -> None:
        raise NotImplementedError

    async def pair(self, *_args: Any, **_options: Any) -> None:
        raise NotImplementedError

    async def unpair(self) -> None:
        raise NotImplementedError
