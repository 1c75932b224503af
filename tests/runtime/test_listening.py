"""A sensor that is listened to outside of a session."""

import asyncio
import struct

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import FakeClient, FakeRadio, handle

from tpdevice.ble.sighting import Sighting
from tpdevice.core.errors import BluetoothOff, LinkError
from tpdevice.core.wire import Advert
from tpdevice.devices import driver
from tpdevice.runtime.ear import Heard
from tpdevice.runtime.listening import listening
from tpdevice.runtime.stillness import Still, still, wait_until_still
from tpdevice.runtime.targets import Target

SENSOR = Sighting(Advert("C0:DE:00:00:00:01", "Progressor_0001"), handle())
S = 1_000_000_000


class Steps:
    """A clock that goes on by a fiftieth of a second whenever it is asked."""

    def __init__(self) -> None:
        self.t_ns = 0

    def now_ns(self) -> int:
        self.t_ns += S // 50
        return self.t_ns


def saying(*kg: float) -> FakeRadio:
    """Return a radio whose sensor sends these one by one once the stream is started."""
    radio = FakeRadio()

    def say(client: FakeClient, n: int) -> None:
        if client.up and n < len(kg):
            client.notify(struct.pack("<BBfI", 1, 8, kg[n], n * 12_500))
            asyncio.get_running_loop().call_soon(say, client, n + 1)

    def on_write(client: FakeClient, data: bytes) -> None:
        if data == b"\x65":
            say(client, 0)

    radio.on_write = on_write
    return radio


async def heard(radio: FakeRadio, **asked: float) -> Still:
    target = Target(radio.scanner, radio.client)
    async with listening(SENSOR, driver("progressor"), target, clock=Steps()) as ear:
        waits = {"seconds": 1.0, "within": 0.1, "patience_s": 0.2} | asked
        return await wait_until_still(ear, **waits)


async def test_what_lies_still_is_the_mean_of_its_last_second() -> None:
    found = await heard(saying(*[9.0] * 20, *[1.0, 1.02] * 60))
    assert found.mean == pytest.approx(1.01, abs=0.001)


async def test_what_moves_is_not_waited_for_without_end() -> None:
    with pytest.raises(LinkError, match="not still"):
        await heard(saying(*[1.0, 3.0] * 60))


async def test_silence_is_told_apart_from_movement() -> None:
    with pytest.raises(LinkError, match="No value"):
        await heard(saying())


async def test_a_radio_that_is_off_is_told_at_once() -> None:
    radio = saying(1.0)
    radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF))
    with pytest.raises(BluetoothOff):
        await heard(radio)


async def test_a_sensor_that_was_listened_to_is_left_politely() -> None:
    radio = saying(*[1.0] * 120)
    await heard(radio)
    assert radio.written[-1] == b"\x66"
    assert radio.now.goodbyes == 1


def values(*raw: float, step_ns: int = S // 10) -> list[Heard]:
    return [Heard((n + 1) * step_ns, each, None) for n, each in enumerate(raw)]


def test_still_needs_the_whole_time_and_looks_at_no_more_than_that() -> None:
    assert still(values(*[1.0] * 9), seconds=1.0, within=0.5) is None
    assert still(values(9.0, *[1.0] * 10), seconds=1.0, within=0.5) is not None
    assert still(values(9.0, *[1.0] * 9, 2.0), seconds=1.0, within=0.5) is None


def test_a_second_with_a_hole_in_it_is_not_still() -> None:
    holed = [*values(*[1.0] * 10), Heard(2 * S, 1.0, None)]
    assert still(holed, seconds=1.5, within=0.5) is None
