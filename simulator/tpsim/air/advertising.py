"""How a sensor shows itself while nobody is connected to it."""

import asyncio

from bumble import hci
from bumble.device import AdvertisingType, Device

from tpsim.air import adverts
from tpsim.air.race import to_its_end
from tpsim.air.traits import Traits
from tpsim.air.wire import Wire


class Advertising:
    """A sensor's adverts: what they say, and whether they are on."""

    def __init__(self, device: Device, wire: Wire, traits: Traits) -> None:
        self._device = device
        self._wire = wire
        self._data: dict[str, tuple[str, bytes]] = {}
        self._is_on = False
        self._hidden_until_s = 0.0
        self._kind = AdvertisingType.UNDIRECTED_CONNECTABLE_SCANNABLE
        if not traits.connectable:
            scannable, bare = AdvertisingType.UNDIRECTED_SCANNABLE, AdvertisingType.UNDIRECTED
            self._kind = scannable if wire.name else bare
        device.advertising_interval_min = traits.advertising_interval_ms
        device.advertising_interval_max = traits.advertising_interval_ms
        self._pack()

    def say(self, channel: str, payload: bytes) -> None:
        """Take what is to be advertised from now on, in place of the last of its kind."""
        self._data[adverts.kind_of(channel)] = (channel, payload)
        self._pack()

    def on_connected(self) -> None:
        """Take note that a chip stops by itself when somebody connects."""
        self._is_on = False

    async def show(self) -> None:
        """Advertise, unless hidden."""
        if not self._is_on and asyncio.get_running_loop().time() >= self._hidden_until_s:
            # Before the wait: a central may be connected by the time it ends.
            self._is_on = True
            await to_its_end(self._device.start_advertising(self._kind))

    async def refresh(self) -> None:
        """Have the newest data on the air."""
        device, data = self._device, self._device.advertising_data
        if not self._is_on:
            return
        if whole := device.legacy_advertising_set:
            await to_its_end(whole.set_advertising_data(data))
        elif device.legacy_advertiser:
            command = hci.HCI_LE_Set_Advertising_Data_Command(data)
            await to_its_end(device.send_sync_command(command))

    async def hide(self, seconds: float) -> None:
        """Advertise no more for a while."""
        until_s = asyncio.get_running_loop().time() + seconds
        self._hidden_until_s = max(self._hidden_until_s, until_s)
        if self._is_on:
            self._is_on = False
            await to_its_end(self._device.stop_advertising())

    def forget(self) -> None:
        """Take note that the chip was reset, and knows nothing any more."""
        self._is_on = False
        self._device.legacy_advertiser = self._device.legacy_advertising_set = None
        self._device.extended_advertising_sets.clear()

    def _pack(self) -> None:
        wire, device = self._wire, self._device
        packets = adverts.pack(wire.name, wire.advertised_uuids, dict(self._data.values()))
        device.advertising_data, device.scan_response_data = packets
