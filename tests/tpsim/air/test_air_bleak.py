"""The real bleak over the software radio."""

import asyncio
import contextlib
import struct
import subprocess
import sys

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
    BleakGATTProtocolErrorCode,
)
from bumble.hci import Address

from tpsim.air.backend import bleak_arguments
from tpsim.air.speaker import OversizeNotification
from tpsim.air.wire import GOODBYE, VANISH

pytestmark = pytest.mark.air

SERVICE = "7e4e1701-1ea6-40c9-9dcc-13d34ffead57"
DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
LABEL = "00002a29-0000-1000-8000-00805f9b34fb"
START = b"\x65"


class Told:
    """Collects what arrives, and waits for so many."""

    def __init__(self):
        self.got = []
        self._more = asyncio.Event()

    def __call__(self, _characteristic, data):
        self.got.append(bytes(data))
        self._more.set()

    async def until(self, n):
        while len(self.got) < n:
            self._more.clear()
            await self._more.wait()
        return self.got


async def first_heard(**scan):
    async with BleakScanner(**scan) as scanner:
        async for device, advert in scanner.advertisement_data():
            return device, advert, scanner
    raise AssertionError("a scan never ends by itself")


async def until_it_fails(request):
    while True:
        await request()


async def test_a_scan_finds_service_and_name_though_each_stands_in_another_packet(room, wire):
    device, advert, scanner = await first_heard(**room.scan)
    assert advert.local_name == device.name == wire.name
    assert advert.service_uuids == [SERVICE]
    assert device.address == room.sensor.address
    assert scanner.backend_id == "AirScanner"


async def test_a_passive_scan_never_hears_the_name(room, wire):
    _, advert, _ = await first_heard(scanning_mode="passive", **room.scan)
    assert advert.local_name is None
    assert advert.service_uuids == [SERVICE]


async def test_a_scan_for_another_service_hears_nothing_of_this_one(room, wire, new_wire):
    other = new_wire("Other")
    other.advertised_uuids = ("0000181d-0000-1000-8000-00805f9b34fb",)
    room.add(other)
    wanted = ["0000181D-0000-1000-8000-00805F9B34FB"]
    device, _, scanner = await first_heard(service_uuids=wanted, **room.scan)
    assert device.name == "Other"
    assert [found.name for found in scanner.discovered_devices] == ["Other"]


async def test_connecting_discovers_what_the_wire_describes(room, wire):
    async with await room.client(wire) as client:
        assert client.is_connected
        service = client.services.get_service(SERVICE)
        offered = {c.uuid: c.properties for c in service.characteristics}
        assert offered == {
            DATA: ["notify"],
            CONTROL: ["write-without-response", "write"],
            LABEL: ["read"],
        }
        assert client.mtu_size == 247
        assert client.name == wire.name
        control = service.get_characteristic(CONTROL)
        assert control.max_write_without_response_size == 244
        assert [d.uuid[4:8] for d in service.get_characteristic(DATA).descriptors] == ["2902"]


async def test_five_hundred_of_five_hundred_notifications_arrive_in_order(room, wire):
    wire.script = [struct.pack("<I", n) + bytes(16) for n in range(500)]
    told = Told()
    async with await room.client(wire) as client:
        await client.start_notify(DATA, told)
        await client.write_gatt_char(CONTROL, START, response=False)
        assert await told.until(500) == wire.script


async def test_writes_reach_the_wire_in_order_and_either_way(room, wire):
    async with await room.client(wire) as client:
        for n in range(20):
            await client.write_gatt_char(CONTROL, bytes([n]), response=n % 2 == 0)
        await client.write_gatt_char(CONTROL, b"last", response=True)
        written = [data for what, data in wire.happened if what == "write"]
    assert written[:20] == [bytes([n]) for n in range(20)]


