"""What a sensor says of itself over a link: read once, listened to, or asked for again."""

import asyncio

import pytest
from fakeradio import CONTROL, DATA
from keptlink import START, Kept
from skippingloop import run_skipping

from tpdevice.ble import connection, plight
from tpdevice.core.wire import Write
from tpdevice.devices.standard import BATTERY_LEVEL, READ

MODEL = READ[1]


def with_battery(*flags: str) -> Kept:
    kept = Kept(read=READ)
    kept.radio.channels += [BATTERY_LEVEL, MODEL]
    kept.radio.flags[BATTERY_LEVEL] = list(flags)
    kept.radio.flags[MODEL] = ["read"]
    kept.radio.values = {BATTERY_LEVEL: b"\x50", MODEL: b"GDX"}
    return kept


async def started(kept: Kept) -> None:
    kept.start()
    assert await kept.ears.next() == ("up", "")
    kept.link.write([Write(CONTROL, START)])
    assert await kept.ears.next() == (BATTERY_LEVEL, b"\x50")
    assert await kept.ears.next() == (MODEL, b"GDX")


def test_a_level_that_does_not_tell_of_itself_is_asked_for_every_few_minutes() -> None:
    async def tried() -> None:
        kept = with_battery("read")
        await started(kept)
        since_s = asyncio.get_running_loop().time()
        for value in (b"\x4f", b"\x4e"):
            kept.radio.values[BATTERY_LEVEL] = value
            assert await kept.ears.next() == (BATTERY_LEVEL, value)
        took_s = asyncio.get_running_loop().time() - since_s
        assert took_s == pytest.approx(2 * connection.BATTERY_EVERY_S)
        await kept.end()

    run_skipping(tried())


def test_a_level_is_asked_for_although_something_is_written_all_the_time() -> None:
    async def tried() -> None:
        kept = with_battery("read")
        await started(kept)
        for _ in range(round(connection.BATTERY_EVERY_S) + 2):
            kept.link.write([Write(CONTROL, b"\x6f")])
            await asyncio.sleep(1.0)
        assert kept.radio.read.count(BATTERY_LEVEL) == 2
        await kept.end()

    run_skipping(tried())


def test_a_level_that_tells_of_itself_is_listened_to_and_not_asked_for_again() -> None:
    async def tried() -> None:
        kept = with_battery("read", "notify")
        await started(kept)
        await asyncio.sleep(3 * connection.BATTERY_EVERY_S)
        kept.radio.now.notify(b"\x0c", BATTERY_LEVEL)
        assert await kept.ears.next() == (BATTERY_LEVEL, b"\x0c")
        assert kept.radio.read.count(BATTERY_LEVEL) == 1
        await kept.end()

    run_skipping(tried())


async def test_a_device_with_a_battery_and_no_data_is_none_of_its_kind() -> None:
    kept = with_battery("read", "notify")
    kept.radio.channels.remove(DATA)
    kept.start()
    await kept.until(lambda: len(kept.radio.attempts_s) == 1)
    await kept.until(lambda: any("does not have what its kind" in t for t in kept.ears.statuses))
    assert kept.ears.all.empty()
    await kept.end()


async def test_a_battery_level_is_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plight, "RETRY_S", (0.0,))
    kept = with_battery("read", "notify")
    kept.start()
    for _ in range(2):
        assert [await kept.ears.next() for _ in range(3)] == [
            ("up", ""),
            (BATTERY_LEVEL, b"\x50"),
            (MODEL, b"GDX"),
        ]
        await asyncio.sleep(0)
        kept.radio.now.notify(b"\x4f", BATTERY_LEVEL)
        assert await kept.ears.next() == (BATTERY_LEVEL, b"\x4f")
        kept.link.relink()
        assert await kept.ears.next() == ("down", "gone silent")
    await kept.ears.next()
    assert plight.MUTE in kept.ears.statuses
    await kept.end()


def test_a_device_that_answers_no_question_is_asked_no_more_and_still_written_to() -> None:
    async def tried() -> None:
        kept = with_battery("read")
        kept.radio.read_hangs = True
        kept.start()
        assert await kept.ears.next() == ("up", "")
        kept.link.write([Write(CONTROL, START)])
        await asyncio.sleep(connection.ASIDE_S / 2)
        kept.link.write([Write(CONTROL, b"\x6f")])
        await asyncio.sleep(connection.ASIDE_S)
        assert kept.radio.written == [START, b"\x6f"]
        kept.radio.read_hangs = False
        await asyncio.sleep(2 * connection.BATTERY_EVERY_S)
        assert kept.radio.read == []
        await kept.end()

    run_skipping(tried())


async def test_a_reading_that_is_refused_changes_nothing_else() -> None:
    kept = with_battery("read")
    del kept.radio.values[BATTERY_LEVEL]
    kept.start()
    assert await kept.ears.next() == ("up", "")
    assert await kept.ears.next() == (MODEL, b"GDX")
    kept.radio.now.notify(b"one")
    assert await kept.ears.next() == ("frame", b"one")
    await kept.end()
