"""What we lean on in bleak: a change there fails here first."""

import inspect

import pytest
from bleak import BleakClient, BleakScanner
from bleak.backends.characteristic import BleakGATTCharacteristic, GattCharacteristicsFlags
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService


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


def _names(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]
