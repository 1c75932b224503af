"""A radio that does as the test says, behind the real bleak: no socket, no waiting."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.device import BLEDevice
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakError

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
ADDRESS = "C0:DE:00:00:00:01"
NAME = "Progressor_0001"

HANG = "hang"
"""An outcome: no answer for as long as one waits."""


class FakeRadio:
    """What is on the air, and what becomes of each attempt to connect."""

    def __init__(self) -> None:
        self.adverts: list[tuple[str, str, list[str], int]] = [(ADDRESS, NAME, [SERVICE], -50)]
        """Address, name, services and signal of each device."""
        self.scan_error: Exception | None = None
        self.outcomes: deque[Exception | str] = deque()
        """Of the next attempts to connect; when there is none left, they succeed."""
        self.channels = [DATA, CONTROL]
        self.others: list[tuple[str, str]] = []
        """Further services of one characteristic each, which stand before the sensor's own."""
        self.written_in: list[str] = []
        """Services of the characteristics that were written to."""
        self.clients: list[FakeClient] = []
        """Those that were connected, oldest first."""
        self.written: list[bytes] = []
        self.on_write: Callable[[FakeClient, bytes], None] = lambda _client, _data: None
        self.write_hangs = False
        self.subscribe_hangs = False
        self.goodbye_hangs = False
        self.scans = 0

    @property
    def scanner(self) -> dict[str, Any]:
        return {"backend": FakeScanner, "radio": self}

    @property
    def client(self) -> dict[str, Any]:
        return {"backend": FakeClient, "radio": self}

    @property
    def now(self) -> "FakeClient":
        return self.clients[-1]


def handle(address: str = ADDRESS, name: str = NAME) -> BLEDevice:
    return BLEDevice(address, name, None)


class FakeScanner(BaseBleakScanner):
    def __init__(
        self, callback: Any, uuids: Any, _mode: str, *, radio: FakeRadio, **_more: Any
    ) -> None:
        super().__init__(callback, uuids)
        self._radio = radio

    async def start(self) -> None:
        self._radio.scans += 1
        self.seen_devices = {}
        if self._radio.scan_error is not None:
            raise self._radio.scan_error
        for address, name, services, rssi in self._radio.adverts:
            heard = AdvertisementData(name, {}, {}, services, None, rssi, ())
            device = self.create_or_update_device(address, address, name, None, heard)
            self.call_detection_callbacks(device, heard)

    async def stop(self) -> None:
        pass


class FakeClient(BaseBleakClient):
    def __init__(self, device: Any, *, radio: FakeRadio, **more: Any) -> None:
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

    def notify(self, data: bytes, channel: str = DATA) -> None:
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
        return NAME

    @property
    def mtu_size(self) -> int:
        return 247

    @property
    def is_connected(self) -> bool:
        return self.up

    async def connect(self, pair: bool, **_options: Any) -> None:  # noqa: FBT001
        outcome = self._radio.outcomes.popleft() if self._radio.outcomes else ""
        if isinstance(outcome, Exception):
            raise outcome
        if outcome == HANG:
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
        service = BleakGATTService(None, 1, SERVICE)
        self.services.add_service(service)
        for number, uuid in enumerate(self._radio.channels, start=2):
            flags: list[Any] = ["notify"] if uuid == DATA else ["write"]
            self.services.add_characteristic(
                BleakGATTCharacteristic(None, number, uuid, flags, lambda: 20, service)
            )
        self.up = True
        self._radio.clients.append(self)

    async def disconnect(self) -> None:
        if self.up:
            self.goodbyes += 1
            if self._radio.goodbye_hangs:
                await asyncio.Event().wait()
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
        if self._radio.write_hangs:
            await asyncio.Event().wait()
        self._radio.written.append(bytes(data))
        self._radio.written_in.append(characteristic.service_uuid)
        self._radio.on_write(self, bytes(data))

    async def read_gatt_char(self, characteristic: Any, **_options: Any) -> bytearray:
        raise NotImplementedError

    async def read_gatt_descriptor(self, descriptor: Any, **_options: Any) -> bytearray:
        raise NotImplementedError

    async def write_gatt_descriptor(self, descriptor: Any, data: Any) -> None:
        raise NotImplementedError

    async def pair(self, *_args: Any, **_options: Any) -> None:
        raise NotImplementedError

    async def unpair(self) -> None:
        raise NotImplementedError
