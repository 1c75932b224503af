"""Chips, stock and ours, with a host that only listens or with a whole device."""

import asyncio
from types import SimpleNamespace

from bumble import hci
from bumble.controller import Controller
from bumble.device import Device, DeviceConfiguration
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address
from bumble.host import Host as StockHost
from bumble.link import LocalLink

from tpsim.air.controller import AirController
from tpsim.air.host import QuietHost
from tpsim.air.link import AirLink

HERE, THERE = Address("C1:00:00:00:00:01"), Address("C2:00:00:00:00:02")
CREATE = hci.HCI_LE_Create_Connection_Command(
    le_scan_interval=16,
    le_scan_window=16,
    initiator_filter_policy=0,
    peer_address_type=1,
    peer_address=THERE,
    own_address_type=1,
    connection_interval_min=6,
    connection_interval_max=6,
    max_latency=0,
    supervision_timeout=42,
    min_ce_length=0,
    max_ce_length=0,
)
SCAN = hci.HCI_LE_Set_Scan_Parameters_Command(
    le_scan_type=1, le_scan_interval=16, le_scan_window=16, own_address_type=1,
    scanning_filter_policy=0,
)  # fmt: skip
SCAN_ON = hci.HCI_LE_Set_Scan_Enable_Command(le_scan_enable=1, filter_duplicates=0)
CONNECTABLE, SCANNABLE, BARE = 0, 2, 3


def advertising(kind=CONNECTABLE):
    return hci.HCI_LE_Set_Advertising_Parameters_Command(
        advertising_interval_min=160,
        advertising_interval_max=160,
        advertising_type=kind,
        own_address_type=1,
        peer_address_type=0,
        peer_address=Address.ANY,
        advertising_channel_map=7,
        advertising_filter_policy=0,
    )


class Host:
    """Keeps what a controller reports."""

    def __init__(self, controller):
        self.events = []
        controller.set_packet_sink(self)
        self._tell = controller.on_packet

    def on_packet(self, packet):
        self.events.append(hci.HCI_Packet.from_bytes(packet))

    def order(self, *commands):
        for command in commands:
            self._tell(bytes(command))

    def seen(self, kind):
        return [event for event in self.events if isinstance(event, kind)]


def stock(link=None):
    return Controller("stock", link=link or LocalLink())


def ours(link=None):
    return AirController("ours", link or AirLink())


async def settled():
    for _ in range(20):
        await asyncio.sleep(0)


async def hear(link, make, kind=CONNECTABLE, *wishes):
    """Return what one controller reports of another's advert."""
    sender, receiver = make(link), make(link)
    host = Host(receiver)
    host.order(SCAN, SCAN_ON, *wishes)
    sender.random_address = THERE
    Host(sender).order(advertising(kind))
    sender.le_legacy_advertiser.advertising_data = b"\x02\x01\x06"
    sender.le_legacy_advertiser.scan_response_data = b"\x03\x09me"
    sender.le_legacy_advertiser.rssi_dbm = -71
    sender.le_legacy_advertiser.start()
    await settled()
    sender.le_legacy_advertiser.stop()
    return reports_to(host), host


def reports_to(host):
    legacy = host.seen(hci.HCI_LE_Advertising_Report_Event)
    extended = host.seen(hci.HCI_LE_Extended_Advertising_Report_Event)
    return [report for event in legacy + extended for report in event.reports]


def device(controller, name, address, host=QuietHost, **config):
    """Return a device on a chip."""
    config = DeviceConfiguration(name=name, address=address, **config)
    return Device(config=config, host=host(controller, controller))


async def connected(link, make, own_address_type=hci.OwnAddressType.RANDOM, host=StockHost):
    """Return two devices with a link between them: central's end, peripheral's end."""
    a = make(link)
    a.public_address = Address("01:02:03:04:05:06", Address.PUBLIC_DEVICE_ADDRESS)
    b = make(link)
    near = device(a, "near", HERE, host)
    often = {"advertising_interval_min": 20, "advertising_interval_max": 20}
    far = device(b, "far", THERE, host, **often)
    notifying = Characteristic("2A6E", Characteristic.Properties.NOTIFY, 1, b"")
    writing = CharacteristicValue(write=lambda _connection, _value: None)
    mute = Characteristic("2A06", Characteristic.Properties.WRITE, 3, writing)
    far.add_service(Service("181A", [notifying, mute]))
    ends = asyncio.get_running_loop().create_future()
    far.on("connection", ends.set_result)
    await near.power_on()
    await far.power_on()
    await far.start_advertising()
    here = await near.connect_le(THERE, own_address_type=own_address_type)
    return SimpleNamespace(
        here=here, there=await ends, notifying=notifying, mute=mute, near=a, far=b
    )


def on_att(handle, payload):
    channel = len(payload).to_bytes(2, "little") + b"\x04\x00" + payload
    return bytes(hci.HCI_AclDataPacket(handle, 2, 0, len(channel), channel))
