"""One sensor that only advertises, heard: told up and down, its bytes handed on, kept to."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from bleak.exc import BleakBluetoothNotAvailableError, BleakError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, CONTROL, NAME, SERVICE
from keptlink import Kept, same_kind
from skippingloop import run_skipping

from tpdevice.ble import advertlink, plight
from tpdevice.ble.advertlink import AdvertLink
from tpdevice.ble.plight import AWAY
from tpdevice.core.errors import BluetoothOff
from tpdevice.core.wire import Write, manufacturer_channel, service_channel, sig

OFF = BleakBluetoothNotAvailableError("gone", Reason.POWERED_OFF)
MASS = sig(0xFCD2)
CHANNEL = manufacturer_channel(0x0100)


class Heard(Kept):
    """A link that listens, over a fake radio on which nothing is said until a test says it."""

    def __init__(self) -> None:
        super().__init__()
        self.radio.adverts = []
        self.link: Any = AdvertLink(
            self.handle,
            scanner_arguments=self.radio.scanner,
            listener=self.ears,
            same_kind=same_kind,
        )

    async def listening(self) -> None:
        await self.until(lambda: bool(self.radio.scanners))

    def say(self, data: bytes, **more: Any) -> None:
        self.radio.advertise(manufacturer={0x0100: data}, **more)


@pytest.fixture
async def heard(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Heard]:
    """Yield a link that waits nowhere between scans; afterwards no task of it may be left."""
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    before = asyncio.all_tasks()
    heard = Heard()
    heard.start()
    await heard.listening()
    yield heard
    await heard.end()
    assert heard.radio.scanners == []
    assert not asyncio.all_tasks() - before - {asyncio.current_task()}


async def test_the_first_advert_brings_the_sensor_up_and_each_one_is_a_frame(heard: Heard) -> None:
    assert heard.ears.all.empty()
    assert heard.ears.statuses == [f"listening for {NAME}"]
    heard.say(b"\x01")
    heard.say(b"\x01")
    assert await heard.ears.next() == ("up", "")
    assert [await heard.ears.next() for _ in range(2)] == [(CHANNEL, b"\x01")] * 2


async def test_every_part_of_an_advert_goes_over_a_channel_of_its_own(heard: Heard) -> None:
    heard.radio.advertise(
        manufacturer={0x11CA: b"\x01", 0x0100: b""}, service={MASS.upper(): b"\x40"}
    )
    await heard.ears.next()
    assert [await heard.ears.next() for _ in range(3)] == [
        (manufacturer_channel(0x11CA), b"\x01"),
        (CHANNEL, b""),
        (service_channel(MASS), b"\x40"),
    ]


async def test_nobody_else_is_heard(heard: Heard) -> None:
    heard.say(b"\x09", address="C0:DE:00:00:00:02")
    heard.say(b"\x01")
    assert await heard.ears.next() == ("up", "")
    heard.say(b"\x09", address="C0:DE:00:00:00:02")
    assert await heard.ears.next() == (CHANNEL, b"\x01")
    assert heard.ears.all.empty()


async def test_nothing_is_ever_sent(heard: Heard) -> None:
    heard.link.write([Write(CONTROL, b"\x65")])
    heard.say(b"\x01")
    await heard.ears.next()
    assert heard.radio.written == []
    assert heard.radio.clients == []


async def test_a_relink_begins_the_scan_anew_and_the_sensor_is_up_when_it_is_heard(
    heard: Heard,
) -> None:
    heard.say(b"\x01")
    heard.link.relink()
    heard.say(b"\x02")
    assert [await heard.ears.next() for _ in range(3)] == [
        ("up", ""),
        (CHANNEL, b"\x01"),
        ("down", "gone silent"),
    ]
    await heard.until(lambda: heard.radio.scans == 2)
    await heard.listening()
    assert heard.ears.all.empty()
    heard.say(b"\x03")
    assert [await heard.ears.next() for _ in range(2)] == [("up", ""), (CHANNEL, b"\x03")]


async def test_a_scan_whose_end_fails_ends_no_link(heard: Heard) -> None:
    heard.say(b"\x01")
    heard.radio.dead = BleakError("not provided")
    heard.link.relink()
    await heard.until(lambda: heard.radio.scans == 2)
    heard.radio.dead = None
    await heard.listening()


async def test_no_bluetooth_at_the_first_scan_ends_the_link() -> None:
    heard = Heard()
    heard.radio.scan_error = OFF
    heard.start()
    assert heard.task is not None
    await asyncio.wait({heard.task})
    with pytest.raises(BluetoothOff, match="switched off"):
        heard.task.result()


def test_a_sensor_that_is_quiet_for_a_moment_is_scanned_for_anew_and_stays_up() -> None:
    async def tried() -> None:
        heard = Heard()
        heard.start()
        await heard.listening()
        heard.say(b"\x01")
        await asyncio.sleep(advertlink.QUIET_S * 3.5)
        assert heard.radio.scans == 4
        heard.say(b"\x01")
        assert [await heard.ears.next() for _ in range(3)] == [
            ("up", ""),
            (CHANNEL, b"\x01"),
            (CHANNEL, b"\x01"),
        ]
        await heard.end()

    run_skipping(tried())


def test_a_sensor_that_is_heard_all_the_time_is_scanned_for_once() -> None:
    async def tried() -> None:
        heard = Heard()
        heard.start()
        await heard.listening()
        for _ in range(60):
            heard.say(b"\x01")
            await asyncio.sleep(advertlink.QUIET_S * 0.9)
        assert heard.radio.scans == 1
        await heard.end()

    run_skipping(tried())


def test_an_adapter_that_is_taken_away_is_noticed_told_and_waited_for() -> None:
    async def tried() -> None:
        heard = Heard()
        heard.start()
        await heard.listening()
        heard.say(b"\x01")
        heard.radio.switch_off(OFF)
        await asyncio.sleep(advertlink.QUIET_S + 0.1)
        assert [await heard.ears.next() for _ in range(3)] == [
            ("up", ""),
            (CHANNEL, b"\x01"),
            ("down", "Bluetooth is switched off"),
        ]
        await asyncio.sleep(20.0)
        assert heard.ears.statuses[-1] == "Bluetooth is switched off. Waiting for it"
        heard.radio.mend()
        await asyncio.sleep(plight.RETRY_S[-1] + 0.1)
        heard.say(b"\x02")
        assert [await heard.ears.next() for _ in range(2)] == [("up", ""), (CHANNEL, b"\x02")]
        await heard.end()

    run_skipping(tried())


def test_a_sensor_that_is_not_heard_is_told_and_looked_for_on() -> None:
    async def tried() -> None:
        heard = Heard()
        heard.start()
        await asyncio.sleep(advertlink.LISTEN_S + 0.1)
        heard.say(b"\x01", address="C0:DE:00:00:00:02", name="Progressor_0002")
        await asyncio.sleep(advertlink.LISTEN_S)
        assert heard.ears.statuses[1:] == [AWAY]
        heard.say(b"\x01")
        assert await heard.ears.next() == ("up", "")
        await heard.end()

    run_skipping(tried())


@pytest.mark.parametrize(("services", "taken"), [((SERVICE,), True), ((), False)])
def test_a_sensor_under_a_new_address_is_taken_only_if_it_is_of_the_kind(
    services: tuple[str, ...],
    taken: bool,  # noqa: FBT001
) -> None:
    there = "C0:DE:00:00:00:99"

    async def tried() -> None:
        heard = Heard()
        heard.start()
        await heard.listening()
        heard.say(b"\x01", address=there, services=services)
        assert heard.ears.all.empty()
        await asyncio.sleep(advertlink.LISTEN_S + plight.RETRY_S[-1])
        heard.say(b"\x02", address=there, services=services)
        if taken:
            assert await heard.ears.next() == ("up", f"at a new address, {there}")
            assert await heard.ears.next() == (CHANNEL, b"\x02")
        else:
            assert heard.ears.all.empty()
            assert heard.ears.statuses[-1] == AWAY
        assert ADDRESS not in {text for text in heard.ears.statuses if there not in text}
        await heard.end()

    run_skipping(tried())
