"""What an advert brought; the half about BlueZ goes through bleak's own code for it."""

import sys
from typing import Any

import pytest
from bleak.backends.scanner import AdvertisementData

from tpdevice.ble.adverts import Brought, every_advert
from tpdevice.core.wire import manufacturer_channel, service_channel, sig

linux = pytest.mark.skipif(sys.platform != "linux", reason="bleak's code for BlueZ is for Linux")
PATH = "/org/bluez/hci0/dev_C0_DE_00_00_00_01"
WEIGHT = sig(0x181D)


class Bus:
    """What BlueZ tells of one device, through bleak, without a bus."""

    def __init__(self) -> None:
        from bleak.backends.bluezdbus.manager import BlueZManager
        from bleak.backends.bluezdbus.scanner import BleakScannerBlueZDBus

        self.heard: list[AdvertisementData] = []
        self._manager = BlueZManager()
        scanner = BleakScannerBlueZDBus(
            lambda _handle, data: self.heard.append(data), None, "active", bluez={}
        )
        self._manager._advertisement_callbacks["/org/bluez/hci0"].append(
            scanner._handle_advertising_data
        )
        self._signal("InterfacesAdded", "oa{sa{sv}}", [PATH, {"org.bluez.Device1": self._first()}])

    def changed(self, **properties: tuple[str, Any]) -> AdvertisementData:
        """Send a signal that some properties changed, and return what bleak makes of it."""
        from dbus_fast import Variant

        made = {name: Variant(kind, value) for name, (kind, value) in properties.items()}
        self._signal("PropertiesChanged", "sa{sv}as", ["org.bluez.Device1", made, []])
        return self.heard[-1]

    def _first(self) -> dict[str, Any]:
        from dbus_fast import Variant

        return {
            "Address": Variant("s", "C0:DE:00:00:00:01"),
            "Adapter": Variant("o", "/org/bluez/hci0"),
            "Alias": Variant("s", "a scale"),
            "ManufacturerData": Variant("a{qv}", {1: Variant("ay", b"old")}),
        }

    def _signal(self, member: str, signature: str, body: list[Any]) -> None:
        from dbus_fast import Message, MessageType

        self._manager._parse_msg(
            Message(
                path=PATH if member == "PropertiesChanged" else "/",
                interface="x.y",
                member=member,
                signature=signature,
                body=body,
                message_type=MessageType.SIGNAL,
            )
        )


def manufacturer(**data: bytes) -> tuple[str, Any]:
    from dbus_fast import Variant

    return "a{qv}", {int(key[1:], 16): Variant("ay", value) for key, value in data.items()}


@linux
def test_what_bluez_kept_from_before_is_no_advert() -> None:
    bus, brought = Bus(), Brought()
    assert bus.heard[0].manufacturer_data == {1: b"old"}
    assert brought.frames(bus.heard[0]) == []
    assert brought.frames(bus.changed(RSSI=("n", -60))) == []


@linux
def test_a_device_that_only_sounds_nearer_has_said_nothing() -> None:
    bus, brought = Bus(), Brought()
    brought.frames(bus.heard[0])
    came = bus.changed(ManufacturerData=manufacturer(_100=b"\x07"), RSSI=("n", -50))
    assert brought.frames(came) == [(manufacturer_channel(0x100), b"\x07")]
    for change in ({"RSSI": ("n", -40)}, {"Connected": ("b", True)}, {"TxPower": ("n", 1)}):
        told = bus.changed(**change)
        assert told.manufacturer_data == {0x100: b"\x07"}, "BlueZ hands it along"
        assert brought.frames(told) == []


@linux
def test_the_same_bytes_once_more_are_another_advert() -> None:
    bus, brought = Bus(), Brought()
    brought.frames(bus.heard[0])
    for _ in range(3):
        came = bus.changed(ManufacturerData=manufacturer(_100=b"\x07"))
        assert brought.frames(came) == [(manufacturer_channel(0x100), b"\x07")]


@linux
def test_a_company_that_changes_with_each_advert_is_told_as_it_comes() -> None:
    bus, brought = Bus(), Brought()
    brought.frames(bus.heard[0])
    for company in (0x11CA, 0x12CA, 0x11CA):
        came = bus.changed(ManufacturerData=manufacturer(**{f"_{company:x}": b"\x01"}))
        assert brought.frames(came) == [(manufacturer_channel(company), b"\x01")]


@linux
def test_service_data_and_manufacturer_data_are_told_apart() -> None:
    from dbus_fast import Variant

    bus, brought = Bus(), Brought()
    brought.frames(bus.heard[0])
    bus.changed(ManufacturerData=manufacturer(_100=b"\x07"))
    came = bus.changed(ServiceData=("a{sv}", {WEIGHT: Variant("ay", b"\x22")}))
    brought.frames(bus.heard[-2])
    assert brought.frames(came) == [(service_channel(WEIGHT), b"\x22")]


@pytest.mark.skipif(sys.platform != "linux", reason="each platform has its own")
def test_on_linux_every_advert_is_asked_for_and_the_adapter_stays_the_one_named() -> None:
    made = every_advert({"bluez": {"adapter": "hci1"}, "cb": {}})
    assert made == {"bluez": {"adapter": "hci1", "filters": {"DuplicateData": True}}, "cb": {}}


def test_another_radio_is_asked_for_nothing() -> None:
    assert every_advert({"backend": object, "hci": "x"}).keys() == {"backend", "hci"}
