"""A fake radio on which a simulated device of any kind lives, on the time of the loop."""

import asyncio
from typing import Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from fakeradio import ADDRESS, FakeClient, FakeRadio

from tpdevice.runtime.clock import LoopClock
from tpsim.wire.device import Device

EACH_S = 0.02
"""Between two looks at what the device sends."""


class SimulatedRadio(FakeRadio):
    def __init__(self, device: Device) -> None:
        super().__init__()
        self.device = device
        self._from_ns: int | None = None
        self.adverts = [(ADDRESS, device.name, list(device.advertised_uuids), -50)]

    def now_ns(self) -> int:
        """Return the device's time: it was switched on when somebody first connected."""
        now_ns = LoopClock().now_ns()
        self._from_ns = now_ns if self._from_ns is None else self._from_ns
        return now_ns - self._from_ns

    @property
    def client(self) -> dict[str, Any]:
        return {"backend": SimulatedClient, "radio": self}


class SimulatedClient(FakeClient):
    _radio: SimulatedRadio
    _life: "asyncio.Task[None] | None" = None

    async def connect(self, pair: bool, **options: Any) -> None:  # noqa: FBT001
        await super().connect(pair, **options)
        self.services = _table(self._radio.device)
        self._radio.device.on_connect(self._radio.now_ns())
        self._life = asyncio.create_task(self._live())

    async def disconnect(self) -> None:
        if self._life is not None:
            self._life.cancel()
            self._radio.device.on_disconnect(self._radio.now_ns())
        await super().disconnect()

    async def write_gatt_char(
        self,
        characteristic: BleakGATTCharacteristic,
        data: Any,
        response: bool,  # noqa: FBT001
    ) -> None:
        await super().write_gatt_char(characteristic, data, response)
        self._radio.device.on_write(self._radio.now_ns(), characteristic.uuid, bytes(data))

    async def read_gatt_char(self, characteristic: Any, **_options: Any) -> bytearray:
        found = {name: first for _, some in self._radio.device.services for name, _, first in some}
        return bytearray(found[characteristic.uuid])

    async def _live(self) -> None:
        while True:
            for _, channel, data in self._radio.device.poll(self._radio.now_ns()):
                if channel in self._on:
                    self._on[channel](bytearray(data))
            await asyncio.sleep(EACH_S)


def _table(device: Device) -> BleakGATTServiceCollection:
    table, number = BleakGATTServiceCollection(), 0
    for uuid, characteristics in device.services:
        number += 1
        service = BleakGATTService(None, number, uuid)
        table.add_service(service)
        for name, properties, _ in characteristics:
            number += 1
            flags: list[Any] = list(properties)
            one = BleakGATTCharacteristic(None, number, name, flags, lambda: 244, service)
            table.add_characteristic(one)
    return table
