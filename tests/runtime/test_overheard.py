"""A sensor that is listened to while somebody is asked on another thread."""

import asyncio
import struct
import threading

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import FakeClient, FakeRadio, handle

from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import BluetoothOff
from tpdevice.core.wire import Advert
from tpdevice.devices import driver
from tpdevice.runtime.overheard import overheard
from tpdevice.runtime.targets import Target

SENSOR = Sighting(Advert("C0:DE:00:00:00:01", "Progressor_0001"), handle())


def saying(count: int, said: threading.Event) -> FakeRadio:
    """Return a radio whose sensor says so many values once it is started, and then that it did."""
    radio = FakeRadio()

    def say(client: FakeClient, n: int) -> None:
        if n == count:
            said.set()
        elif client.up:
            client.notify(struct.pack("<BBfI", 1, 8, float(n), n * 12_500))
            asyncio.get_running_loop().call_soon(say, client, n + 1)

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == b"\x65":
            say(client, 0)

    radio.on_write = on_write
    return radio


def test_values_come_while_the_thread_that_asks_waits() -> None:
    said = threading.Event()
    radio = saying(30, said)
    target = Target(radio.scanner, radio.client)
    with overheard(SENSOR, driver("progressor"), target) as ear:
        assert said.wait(10)
        assert [heard.raw for heard in ear.values] == [float(n) for n in range(30)]
    assert radio.written[-1] == b"\x66"
    assert radio.now.goodbyes == 1


def test_a_sensor_is_left_politely_when_somebody_breaks_off() -> None:
    radio = saying(1, threading.Event())
    target = Target(radio.scanner, radio.client)
    with pytest.raises(KeyboardInterrupt), overheard(SENSOR, driver("progressor"), target):
        raise KeyboardInterrupt
    assert radio.now.goodbyes == 1


def test_a_radio_that_is_off_is_told_on_the_thread_that_asks() -> None:
    radio = saying(1, threading.Event())
    radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF))
    target = Target(radio.scanner, radio.client)
    with pytest.raises(BluetoothOff), overheard(SENSOR, driver("progressor"), target):
        pass
    assert "overheard" not in [thread.name for thread in threading.enumerate()]
