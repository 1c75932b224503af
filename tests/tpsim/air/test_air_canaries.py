"""What we work around in bumble and lean on in bleak: a change there fails here first."""

import asyncio
import inspect
from types import SimpleNamespace

import pytest
from bleak import BleakClient, BleakScanner
from bleak.backends.characteristic import BleakGATTCharacteristic, GattCharacteristicsFlags
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService
from bumble import hci, ll
from bumble.att import ATT_Handle_Value_Notification
from bumble.controller import Controller
from bumble.core import InvalidArgumentError
from bumble.device import Device, DeviceConfiguration
from bumble.gatt import Characteristic, Service
from bumble.gatt_client import Client
from bumble.hci import Address
from bumble.link import LocalLink
from bumble.transport.common import StreamPacketSource

from tpsim.air.controller import AirController
from tpsim.air.gattclient import GattClient
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
ADVERTISING = hci.HCI_LE_Set_Advertising_Parameters_Command(
    advertising_interval_min=160,
    advertising_interval_max=160,
    advertising_type=0,
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


async def cancel_a_pending_connection(controller):
    host = Host(controller)
    host.order(CREATE, hci.HCI_LE_Create_Connection_Cancel_Command(), CREATE)
    await settled()
    again = host.seen(hci.HCI_Command_Status_Event)[-1]
    return host.seen(hci.HCI_LE_Connection_Complete_Event), again.status, host


async def test_stock_never_ends_a_connection_attempt_that_was_cancelled():
    completed, again, _ = await cancel_a_pending_connection(stock())
    assert not completed
    assert again == hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR


async def test_ours_ends_a_cancelled_attempt_after_the_reply_and_allows_the_next():
    completed, again, host = await cancel_a_pending_connection(ours())
    assert [c.status for c in completed] == [hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR]
    assert again == hci.HCI_ErrorCode.SUCCESS
    reply = host.seen(hci.HCI_Command_Complete_Event)[0]
    assert host.events.index(reply) < host.events.index(completed[0])


async def test_ours_refuses_to_cancel_what_is_not_pending():
    host = Host(ours())
    host.order(hci.HCI_LE_Create_Connection_Cancel_Command())
    await settled()
    status = host.events[0].return_parameters.status
    assert status == hci.HCI_ErrorCode.COMMAND_DISALLOWED_ERROR


async def hear(link, make):
    """Return the data of every report that one controller gives of another's advert."""
    sender, receiver = make(link), make(link)
    host = Host(receiver)
    host.order(SCAN, SCAN_ON)
    sender.random_address = THERE
    Host(sender).order(ADVERTISING)
    sender.le_legacy_advertiser.advertising_data = b"\x02\x01\x06"
    sender.le_legacy_advertiser.scan_response_data = b"\x03\x09me"
    sender.le_legacy_advertiser.start()
    await settled()
    sender.le_legacy_advertiser.stop()
    legacy = host.seen(hci.HCI_LE_Advertising_Report_Event)
    extended = host.seen(hci.HCI_LE_Extended_Advertising_Report_Event)
    return [report.data for event in legacy + extended for report in event.reports]


async def test_stock_repeats_the_advert_instead_of_the_scan_response():
    assert await hear(LocalLink(), stock) == [b"\x02\x01\x06"] * 2


async def test_ours_delivers_the_scan_response():
    assert await hear(AirLink(), ours) == [b"\x02\x01\x06", b"\x03\x09me"]


@pytest.mark.parametrize(("make", "interval_ms"), [(stock, 160), (ours, 100)])
async def test_only_ours_reads_the_advertising_interval_in_its_own_unit(make, interval_ms):
    controller = make()
    Host(controller).order(ADVERTISING)
    assert controller.le_legacy_advertiser.advertising_interval_min == interval_ms


@pytest.mark.parametrize(("make", "scanning"), [(stock, True), (ours, False)])
async def test_only_ours_does_nothing_after_a_reset(make, scanning):
    controller = make()
    Host(controller).order(SCAN_ON, hci.HCI_Reset_Command())
    assert controller.le_scan_enable is scanning


async def connected(link, make, own_address_type=hci.OwnAddressType.RANDOM):
    """Return two devices with a link between them: central's end, peripheral's end."""
    a = make(link)
    a.public_address = Address("01:02:03:04:05:06", Address.PUBLIC_DEVICE_ADDRESS)
    b = make(link)
    config = DeviceConfiguration(name="near", address=HERE)
    near = Device.from_config_with_hci(config, a, a)
    often = {"advertising_interval_min": 20, "advertising_interval_max": 20}
    config = DeviceConfiguration(name="far", address=THERE, **often)
    far = Device.from_config_with_hci(config, b, b)
    notifying = Characteristic("2A6E", Characteristic.Properties.NOTIFY, 1, b"")
    far.add_service(Service("181A", [notifying]))
    ends = asyncio.get_running_loop().create_future()
    far.on("connection", ends.set_result)
    await near.power_on()
    await far.power_on()
    await far.start_advertising()
    here = await near.connect_le(THERE, own_address_type=own_address_type)
    return SimpleNamespace(here=here, there=await ends, notifying=notifying, near=a, far=b)


async def test_stock_cancels_whoever_waits_for_an_answer_when_the_link_dies():
    link = LocalLink()
    pair = await connected(link, stock)
    link.remove_controller(pair.far)
    request = asyncio.create_task(pair.here.gatt_client.request_mtu(100))
    await settled()
    end = pair.near.le_connections[THERE]
    pair.near.on_le_disconnected(end, hci.HCI_ErrorCode.CONNECTION_TIMEOUT_ERROR)
    await asyncio.wait({request})
    assert request.cancelled()


async def test_stock_cuts_a_notification_that_is_too_long():
    pair = await connected(LocalLink(), stock)
    await pair.here.gatt_client.discover_services()
    (found,) = await pair.here.gatt_client.discover_characteristics(["2A6E"], None)
    got = asyncio.Queue()
    await found.subscribe(got.put_nowait)
    await pair.there.device.notify_subscriber(pair.there, pair.notifying, bytes(100))
    assert len(await got.get()) == 20


@pytest.mark.parametrize(("kind", "spoken"), [(Client, True), (GattClient, False)])
async def test_only_stock_writes_every_notification_out(kind, spoken, monkeypatch):
    pair = await connected(LocalLink(), stock)
    heard, told = [], []
    client = kind(pair.here)
    client.notification_subscribers[7] = {heard.append}
    monkeypatch.setattr(ATT_Handle_Value_Notification, "__str__", lambda _: told.append(1) or "")
    client.on_gatt_pdu(ATT_Handle_Value_Notification(attribute_handle=7, attribute_value=b"\x01"))
    assert heard == [b"\x01"]
    assert bool(told) is spoken


async def test_stock_loses_the_data_of_a_host_with_a_public_address(caplog):
    pair = await connected(LocalLink(), stock, hci.OwnAddressType.PUBLIC)
    request = asyncio.create_task(pair.here.gatt_client.request_mtu(100))
    await settled()
    assert not request.done()
    assert "no connection for" in caplog.text
    request.cancel()
    await asyncio.wait({request})


async def test_ours_serves_a_host_with_a_public_address():
    pair = await connected(AirLink(), ours, hci.OwnAddressType.PUBLIC)
    assert await pair.here.gatt_client.request_mtu(100) == 100


async def test_stock_cannot_disconnect_from_a_peer_that_has_left():
    link = LocalLink()
    pair = await connected(link, stock)
    link.remove_controller(pair.far)
    with pytest.raises(InvalidArgumentError):
        pair.near.on_hci_disconnect_command(_goodbye(pair.here.handle))


async def test_ours_disconnects_from_a_peer_that_has_left():
    air = AirLink()
    pair = await connected(air, ours)
    air.leave(pair.far)
    gone = asyncio.get_running_loop().create_future()
    pair.here.on("disconnection", gone.set_result)
    pair.near.on_hci_disconnect_command(_goodbye(pair.here.handle))
    await gone
    air.close()


async def test_stock_lets_two_centrals_have_one_peripheral():
    assert await _how_many_connect(LocalLink(), stock) == 2


async def test_of_two_centrals_that_hear_the_same_advert_ours_connects_one():
    assert await _how_many_connect(AirLink(), ours) == 1


async def _how_many_connect(link, make):
    sensor, one, two = make(link), make(link), make(link)
    hosts = [Host(one), Host(two)]
    one.random_address, two.random_address = HERE, Address("C3:00:00:00:00:03")
    sensor.random_address = THERE
    Host(sensor).order(ADVERTISING)
    for host in hosts:
        host.order(CREATE)
    sensor.le_legacy_advertiser.start()
    await settled()
    sensor.le_legacy_advertiser.stop()
    return sum(len(host.seen(hci.HCI_LE_Connection_Complete_Event)) for host in hosts)


def _goodbye(handle):
    reason = hci.HCI_ErrorCode.REMOTE_USER_TERMINATED_CONNECTION_ERROR
    return hci.HCI_Disconnect_Command(connection_handle=handle, reason=reason)


def test_bleak_asks_of_a_scanner_what_ours_has():
    assert BaseBleakScanner.__abstractmethods__ == {"start", "stop"}
    assert _names(BaseBleakScanner.__init__) == ["detection_callback", "service_uuids"]
    assert _names(BaseBleakScanner.create_or_update_device) == [
        "key", "address", "name", "details", "adv",
    ]  # fmt: skip
    assert AdvertisementData._fields == (
        "local_name", "manufacturer_data", "service_data", "service_uuids", "tx_power", "rssi",
        "platform_data",
    )  # fmt: skip


def test_bleak_asks_of_a_client_what_ours_has():
    assert BaseBleakClient.__abstractmethods__ == {
        "connect", "disconnect", "is_connected", "mtu_size", "pair", "unpair",
        "read_gatt_char", "read_gatt_descriptor", "write_gatt_char", "write_gatt_descriptor",
        "start_notify", "stop_notify",
    }  # fmt: skip
    assert _names(BaseBleakClient.__init__) == [
        "address_or_ble_device", "disconnected_callback", "timeout", "kwargs",
    ]  # fmt: skip
    assert _names(BaseBleakClient.write_gatt_char) == ["characteristic", "data", "response"]
    assert _names(BaseBleakClient.start_notify) == ["characteristic", "callback", "kwargs"]


def test_bleak_s_table_of_services_is_built_from_the_same_parts():
    assert _names(BleakGATTService.__init__) == ["obj", "handle", "uuid"]
    assert _names(BleakGATTDescriptor.__init__) == ["obj", "handle", "uuid", "characteristic"]
    assert _names(BleakGATTCharacteristic.__init__) == [
        "obj", "handle", "uuid", "properties", "max_write_without_response_size", "service",
    ]  # fmt: skip
    assert GattCharacteristicsFlags.write_without_response.value == 0x04
    assert GattCharacteristicsFlags.notify.value == 0x10


@pytest.mark.parametrize(
    ("front", "platform"),
    [(BleakScanner, {"bluez", "cb"}), (BleakClient, {"bluez", "winrt"})],
)
def test_bleak_hands_unknown_arguments_to_the_backend(front, platform):
    given = {}

    class Backend:
        def __init__(self, *args, **more):
            given.update(more)

    front("C1:00:00:00:00:01" if front is BleakClient else None, backend=Backend, hci="here")
    assert given["hci"] == "here"
    assert platform <= set(given)


def test_bumble_still_has_what_our_radio_overrides():
    ours_over_stock = (LocalLink, AirLink), (Controller, AirController), (Client, GattClient)
    for stock_class, our_class in ours_over_stock:
        for name in set(vars(our_class)) & set(vars(stock_class)):
            before, after = getattr(stock_class, name), getattr(our_class, name)
            if inspect.isfunction(before) and name != "__init__":
                assert _names(before) == _names(after), name
    for name in ("send_advertising_pdu", "send_acl_data", "send_ll_control_pdu"):
        assert name in vars(LocalLink)
    for name in (
        "create_le_connection", "on_advertising_pdu", "on_hci_reset_command", "on_le_disconnected",
        "on_hci_le_create_connection_cancel_command", "send_advertising_pdu",
        "on_hci_le_set_advertising_parameters_command",
    ):  # fmt: skip
        assert name in vars(Controller), name
    assert {"advertiser_address", "data"} == set(ll.AdvInd.__dataclass_fields__)


async def test_a_bumble_source_knows_when_it_is_closed():
    source = StreamPacketSource()
    assert not source.terminated.done()
    source.on_transport_lost()
    assert source.terminated.done()


def _names(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]
