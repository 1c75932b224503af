"""What a scenario may do to a link, and what the real bleak makes of it."""

import asyncio

import pytest
from bleak import BleakClient, BleakScanner
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError, BleakError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason

from tpsim.air.wire import (
    ADAPTER_GONE,
    ADAPTER_OFF,
    DAEMON,
    HELD,
    IGNORE,
    NEW_ADDRESS,
    REFUSE,
)

pytestmark = pytest.mark.air

DATA = "7e4e1702-1ea6-40c9-9dcc-13d34ffead57"
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
LABEL = "00002a29-0000-1000-8000-00805f9b34fb"
FOR_GOOD_S = 3600.0


async def order(wire, kind, seconds):
    wire.obeyed.clear()
    wire.orders.append((0, kind, seconds))
    await wire.obeyed.wait()


async def addresses(room, seconds=0.3):
    return {device.address for device in await BleakScanner.discover(seconds, **room.scan)}


async def read_on(client):
    while True:
        await client.read_gatt_char(LABEL)


async def linked(room, wire):
    """Return a connected client and what is set when its link is gone."""
    gone = asyncio.Event()
    client = await room.client(wire, disconnected_callback=lambda _: gone.set())
    await client.connect()
    return client, gone


async def test_a_sensor_that_ignores_calls_is_seen_and_connecting_times_out(room, wire):
    await order(wire, IGNORE, FOR_GOOD_S)
    device = await room.find(wire)
    with pytest.raises(TimeoutError):
        await BleakClient(device, timeout=0.3, **room.call).connect()
    assert wire.happened == []


async def test_it_answers_again_once_that_is_over(room, wire):
    await order(wire, IGNORE, 0.3)
    async with await room.client(wire, timeout=10) as client:
        assert client.is_connected


async def test_ignoring_calls_leaves_a_link_alone(room, wire):
    async with await room.client(wire) as client:
        await order(wire, IGNORE, FOR_GOOD_S)
        assert await client.read_gatt_char(LABEL) == b"scripted"


async def test_a_sensor_that_refuses_hangs_up_at_once_and_its_wire_hears_nothing(room, wire):
    await order(wire, REFUSE, FOR_GOOD_S)
    client = await room.client(wire, timeout=5)
    with pytest.raises(BleakError):
        await client.connect()
    assert not client.is_connected
    assert wire.happened == []
    assert await addresses(room) == {room.sensor.address}


async def test_it_takes_calls_again_once_that_is_over(room, wire):
    await order(wire, REFUSE, 0.3)
    client = await room.client(wire, timeout=5)
    while not client.is_connected:
        try:
            await client.connect()
        except BleakError:
            continue
    assert await client.read_gatt_char(LABEL) == b"scripted"
    await client.disconnect()


async def test_a_sensor_that_another_central_holds_is_not_seen(room, wire, new_wire):
    other = new_wire("Other")
    there = room.add(other)
    await order(wire, HELD, FOR_GOOD_S)
    assert await addresses(room) == {there.address}


async def test_being_taken_by_another_central_ends_our_link_with_a_goodbye(room, wire):
    client, gone = await linked(room, wire)
    room.air._supervision_s = FOR_GOOD_S  # so that silence would not end it
    await order(wire, HELD, 0.2)
    await gone.wait()
    await client.connect()
    assert client.is_connected
    await client.disconnect()


async def test_a_sensor_comes_back_with_another_address_and_the_same_name(room, wire):
    before = room.sensor.address
    client, gone = await linked(room, wire)
    await order(wire, NEW_ADDRESS, 0.1)
    await gone.wait()
    await client.disconnect()
    found = await room.find(wire)
    assert found.address == room.sensor.address != before
    async with BleakClient(found, **room.call) as again:
        assert await again.read_gatt_char(LABEL) == b"scripted"
    await wire.until("disconnect", 2)
    assert wire.happened == [("connect", b""), ("disconnect", b"")] * 2


async def test_the_new_address_is_the_same_in_every_run(room, wire, new_wire):
    await order(wire, NEW_ADDRESS, 0.0)
    first = await room.find(wire)
    room.lives[0].cancel()
    await asyncio.wait(room.lives)
    twin = new_wire(wire.name)
    room.add(twin)
    await order(twin, NEW_ADDRESS, 0.0)
    assert (await room.find(twin)).address == first.address