async def test_a_wire_never_sees_time_run_backwards(room, wire):
    wire.script = [b"x"]
    told = Told()
    async with await room.client(wire) as client:
        await client.start_notify(DATA, told)
        for n in range(1, 20):
            await client.write_gatt_char(CONTROL, START, response=True)
            await told.until(n)
    assert wire.stamps_ns == sorted(wire.stamps_ns)


async def test_a_value_is_read_from_the_device(room, wire):
    async with await room.client(wire) as client:
        assert await client.read_gatt_char(LABEL) == b"scripted"


async def test_a_forbidden_read_or_write_is_refused_at_once(room, wire):
    async with await room.client(wire) as client:
        with pytest.raises(BleakGATTProtocolError) as read:
            await client.read_gatt_char(CONTROL)
        with pytest.raises(BleakGATTProtocolError) as write:
            await client.write_gatt_char(LABEL, b"x", response=True)
    assert read.value.code == BleakGATTProtocolErrorCode.READ_NOT_PERMITTED
    assert write.value.code == BleakGATTProtocolErrorCode.WRITE_NOT_PERMITTED


async def test_what_does_not_fit_a_write_without_response_is_refused(room, wire):
    async with await room.client(wire) as client:
        with pytest.raises(BleakError, match="do not fit"):
            await client.write_gatt_char(CONTROL, bytes(245), response=False)


async def test_after_stop_notify_nothing_more_arrives(room, wire):
    wire.script = [b"x"]
    told = Told()
    async with await room.client(wire) as client:
        await client.start_notify(DATA, told)
        with pytest.raises(BleakError, match="already started"):
            await client.start_notify(DATA, told)
        await client.write_gatt_char(CONTROL, START, response=True)
        await told.until(1)
        await client.stop_notify(DATA)
        await client.write_gatt_char(CONTROL, START, response=True)
        await client.read_gatt_char(LABEL)
        await client.start_notify(DATA, told)
        wire.script = [b"y"]
        await client.write_gatt_char(CONTROL, START, response=True)
        assert await told.until(2) == [b"x", b"y"]


async def test_one_s_own_disconnect_calls_back_too(room, wire):
    called = []
    client = await room.client(wire, disconnected_callback=called.append)
    await client.connect()
    await client.disconnect()
    assert called == [client]
    assert not client.is_connected
    await client.disconnect()
    assert called == [client]


async def test_a_request_in_flight_when_the_device_vanishes_fails_with_a_bleak_error(room, wire):
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    wire.orders.append((0, VANISH, 0.0))
    with pytest.raises(BleakError) as lost:
        await until_it_fails(lambda: client.write_gatt_char(CONTROL, b"?", response=True))
    assert "Service Discovery" not in str(lost.value)
    await gone.wait()
    assert not client.is_connected
    with pytest.raises(BleakError, match="Service Discovery has not been performed yet"):
        await client.write_gatt_char(CONTROL, b"?", response=True)
    await client.disconnect()


async def test_a_silent_link_counts_as_connected_until_it_times_out(room, wire):
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    wire.orders.append((0, VANISH, 0.0))
    await wire.obeyed.wait()
    assert client.is_connected
    await gone.wait()
    assert not client.is_connected
    await client.disconnect()


async def test_a_goodbye_ends_the_link_and_tells_both_sides(room, wire):
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    wire.orders.append((0, GOODBYE, 0.0))
    await gone.wait()
    await client.disconnect()
    await room.find(wire)
    assert wire.happened == [("connect", b""), ("disconnect", b"")]


@pytest.mark.parametrize("order", [VANISH, GOODBYE])
async def test_the_same_client_reconnects_once_the_device_is_back(room, wire, order):
    wire.script = [b"again"]
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    wire.orders.append((0, order, 0.1))
    await gone.wait()
    told = Told()
    await client.connect()
    await client.start_notify(DATA, told)
    await client.write_gatt_char(CONTROL, START, response=True)
    assert await told.until(1) == [b"again"]
    await client.disconnect()


