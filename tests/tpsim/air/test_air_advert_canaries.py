"""What we work around in bumble's adverts: a change there fails here first."""

from types import SimpleNamespace

import pytest
from bumble import hci
from bumble.controller import AdvertisingSet
from bumble.link import LocalLink
from chips import (
    BARE,
    CONNECTABLE,
    CREATE,
    SCAN,
    SCAN_ON,
    SCANNABLE,
    THERE,
    Host,
    advertising,
    hear,
    ours,
    reports_to,
    settled,
    stock,
)

from tpsim.air.link import AirLink


async def test_stock_repeats_the_advert_instead_of_the_scan_response():
    reports, _ = await hear(LocalLink(), stock)
    assert [report.data for report in reports] == [b"\x02\x01\x06"] * 2


async def test_ours_delivers_the_scan_response():
    reports, _ = await hear(AirLink(), ours)
    assert [report.data for report in reports] == [b"\x02\x01\x06", b"\x03\x09me"]


async def test_stock_hears_every_device_equally_strong():
    reports, _ = await hear(LocalLink(), stock)
    assert {report.rssi for report in reports} == {-50}


async def test_ours_hears_each_device_as_strong_as_it_is():
    reports, _ = await hear(AirLink(), ours)
    assert {report.rssi for report in reports} == {-71}


@pytest.mark.parametrize("kind", [SCANNABLE, BARE])
async def test_stock_never_sends_a_legacy_advert_that_nobody_may_connect_to(kind):
    reports, _ = await hear(LocalLink(), stock, kind)
    assert not reports


@pytest.mark.parametrize(("kind", "parts"), [(CONNECTABLE, 2), (SCANNABLE, 2), (BARE, 1)])
async def test_ours_sends_each_kind_of_advert_as_what_it_is(kind, parts):
    reports, _ = await hear(AirLink(), ours, kind)
    scan_response = hci.HCI_LE_Advertising_Report_Event.EventType.SCAN_RSP
    assert [report.event_type for report in reports] == [kind, scan_response][:parts]


async def test_stock_flags_an_extended_advert_as_connectable_and_delivers_it_twice():
    link = LocalLink()
    sender, host = stock(link), Host(stock(link))
    host.order(SCAN, SCAN_ON)
    told = hci.HCI_LE_Set_Extended_Advertising_Parameters_Command.AdvertisingProperties(0)
    parameters = SimpleNamespace(
        own_address_type=1, advertising_sid=0, advertising_event_properties=told
    )
    shouting = AdvertisingSet(sender, 1, parameters, bytearray(b"x"), random_address=THERE)
    shouting.send_extended_advertising_data()
    await settled()
    kinds = hci.HCI_LE_Extended_Advertising_Report_Event.EventType
    seen = [(report.data, report.event_type) for report in reports_to(host)]
    assert seen == [(b"x", kinds.CONNECTABLE_ADVERTISING), (b"x", kinds.SCAN_RESPONSE)]


@pytest.mark.parametrize(("kind", "connections"), [(CONNECTABLE, 1), (SCANNABLE, 0), (BARE, 0)])
async def test_ours_connects_only_to_what_is_connectable(kind, connections):
    _, host = await hear(AirLink(), ours, kind, CREATE)
    assert len(host.seen(hci.HCI_LE_Connection_Complete_Event)) == connections


@pytest.mark.parametrize(("make", "interval_ms"), [(stock, 160), (ours, 100)])
async def test_only_ours_reads_the_advertising_interval_in_its_own_unit(make, interval_ms):
    controller = make()
    Host(controller).order(advertising())
    assert controller.le_legacy_advertiser.advertising_interval_min == interval_ms
