"""Each way in which Bluetooth can be missing gets one sentence and a next step."""

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakDBusError,
    BleakDeviceNotFoundError,
    BleakError,
)
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import FakeRadio

from tpdevice.ble.scan import scan
from tpdevice.ble.trouble import translated
from tpdevice.core.errors import BluetoothOff, DeviceNotFound, LinkError, LinkLost, LinkTimeout


def dbus(name: str) -> BleakDBusError:
    return BleakDBusError(f"org.{name}", ["some words"])


def absent(reason: Reason) -> BleakBluetoothNotAvailableError:
    return BleakBluetoothNotAvailableError("words of the system", reason)


OFF = [
    (absent(Reason.NO_BLUETOOTH), "This computer shows no Bluetooth adapter."),
    (absent(Reason.NO_BLE_CENTRAL_ROLE), "This Bluetooth adapter cannot do Bluetooth Low Energy."),
    (absent(Reason.POWERED_OFF), "Bluetooth is switched off."),
    (absent(Reason.DENIED_BY_USER), "This program may not use Bluetooth."),
    (absent(Reason.DENIED_BY_SYSTEM), "This program may not use Bluetooth."),
    (absent(Reason.DENIED_BY_UNKNOWN), "This program may not use Bluetooth."),
    (absent(Reason.UNKNOWN), "Bluetooth is not available here."),
    (FileNotFoundError(2, "No such file"), "No Bluetooth service is running on this computer."),
    (ConnectionRefusedError(111, "refused"), "No Bluetooth service is running on this computer."),
    (PermissionError(13, "denied"), "This program may not use Bluetooth."),
    (dbus("freedesktop.DBus.Error.ServiceUnknown"), "No Bluetooth service is running on this"),
    (dbus("freedesktop.DBus.Error.AccessDenied"), "This program may not use Bluetooth."),
    (dbus("bluez.Error.NotReady"), "Bluetooth is switched off."),
]
OTHERS = [
    (TimeoutError(), LinkTimeout, "The sensor did not answer while looking."),
    (BleakDeviceNotFoundError("AA", "x"), DeviceNotFound, "The sensor was not there while looking"),
    (BleakError("went away."), LinkLost, "The connection failed while looking: went away."),
    (BleakError(), LinkLost, "The connection failed while looking: BleakError."),
    (dbus("bluez.Error.Failed"), LinkLost, "The connection failed while looking: [org.bluez"),
    (EOFError(), LinkError, "Bluetooth could not be reached while looking: EOFError."),
    (OSError(5, "I/O error"), LinkError, "Bluetooth could not be reached while looking: I/O err"),
]


@pytest.mark.parametrize(("raised", "said"), OFF, ids=lambda value: repr(value)[:60])
def test_bluetooth_that_cannot_be_used_says_why_and_what_to_do(
    raised: Exception, said: str
) -> None:
    with pytest.raises(BluetoothOff) as caught, translated("looking"):
        raise raised
    assert str(caught.value).startswith(said)
    assert caught.value.hint
    assert caught.value.exit_code == 3


def test_a_radio_that_is_not_the_computers_own_says_itself_what_to_do() -> None:
    raised = absent(Reason.NO_BLUETOOTH)
    raised.add_note("Start one with `tpsim serve`.")
    with pytest.raises(BluetoothOff) as caught, translated("looking"):
        raise raised
    assert str(caught.value) == "Words of the system."
    assert caught.value.hint == "Start one with `tpsim serve`."


@pytest.mark.parametrize(("raised", "kind", "said"), OTHERS, ids=lambda value: repr(value)[:60])
def test_a_failed_connection_says_while_doing_what(
    raised: Exception, kind: type[LinkError], said: str
) -> None:
    with pytest.raises(kind) as caught, translated("looking"):
        raise raised
    assert str(caught.value).startswith(said)
    assert not str(caught.value).endswith("..")
    assert caught.value.hint
    assert not isinstance(caught.value, BluetoothOff)


def test_every_reason_that_bleak_knows_has_its_sentence() -> None:
    tried = {raised.reason for raised, _ in OFF if isinstance(raised, type(absent(Reason.UNKNOWN)))}
    assert tried == set(Reason)


async def test_a_scan_without_a_message_bus_says_so() -> None:
    radio = FakeRadio()
    radio.scan_error = FileNotFoundError(2, "No such file or directory")
    with pytest.raises(BluetoothOff, match="No Bluetooth service is running"):
        await scan(seconds=0.0, arguments=radio.scanner)


async def test_a_scan_returns_who_is_there_and_ends_at_the_one_that_was_wanted() -> None:
    radio = FakeRadio()
    radio.adverts = [("AA", "a", ["ABCD"], -70), ("BB", "b\x1b[31m", [], -40)]
    seen = await scan(seconds=60.0, arguments=radio.scanner, until=lambda a: a.address == "BB")
    assert {a: (s.advert.name, s.advert.rssi_dbm) for a, s in seen.items()} == {
        "AA": ("a", -70),
        "BB": ("b\x1b[31m", -40),
    }
    assert seen["AA"].advert.services == ("abcd",)
    assert set(await scan(seconds=0.0, arguments=radio.scanner)) == set(seen)