async def test_connecting_to_a_device_that_is_away_times_out_and_works_later(room, wire):
    device = await room.find(wire)
    wire.orders.append((0, VANISH, 3600.0))
    await wire.obeyed.wait()
    client = BleakClient(device, timeout=0.2, **room.call)
    with pytest.raises(TimeoutError):
        await client.connect()
    assert not client.is_connected
    room.air.silence(room.sensor.dongle.chip, 0.0)
    later = BleakClient(device, timeout=10, **room.call)
    await later.connect()
    assert later.is_connected
    await later.disconnect()


async def test_a_cancelled_connect_leaves_nothing_behind(room, wire):
    device = await room.find(wire)
    wire.orders.append((0, VANISH, 0.3))
    await wire.obeyed.wait()
    attempt = asyncio.create_task(BleakClient(device, **room.call).connect())
    # A chip tells nobody that it waits, so there is nothing to wait for but that.
    while not any(chip.pending_le_connection for chip in room.air.controllers):  # noqa: ASYNC110
        await asyncio.sleep(0)
    attempt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attempt
    async with BleakClient(device, **room.call) as client:
        assert client.is_connected


@pytest.mark.parametrize("moments", [1, 3, 10, 30, 100, 300])
async def test_a_connect_that_is_given_up_at_any_moment_says_nothing_in_the_log(
    room, wire, moments, caplog
):
    device = await room.find(wire)
    wire.orders.append((0, VANISH, 3600.0))
    await wire.obeyed.wait()
    attempt = asyncio.create_task(BleakClient(device, **room.call).connect())
    for _ in range(moments):
        await asyncio.sleep(0)
    attempt.cancel()
    await asyncio.wait({attempt})
    assert attempt.cancelled()
    assert not caplog.records


async def test_a_request_that_is_given_up_does_not_answer_the_next(room, wire):
    async with await room.client(wire) as client:
        given_up = asyncio.create_task(client.write_gatt_char(CONTROL, b"a", response=True))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.wait({given_up})
        assert given_up.cancelled()
        assert await client.read_gatt_char(LABEL) == b"scripted"
        await client.write_gatt_char(CONTROL, b"b", response=True)
    assert [data for what, data in wire.happened if what == "write"] == [b"a", b"b"]


async def test_an_address_that_nobody_has_is_not_found(room, wire):
    client = BleakClient("C0:FF:EE:00:00:01", timeout=0.2, **room.call)
    with pytest.raises(BleakDeviceNotFoundError):
        await client.connect()


async def test_an_address_alone_is_enough(room, wire):
    async with BleakClient(room.sensor.address, **room.call) as client:
        assert client.is_connected


async def test_a_connected_device_no_longer_advertises(room, wire):
    address = Address(room.sensor.address)
    client = await room.client(wire)
    assert room.air.who_answers(address)
    async with client:
        assert not room.air.who_answers(address)


async def test_of_two_programs_that_call_at_once_one_gets_through_and_then_the_other(room, wire):
    device = await room.find(wire)
    first, second = (BleakClient(device, timeout=10, **room.call) for _ in range(2))
    calls = [asyncio.create_task(client.connect()) for client in (first, second)]
    await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
    assert [first.is_connected, second.is_connected].count(True) == 1
    winner, loser = (first, second) if first.is_connected else (second, first)
    await winner.disconnect()
    await asyncio.gather(*calls)
    assert loser.is_connected
    await loser.disconnect()


async def test_two_programs_with_a_sensor_each_never_hear_the_other_s(room, wire, new_wire):
    other = new_wire("Progressor_0002")
    room.add(other)
    wire.script = [b"one"] * 50
    other.script = [b"two"] * 50
    one, two = Told(), Told()
    async with await room.client(wire) as a, await room.client(other) as b:
        await a.start_notify(DATA, one)
        await b.start_notify(DATA, two)
        await a.write_gatt_char(CONTROL, START, response=False)
        await b.write_gatt_char(CONTROL, START, response=False)
        assert set(await one.until(50)) == {b"one"}
        assert set(await two.until(50)) == {b"two"}


