"""A sensor's place on the radio: its device, its one connection, and what befalls them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bumble import hci
from bumble.att import ATT_PDU, Bearer
from bumble.device import Connection, Device, DeviceConfiguration
from bumble.gatt_server import Server

from tpsim.air import gatt
from tpsim.air.address import free_address
from tpsim.air.advertising import Advertising
from tpsim.air.dongle import Dongle
from tpsim.air.host import QuietHost
from tpsim.air.race import to_its_end
from tpsim.air.speaker import Speaker
from tpsim.air.traits import Traits
from tpsim.air.wire import Wire

ATT_MTU_BYTES: Final = 247
"""Largest ATT packet that the sensor agrees to, bytes. Assumed, as usual for its chip."""


HANG_UP_S: Final = 0.2
"""How long a call that is refused lasts, without a word, s. Assumed."""


class Station:
    """A GATT server with at most one central, which shows itself while it has none.

    `on_write`, `on_up` and `on_down` are called by the radio stack, at any time.
    """

    def __init__(self, wire: Wire, dongle: Dongle, traits: Traits, on_write: gatt.OnWrite) -> None:
        self._name = wire.name
        self.dongle = dongle
        self._buffers = traits.radio.buffers if traits.radio else None
        config = DeviceConfiguration(
            name=wire.name, address=free_address(wire.name, dongle.taken())
        )
        dongle.adopt(config.address)
        self.device = Device(config=config, host=QuietHost(dongle.source, dongle.sink))
        self.device.gatt_server.max_mtu = ATT_MTU_BYTES
        services, self._characteristics = gatt.table(wire.services, on_write)
        self.device.add_services(services)
        self.device.on(Device.EVENT_CONNECTION, self._on_connection)
        self.advertising = Advertising(self.device, wire, traits)
        self.speaker: Speaker | None = None
        """None while no central is connected."""
        self.on_up: Callable[[], None] = lambda: None
        self.on_down: Callable[[], None] = lambda: None
        self._connection: Connection | None = None
        self._unwanted: list[tuple[float, Connection]] = []
        self._refusing_until_s = 0.0

    @property
    def address(self) -> str:
        """Return the Bluetooth address."""
        return self.device.static_address.to_string(with_type_qualifier=False)

    async def switch_on(self) -> None:
        """Set up the chip."""
        await to_its_end(self.device.power_on())

    async def keep_up(self) -> None:
        """Show itself if alone, and hang up on who was not wanted."""
        if self._unwanted:
            until_s, connection = self._unwanted[0]
            if asyncio.get_running_loop().time() >= until_s:
                await _hung_up(connection)
                self._unwanted.pop(0)
        elif self._connection is None:
            await self.advertising.show()

    # What a scenario may do to it; each for so many seconds.

    async def vanish(self, seconds: float) -> None:
        """Be gone without a word."""
        if not self.dongle.silence(seconds):
            # A reset is a real chip's only way not to say goodbye.
            await self.switch_on()
            self.advertising.forget()
            await self.advertising.hide(seconds)

    async def say_goodbye(self, seconds: float) -> None:
        """Hang up, and be gone."""
        await self.advertising.hide(seconds)
        if self._connection:
            await _hung_up(self._connection)

    async def ignore(self, seconds: float) -> None:
        """Let callers wait."""
        self.dongle.ignore_calls(seconds)

    async def refuse(self, seconds: float) -> None:
        """Hang up on callers, after a short silence."""
        self._refusing_until_s = asyncio.get_running_loop().time() + seconds

    async def move(self, seconds: float) -> None:
        """Vanish, and come back with another address."""
        await self.vanish(seconds)
        # An advertiser may not change its address.
        await self.advertising.hide(0.0)
        address = free_address(self._name, self.dongle.taken() | {self.device.static_address})
        self.device.static_address = self.device.random_address = address
        command = hci.HCI_LE_Set_Random_Address_Command(address)
        await to_its_end(self.device.send_sync_command(command))

    def _on_connection(self, connection: Connection) -> None:
        self.advertising.on_connected()
        now_s = asyncio.get_running_loop().time()
        if now_s < self._refusing_until_s:
            connection.gatt_server = _Mute()
            self._unwanted.append((now_s + HANG_UP_S, connection))
            return
        self._connection = connection
        self.speaker = Speaker(
            self.device, connection, self._characteristics, buffers=self._buffers
        )
        connection.on(Connection.EVENT_DISCONNECTION, self._on_disconnection)
        self.on_up()

    def _on_disconnection(self, _reason: int) -> None:
        self._connection = self.speaker = None
        self.on_down()


class _Mute(Server):
    """Answers nothing."""

    def __init__(self) -> None:
        pass

    def on_gatt_pdu(self, bearer: Bearer, att_pdu: ATT_PDU) -> None:
        pass


async def _hung_up(connection: Connection) -> None:
    with suppress(hci.HCI_Error):  # the central may have been quicker
        await to_its_end(connection.disconnect())
