"""What we work around in bumble's links: a change there fails here first."""

import asyncio
import inspect

import pytest
from bumble import att, hci, ll
from bumble.controller import Connection, Controller, LegacyAdvertiser
from bumble.core import InvalidArgumentError, InvalidPacketError
from bumble.gatt_client import Client
from bumble.gatt_server import Server
from bumble.hci import Address
from bumble.host import Host as StockHost
from bumble.link import LocalLink
from bumble.transport.common import StreamPacketSource
from chips import (
    CREATE,
    HERE,
    SCAN_ON,
    THERE,
    Host,
    advertising,
    connected,
    on_att,
    ours,
    settled,
    stock,
)

from tpsim.air.advertiser import AirAdvertiser
from tpsim.air.contact import AirConnection
from tpsim.air.controller import AirController
from tpsim.air.gattclient import GattClient
from tpsim.air.host import QuietHost
from tpsim.air.link import AirLink


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


@pytest.mark.parametrize(("make", "scanning"), [(stock, True), (ours, False)])
async def test_only_ours_does_nothing_after_a_reset(make, scanning):
    controller = make()
    Host(controller).order(SCAN_ON, hci.HCI_Reset_Command())
    assert controller.le_scan_enable is scanning


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


async def test_stock_never_answers_who_reads_what_can_only_be_written(caplog):
    pair = await connected(LocalLink(), stock)
    request = asyncio.create_task(pair.here.gatt_client.read_value(pair.mute.handle))
    await settled()
    assert not request.done()
    assert "no read function" in caplog.text
    request.cancel()
    await asyncio.wait({request})


@pytest.mark.parametrize(("make", "told"), [(stock, (10, 0, 10)), (ours, (6, 0, 42))])
async def test_only_ours_tells_a_sensor_what_the_central_asked_for(make, told):
    link = LocalLink() if make is stock else AirLink()
    sensor, central = make(link), make(link)
    host = Host(sensor)
    sensor.random_address, central.random_address = THERE, HERE
    host.order(advertising())
    Host(central).order(CREATE)
    sensor.le_legacy_advertiser.start()
    await settled()
    (event,) = host.seen(hci.HCI_LE_Connection_Complete_Event)
    numbers = (event.connection_interval, event.peripheral_latency, event.supervision_timeout)
    assert numbers == told


@pytest.mark.parametrize(("kind", "spoken"), [(Client, True), (GattClient, False)])
async def test_only_stock_writes_every_notification_out(kind, spoken, monkeypatch):
    pair = await connected(LocalLink(), stock)
    heard, told = [], []
    client = kind(pair.here)
    client.notification_subscribers[7] = {heard.append}
    notification = att.ATT_Handle_Value_Notification(attribute_handle=7, attribute_value=b"\x01")
    monkeypatch.setattr(type(notification), "__str__", lambda _: told.append(1) or "")
    client.on_gatt_pdu(notification)
    assert heard == [b"\x01"]
    assert bool(told) is spoken


@pytest.mark.parametrize(
    ("make", "kind", "spoken"), [(stock, StockHost, True), (ours, QuietHost, False)]
)
async def test_only_stock_writes_every_packet_out_on_its_way(make, kind, spoken, monkeypatch):
    pair = await connected(LocalLink() if make is stock else AirLink(), make, host=kind)
    told = []
    monkeypatch.setattr(hci.HCI_AclDataPacket, "__str__", lambda _: told.append(1) or "")
    assert await pair.here.gatt_client.request_mtu(100) == 100
    assert bool(told) is spoken


async def test_stock_raises_what_is_no_att_at_whoever_brought_it():
    pair = await connected(LocalLink(), stock)
    with pytest.raises(InvalidPacketError):
        pair.here.device.host.on_packet(on_att(pair.here.handle, b""))


async def test_ours_ignores_what_is_no_att():
    pair = await connected(AirLink(), ours, host=QuietHost)
    for nonsense in (b"", b"\x1b", b"\x1b\x01", b"\x7f", b"\x09\x05\x01"):
        pair.here.device.host.on_packet(on_att(pair.here.handle, nonsense))
    assert await pair.here.gatt_client.request_mtu(100) == 100


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
    Host(sensor).order(advertising())
    for host in hosts:
        host.order(CREATE)
    sensor.le_legacy_advertiser.start()
    await settled()
    sensor.le_legacy_advertiser.stop()
    return sum(len(host.seen(hci.HCI_LE_Connection_Complete_Event)) for host in hosts)


def _goodbye(handle):
    reason = hci.HCI_ErrorCode.REMOTE_USER_TERMINATED_CONNECTION_ERROR
    return hci.HCI_Disconnect_Command(connection_handle=handle, reason=reason)


OVERRIDDEN = {
    AirLink: ["send_advertising_pdu"],
    AirController: [
        "create_le_connection",
        "on_advertising_pdu",
        "on_hci_le_create_connection_cancel_command",
        "on_hci_le_set_advertising_data_command",
        "on_hci_le_set_advertising_parameters_command",
        "on_hci_packet",
        "on_hci_reset_command",
        "send_hci_packet",
    ],
    AirConnection: ["on_acl_pdu", "on_hci_acl_data_packet", "send_ll_control_pdu"],
    AirAdvertiser: ["send_advertising_data"],
    QuietHost: ["on_hci_packet", "on_l2cap_pdu", "on_packet", "send_hci_packet"],
    GattClient: ["on_gatt_pdu"],
}


@pytest.mark.parametrize("our_class", OVERRIDDEN)
def test_bumble_still_has_what_our_radio_overrides(our_class):
    bumble_s = [kind for kind in our_class.__mro__ if kind.__module__.startswith("bumble.")]
    for name in OVERRIDDEN[our_class]:
        before = next(vars(kind)[name] for kind in bumble_s if name in vars(kind))
        assert _names(before) == _names(getattr(our_class, name)), name


def test_bumble_still_has_what_our_radio_asks_of_it():
    assert {"advertiser_address", "data"} == set(ll.AdvInd.__dataclass_fields__)
    assert {"enabled", "advertising_type", "advertising_data", "scan_response_data"} <= set(
        LegacyAdvertiser.__dataclass_fields__
    )
    assert isinstance(LegacyAdvertiser.address, property)
    assert {"controller", "handle", "peer_address", "self_address"} <= set(
        Connection.__dataclass_fields__
    )
    assert _names(Controller.on_le_disconnected) == ["connection", "reason"]
    assert _names(Server.read_cccd) == ["bearer", "characteristic"]


async def test_a_server_of_bumble_s_resolves_who_waits_for_a_confirmation():
    pair = await connected(LocalLink(), stock)
    server = pair.there.device.gatt_server
    waiting = server.pending_confirmations[pair.there] = asyncio.get_running_loop().create_future()
    server.on_gatt_pdu(pair.there, att.ATT_Handle_Value_Confirmation())
    assert waiting.done()


async def test_a_reset_by_bumble_s_device_ends_its_links_and_its_adverts():
    pair = await connected(AirLink(), ours)
    ended = []
    pair.there.on("disconnection", ended.append)
    await pair.there.device.power_on()
    assert ended
    assert not pair.far.advertiser.enabled
    pair.far.air.close()


async def test_a_bumble_source_knows_when_it_is_closed():
    source = StreamPacketSource()
    assert not source.terminated.done()
    source.on_transport_lost()
    assert source.terminated.done()


def _names(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]