async def test_a_connect_to_the_old_address_times_out(room, wire):
    device = await room.find(wire)
    await order(wire, NEW_ADDRESS, 0.0)
    with pytest.raises(TimeoutError):
        await BleakClient(device, timeout=0.3, **room.call).connect()


@pytest.mark.parametrize(
    ("how", "reason"), [(ADAPTER_OFF, Reason.POWERED_OFF), (ADAPTER_GONE, Reason.NO_BLUETOOTH)]
)
async def test_an_adapter_that_is_away_ends_links_and_is_named_as_bluez_would(
    room, wire, how, reason
):
    client, gone = await linked(room, wire)
    await order(wire, how, FOR_GOOD_S)
    await gone.wait()
    assert not client.is_connected
    with pytest.raises(BleakError, match="Service Discovery has not been performed yet"):
        await client.read_gatt_char(LABEL)
    for attempt in (client.connect(), BleakScanner.discover(0.1, **room.scan)):
        with pytest.raises(BleakBluetoothNotAvailableError) as none:
            await attempt
        assert none.value.reason is reason
        # A note would have our program send the person to the simulator instead.
        assert not getattr(none.value, "__notes__", [])
    await client.disconnect()


async def test_the_sensor_notices_by_the_silence_that_the_adapter_is_away(room, wire):
    client, gone = await linked(room, wire)
    await order(wire, ADAPTER_GONE, FOR_GOOD_S)
    await gone.wait()
    await wire.until("disconnect")
    await client.disconnect()


@pytest.mark.parametrize("how", [ADAPTER_OFF, ADAPTER_GONE])
async def test_the_same_client_connects_again_once_the_adapter_is_back(room, wire, how):
    client, gone = await linked(room, wire)
    await order(wire, how, 0.2)
    await gone.wait()
    while not client.is_connected:
        try:
            await client.connect()
        except BleakBluetoothNotAvailableError:
            await asyncio.sleep(0)
    assert await client.read_gatt_char(LABEL) == b"scripted"
    await client.disconnect()


async def test_when_the_bluetooth_service_dies_the_data_just_stop(room, wire):
    """Measured on BlueZ 5.66: no callback, still connected, and the next write raises."""
    client, gone = await linked(room, wire)
    got = asyncio.Queue()
    await client.start_notify(DATA, lambda _, data: got.put_nowait(bytes(data)))
    wire.say(DATA, b"before")
    assert await got.get() == b"before"
    await order(wire, DAEMON, FOR_GOOD_S)
    await wire.until("disconnect")
    wire.say(DATA, b"after")
    with pytest.raises(BleakDBusError, match="ServiceUnknown"):
        await client.write_gatt_char(CONTROL, b"?", response=True)
    assert client.is_connected
    assert not gone.is_set()
    assert got.empty()
    with pytest.raises(BleakDBusError):
        await client.disconnect()
    assert not client.is_connected
    for attempt in (client.connect(), BleakScanner.discover(0.1, **room.scan)):
        with pytest.raises(BleakDBusError, match="ServiceUnknown"):
            await attempt


async def test_a_request_in_flight_when_the_service_dies_fails(room, wire):
    client, _ = await linked(room, wire)
    wire.orders.append((0, DAEMON, FOR_GOOD_S))
    with pytest.raises(BleakDBusError):
        await read_on(client)
    with pytest.raises(BleakDBusError):
        await client.disconnect()


async def test_an_old_link_stays_dead_when_the_service_is_back_and_a_new_one_works(room, wire):
    client, gone = await linked(room, wire)
    await order(wire, DAEMON, 0.1)
    await wire.until("disconnect")
    device = await sighted(room, wire)
    with pytest.raises(BleakDBusError):
        await client.read_gatt_char(LABEL)
    assert not gone.is_set()
    with pytest.raises(BleakDBusError):
        await client.disconnect()
    async with BleakClient(device, **room.call) as again:
        assert await again.read_gatt_char(LABEL) == b"scripted"


async def sighted(room, wire):
    """Return the sensor once Bluetooth is back."""
    while True:
        try:
            return await room.find(wire)
        except BleakError:
            await asyncio.sleep(0)


async def test_a_scan_survives_that_the_adapter_goes(room, wire):
    async with BleakScanner(**room.scan):
        await order(wire, ADAPTER_OFF, FOR_GOOD_S)