@pytest.mark.parametrize("politely", [True, False])
async def test_a_client_that_leaves_in_mid_stream_says_nothing_in_the_log(
    room, wire, caplog, politely
):
    wire.script = [bytes(100)] * 500
    client = await room.client(wire)
    await client.connect()
    told = Told()
    await client.start_notify(DATA, told)
    await client.write_gatt_char(CONTROL, START, response=False)
    await told.until(1)
    if not politely:
        client._backend._peer._central._transport.sink.close()
    await client.disconnect()
    await wire.until("disconnect")
    assert not caplog.records


async def test_when_the_simulator_dies_the_client_is_told(room, wire):
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    await room.hci.close()
    await gone.wait()
    assert not client.is_connected
    with pytest.raises(BleakBluetoothNotAvailableError) as none:
        await client.connect()
    assert none.value.reason is BleakBluetoothNotAvailableReason.NO_BLUETOOTH
    with pytest.raises(BleakBluetoothNotAvailableError):
        await BleakScanner.discover(timeout=0.1, **room.scan)


async def test_when_the_simulator_dies_in_a_request_that_fails(room, wire):
    client = await room.client(wire)
    await client.connect()
    dying = asyncio.create_task(room.hci.close())
    with pytest.raises(BleakError):
        await until_it_fails(lambda: client.read_gatt_char(LABEL))
    await dying
    await client.disconnect()


async def test_a_scan_survives_the_death_of_the_simulator(room, wire):
    async with BleakScanner(**room.scan):
        await room.hci.close()


async def test_what_is_no_simulator_is_told_apart(room):
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    scan, _ = bleak_arguments(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    with pytest.raises(BleakBluetoothNotAvailableError, match="is no simulator"):
        await BleakScanner.discover(timeout=0.1, **scan)
    server.close()
    await server.wait_closed()


async def test_garbage_on_the_hci_port_costs_only_the_one_who_sent_it(room, wire):
    host, port = room.target.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()
    await room.find(wire)


async def test_a_notification_too_long_for_the_link_ends_the_sensor(room, wire):
    wire.script = [bytes(245)]
    async with await room.client(wire) as client:
        await client.start_notify(DATA, Told())
        await client.write_gatt_char(CONTROL, START, response=True)
        with pytest.raises(OversizeNotification, match="245 bytes on a link that carries 244"):
            await room.lives[0]


async def test_the_longest_notification_that_fits_arrives_whole(room, wire):
    wire.script = [bytes(range(244))]
    told = Told()
    async with await room.client(wire) as client:
        await client.start_notify(DATA, told)
        await client.write_gatt_char(CONTROL, START, response=True)
        assert await told.until(1) == wire.script


async def test_an_unknown_link_order_ends_the_sensor(room, wire):
    wire.orders.append((0, "explode", 1.0))
    with pytest.raises(ValueError, match="explode"):
        await room.lives[0]


@pytest.mark.parametrize("target", ["", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0"])
def test_a_target_without_a_port_is_refused(target):
    with pytest.raises(ValueError, match="HOST:PORT"):
        bleak_arguments(target)


@pytest.mark.parametrize("host", ["192.168.1.4", "0.0.0.0", "example.org", "", "127.0.0.1.nip.io"])
def test_only_this_machine_is_dialled(host):
    with pytest.raises(ValueError, match="this machine only"):
        bleak_arguments(f"{host}:47300")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost"])
def test_every_name_of_this_machine_will_do(host):
    scan, call = bleak_arguments(f"{host}:47300")
    assert scan["hci"] == call["hci"] == f"{host}:47300"


@pytest.mark.process
def test_whoever_only_looks_for_the_entry_point_does_not_load_bumble():
    code = "import sys, tpsim.air.backend; sys.exit('bumble' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
