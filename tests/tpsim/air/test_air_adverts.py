"""Sensors that only advertise, and what else stands in adverts, as the real bleak hears it."""

import asyncio

import pytest
from bleak import BleakClient, BleakScanner
from bumble.core import AdvertisingData

from tpsim.air import adverts
from tpsim.air.address import address_of, free_address

pytestmark = pytest.mark.air

SCALE = "manufacturer/0100"
BTHOME = "service/0000fcd2-0000-1000-8000-00805f9b34fb"
PRIVATE = "service/7e4e1709-1ea6-40c9-9dcc-13d34ffead57"
LOAD = bytes.fromhex("020311aabbccddeeff0104d201f4011f12")


@pytest.fixture
def advertiser(new_wire):
    """Return the wire of a scale that nobody can connect to."""
    wire = new_wire("IF_B7")
    wire.connectable = False
    wire.advertised_uuids = ()
    wire.services = ()
    return wire


async def heard(room, until, **more):
    """Return every advert that was heard, up to the first for which `until` is true."""
    seen = []
    async with asyncio.timeout(5), BleakScanner(**room.scan, **more) as scanner:
        async for device, advert in scanner.advertisement_data():
            seen.append((device, advert))
            if until(advert):
                return seen
    raise AssertionError("a scan never ends by itself")


async def test_a_scale_that_only_advertises_is_heard_with_name_data_and_strength(room, advertiser):
    advertiser.rssi_dbm = -63
    advertiser.say(SCALE, LOAD)
    room.add(advertiser)
    *_, (device, advert) = await heard(room, lambda advert: advert.manufacturer_data)
    assert advert.manufacturer_data == {0x0100: LOAD}
    assert advert.local_name == device.name == "IF_B7"
    assert advert.rssi == -63
    assert advert.service_data == {}
    assert not advert.platform_data[0].is_connectable


async def test_service_data_is_heard_under_the_long_form_of_its_uuid(room, advertiser):
    advertiser.say(BTHOME, b"\x40\x00\x01\x06\xd2\x04")
    room.add(advertiser)
    *_, (_, advert) = await heard(room, lambda advert: advert.service_data)
    assert advert.service_data == {BTHOME.removeprefix("service/"): b"\x40\x00\x01\x06\xd2\x04"}


async def test_new_data_are_advertised_at_once_and_not_at_the_next_turn(room, advertiser):
    advertiser.advertising_interval_ms = 10_000.0
    room.add(advertiser)
    async with asyncio.timeout(5), BleakScanner(**room.scan) as scanner:
        turn = 0
        advertiser.say(SCALE, bytes([turn]))
        async for _, advert in scanner.advertisement_data():
            if advert.manufacturer_data == {0x0100: bytes([turn])}:
                turn += 1
                advertiser.say(SCALE, bytes([turn]))
            if turn == 3:
                return


async def test_data_are_repeated_until_the_next(room, advertiser):
    advertiser.advertising_interval_ms = 20.0
    advertiser.say(SCALE, b"first")
    room.add(advertiser)
    count = 0

    def three_times(advert):
        nonlocal count
        count += advert.manufacturer_data == {0x0100: b"first"}
        return count == 3

    await heard(room, three_times)
    advertiser.say(SCALE, b"second")
    await heard(room, lambda advert: advert.manufacturer_data == {0x0100: b"second"})
    after = await heard(room, bool)
    assert after[0][1].manufacturer_data == {0x0100: b"second"}


async def test_data_under_another_company_replace_the_last(room, advertiser):
    """As the scales do that put a sequence number into the company id."""
    advertiser.say("manufacturer/01c0", bytes(13))
    room.add(advertiser)
    await heard(room, lambda advert: 0x01C0 in advert.manufacturer_data)
    advertiser.say("manufacturer/02c0", bytes(13))
    *_, (_, advert) = await heard(room, lambda advert: 0x02C0 in advert.manufacturer_data)
    assert advert.manufacturer_data == {0x02C0: bytes(13)}


async def test_nobody_can_connect_to_it(room, advertiser):
    advertiser.say(SCALE, LOAD)
    room.add(advertiser)
    device = await room.find(advertiser)
    with pytest.raises(TimeoutError):
        await BleakClient(device, timeout=0.3, **room.call).connect()
    assert advertiser.happened == []


async def test_a_passive_scan_hears_the_data_and_not_the_name(room, advertiser):
    advertiser.say(SCALE, LOAD)
    room.add(advertiser)
    (*_, (_, advert)) = await heard(
        room, lambda advert: advert.manufacturer_data, scanning_mode="passive"
    )
    assert advert.local_name is None


async def test_one_without_a_name_is_not_scannable(room, advertiser):
    advertiser.name = ""
    advertiser.say(SCALE, LOAD)
    room.add(advertiser)
    *_, (_, advert) = await heard(room, lambda advert: advert.manufacturer_data)
    assert advert.local_name is None
    assert not advert.platform_data[0].is_scannable


async def test_a_sensor_that_one_can_connect_to_may_advertise_data_too(room, wire):
    wire.say("manufacturer/81ef", b"\x10\x27")
    *_, (_, advert) = await heard(room, lambda advert: advert.manufacturer_data)
    assert advert.manufacturer_data == {0x81EF: b"\x10\x27"}
    async with await room.client(wire) as client:
        wire.say("manufacturer/81ef", b"\x20\x27")
        assert client.is_connected
    *_, (_, advert) = await heard(room, lambda advert: advert.manufacturer_data)
    assert advert.manufacturer_data == {0x81EF: b"\x20\x27"}


async def test_data_that_fit_no_packet_end_the_sensor(room, advertiser):
    advertiser.say(SCALE, bytes(25))
    room.add(advertiser)
    with pytest.raises(ValueError, match="32 bytes, a packet holds 31"):
        await room.lives[0]


async def test_two_sensors_of_one_name_have_two_addresses(room, new_wire):
    first, second = (room.add(new_wire("Twin")) for _ in range(2))
    assert first.address != second.address
    assert {first.address, second.address} == {
        address_of("Twin", turn).to_string(with_type_qualifier=False) for turn in range(2)
    }


def test_an_address_is_free_if_nobody_has_it():
    taken = {address_of("Twin"), address_of("Twin", 1)}
    assert free_address("Twin", taken) == address_of("Twin", 2)
    assert free_address("Other", taken) == address_of("Other")


@pytest.mark.parametrize(
    ("channel", "kind"), [(SCALE, "manufacturer/"), (BTHOME, "service/"), ("att", ""), ("7e4e", "")]
)
def test_a_channel_of_adverts_is_known_by_its_prefix(channel, kind):
    assert adverts.kind_of(channel) == kind


def test_a_short_uuid_takes_two_bytes_on_the_air_and_any_other_sixteen():
    short, _ = adverts.pack("", ["0000181d-0000-1000-8000-00805f9b34fb"], {BTHOME: b"\x40"})
    assert short.hex() == "020106" + "03031d18" + "0416d2fc40"
    long, _ = adverts.pack("", [], {PRIVATE: b"\x40"})
    data = AdvertisingData.from_bytes(long)
    assert adverts.service_data_in(data) == {PRIVATE.removeprefix("service/"): b"\x40"}


def test_service_data_that_are_cut_are_no_data():
    kind = AdvertisingData.Type.SERVICE_DATA_16_BIT_UUID
    assert adverts.service_data_in(AdvertisingData([(kind, b"\xd2")])) == {}
