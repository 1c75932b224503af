"""The sensor on the radio: a GATT server whose every byte comes from a wire."""

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

from bumble import hci
from bumble.device import Connection, Device, DeviceConfiguration

from tpsim.air import adverts, gatt
from tpsim.air.controller import AirController
from tpsim.air.link import AirLink
from tpsim.air.wire import GOODBYE, VANISH, Wire

ADVERTISING_INTERVAL_MS: Final = 100
"""Time between two adverts, ms. Assumed."""

ATT_MTU_BYTES: Final = 247
"""Largest ATT packet that the sensor agrees to, bytes. Assumed, as usual for its chip."""

ATT_HEADER_BYTES: Final = 3
"""What a notification spends on itself, bytes. Source: Bluetooth Core 5.4, vol. 3 F 3.4.7.1."""

TICK_S: Final = 0.02
"""Longest sleep between two looks at the wire, s. Assumed: well below anyone's reaction."""


class OversizeNotification(ValueError):
    """The wire made a notification that no link of this MTU could carry."""


class Peripheral:
    """One sensor in the air.

    All that happens on the radio is put in a row and told to the wire by `run` alone, so a wire
    that raises ends `run` instead of being lost in the radio stack.
    """

    def __init__(
        self, wire: Wire, air: AirLink, *, now_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self._wire = wire
        self._air = air
        self._now_ns = now_ns
        self._started_ns = now_ns()
        self._inbox: deque[Callable[[], None]] = deque()
        self._wake = asyncio.Event()
        self._connection: Connection | None = None
        self._advertising = False
        self._controller = AirController(wire.name, air)
        self._device = _device(wire, self._controller)
        services, self._characteristics = gatt.table(wire.services, self._on_write)
        self._device.add_services(services)
        self._device.on(Device.EVENT_CONNECTION, self._on_connection)

    @property
    def address(self) -> str:
        """Return the Bluetooth address; it follows from the name."""
        return self._device.static_address.to_string(with_type_qualifier=False)

    async def run(self) -> None:
        """Live until cancelled.

        Raises
        ------
        OversizeNotification
            If the wire made a notification that is too long for the link.
        """
        try:
            await _to_its_end(self._device.power_on())
            while True:
                await self._advertise_if_alone()
                self._tell()
                until_ns = self._at_ns()
                await self._notify(until_ns)
                await self._obey(until_ns)
                await self._nap()
        finally:
            self._controller.le_legacy_advertiser.stop()
            self._air.leave(self._controller)

    def _at_ns(self) -> int:
        return self._now_ns() - self._started_ns

    def _put(self, happened: Callable[[], None]) -> None:
        self._inbox.append(happened)
        self._wake.set()

    def _on_connection(self, connection: Connection) -> None:
        at_ns = self._at_ns()
        self._connection, self._advertising = connection, False
        connection.on(Connection.EVENT_DISCONNECTION, self._on_disconnection)
        self._put(lambda: self._wire.on_connect(at_ns))

    def _on_disconnection(self, _reason: int) -> None:
        at_ns = self._at_ns()
        self._connection = None
        self._put(lambda: self._wire.on_disconnect(at_ns))

    def _on_write(self, channel: str, data: bytes) -> None:
        at_ns = self._at_ns()
        self._put(lambda: self._wire.on_write(at_ns, channel, data))

    async def _advertise_if_alone(self) -> None:
        if self._connection is None and not self._advertising:
            # Before the wait: a central may be connected by the time it ends.
            self._advertising = True
            await _to_its_end(self._device.start_advertising())

    def _tell(self) -> None:
        while self._inbox:
            self._inbox.popleft()()

    async def _notify(self, until_ns: int) -> None:
        for _, channel, data in self._wire.poll(until_ns):
            if self._connection is None:
                continue
            room = self._connection.att_mtu - ATT_HEADER_BYTES
            if len(data) > room:
                raise OversizeNotification(f"{len(data)} bytes on a link that carries {room}")
            await self._device.notify_subscriber(
                self._connection, self._characteristics[channel], data
            )

    async def _obey(self, until_ns: int) -> None:
        for _, kind, seconds in self._wire.link_orders(until_ns):
            if kind not in (VANISH, GOODBYE):
                raise ValueError(f"a link order is {VANISH} or {GOODBYE}, not {kind}")
            if kind == GOODBYE and self._connection:
                with suppress(hci.HCI_Error):  # the central may have been quicker
                    await _to_its_end(self._connection.disconnect())
            self._air.silence(self._controller, seconds)

    async def _nap(self) -> None:
        due_ns = self._wire.next_due_ns()
        wait_s = TICK_S if due_ns is None else min(TICK_S, (due_ns - self._at_ns()) / 1e9)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(wait_s, 0.0)):
                await self._wake.wait()
        self._wake.clear()


async def _to_its_end(command: Coroutine[Any, Any, Any]) -> None:
    # Bumble cannot drop a command half way: its reply would meet nobody. Ours reply at once.
    task = asyncio.ensure_future(command)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


def _device(wire: Wire, controller: AirController) -> Device:
    advert, scan_response = adverts.pack(wire.name, wire.advertised_uuids)
    config = DeviceConfiguration(
        name=wire.name,
        address=_address(wire.name),
        advertising_interval_min=ADVERTISING_INTERVAL_MS,
        advertising_interval_max=ADVERTISING_INTERVAL_MS,
        advertising_data=advert,
        scan_response_data=scan_response,
    )
    device = Device.from_config_with_hci(config, controller, controller)
    device.gatt_server.max_mtu = ATT_MTU_BYTES
    return device


def _address(name: str) -> hci.Address:
    raw = bytearray(hashlib.sha256(name.encode()).digest()[:6])
    raw[5] |= 0b1100_0000  # a static random address says so in its two top bits
    return hci.Address(bytes(raw), hci.Address.RANDOM_DEVICE_ADDRESS)
