"""One sensor kept connected: told up and down, written to, found again, left politely."""

import asyncio
from itertools import pairwise

import pytest
from bleak.exc import BleakBluetoothNotAvailableError, BleakDeviceNotFoundError, BleakError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, CONTROL, DATA, HANG, NAME, SERVICE, FakeClient
from keptlink import START, STOP, Kept
from skippingloop import run_skipping

from tpdevice.ble import connection, plight
from tpdevice.core.errors import BluetoothOff
from tpdevice.core.wire import Write

OFF = BleakBluetoothNotAvailableError("gone", Reason.POWERED_OFF)


async def test_frames_arrive_once_the_sensor_is_up(kept: Kept) -> None:
    kept.start()
    assert await kept.ears.next() == ("up", "")
    kept.radio.now.notify(b"one")
    kept.radio.now.notify(b"")
    assert await kept.ears.next() == ("frame", b"one")
    assert await kept.ears.next() == ("frame", b"")
    assert kept.ears.statuses == [f"connecting to {NAME}"]


async def test_writes_reach_the_sensor_in_order(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.link.write([Write(CONTROL, b"\x6f"), Write(CONTROL, START)])
    await kept.until(lambda: len(kept.radio.written) == 2)
    assert kept.radio.written == [b"\x6f", START]


async def test_a_write_may_say_of_which_service_its_characteristic_is(kept: Kept) -> None:
    other = SERVICE.replace("1701", "1801")
    kept.radio.others = [(other, CONTROL)]
    kept.start()
    await kept.ears.next()
    kept.link.write([Write(CONTROL, b"\x6f"), Write(CONTROL, START, service=SERVICE)])
    kept.link.write([Write(CONTROL, STOP, service="nowhere"), Write(CONTROL, STOP, service=other)])
    await kept.until(lambda: len(kept.radio.written) == 3)
    assert kept.radio.written == [b"\x6f", START, STOP]
    assert kept.radio.written_in == [other, SERVICE, other]


async def test_of_two_characteristics_of_one_name_the_one_that_tells_is_subscribed_to(
    kept: Kept,
) -> None:
    """An Entralpi plate has an `FFF1` that is written to, and after it one that notifies."""
    kept.radio.others = [(SERVICE.replace("1701", "1801"), DATA)]
    kept.start()
    await kept.ears.next()
    kept.radio.now.notify(b"one")
    assert await kept.ears.next() == ("frame", b"one")


async def test_a_link_that_is_ended_stops_the_stream_and_says_goodbye(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    await kept.end()
    assert kept.radio.written == [STOP]
    assert kept.radio.now.goodbyes == 1
    assert kept.ears.all.empty()


async def test_a_sensor_that_takes_no_farewell_is_left_all_the_same(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "FAREWELL_S", 0.0)
    kept.radio.write_hangs = True
    kept.start()
    await kept.ears.next()
    await kept.end()
    assert kept.radio.now.goodbyes == 1


async def test_a_lost_sensor_is_found_and_connected_again(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert len(kept.radio.clients) == 2
    assert kept.radio.scans == 1
    assert kept.ears.statuses[-2:] == ["looking for the sensor again", f"connecting to {NAME}"]


async def test_after_a_loss_the_sensor_is_reached_as_it_was_heard_anew(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.adverts = [(ADDRESS, "Progressor_anew", [SERVICE], -50)]
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert kept.ears.statuses[-1] == "connecting to Progressor_anew"


async def test_a_connection_gone_silent_is_dropped_and_made_anew(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.link.relink()
    assert await kept.ears.next() == ("down", "gone silent")
    assert await kept.ears.next() == ("up", "")
    assert kept.radio.clients[0].goodbyes == 1
    assert kept.radio.written == []


async def test_a_write_without_an_end_does_not_hold_up_a_new_connection(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.write_hangs = True
    kept.link.write([Write(CONTROL, START)])
    await asyncio.sleep(0)
    kept.link.relink()
    assert await kept.ears.next() == ("down", "gone silent")
    assert await kept.ears.next() == ("up", "")


async def test_what_was_to_be_written_to_a_lost_connection_is_forgotten(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.now.drop()
    kept.link.write([Write(CONTROL, START)])
    assert await kept.ears.next() == ("down", "lost")
    kept.link.write([Write(CONTROL, START)])
    assert await kept.ears.next() == ("up", "")
    kept.link.write([Write(CONTROL, b"\x6f")])
    await kept.until(lambda: bool(kept.radio.written))
    assert kept.radio.written == [b"\x6f"]


async def test_the_last_words_of_an_old_connection_do_not_end_the_new_one(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.link.relink()
    await kept.ears.next()
    await kept.ears.next()
    old, new = kept.radio.clients
    old.goodbye()
    old.notify(b"late")
    new.notify(b"fresh")
    assert await kept.ears.next() == ("frame", b"fresh")
    assert new.is_connected


async def test_a_failed_write_is_left_to_the_watchdog(kept: Kept) -> None:
    def refuse(_client: FakeClient, data: bytes) -> None:
        if data == START:
            raise BleakError("refused")

    kept.radio.on_write = refuse
    kept.start()
    await kept.ears.next()
    kept.link.write([Write(CONTROL, START), Write(CONTROL, b"\x6f")])
    await kept.until(lambda: len(kept.radio.written) == 2)
    assert kept.radio.now.is_connected


async def test_failed_attempts_are_told_and_tried_again(kept: Kept) -> None:
    kept.radio.outcomes += [TimeoutError(), BleakDeviceNotFoundError(ADDRESS, "x")]
    kept.start()
    assert await kept.ears.next() == ("up", "")
    told = [text for text in kept.ears.statuses if text.endswith("Trying again")]
    assert told == [
        "The sensor did not answer while connecting. Trying again",
        "The sensor was not there while connecting. Trying again",
    ]


async def test_a_device_of_another_kind_is_told_as_one(kept: Kept) -> None:
    kept.radio.channels = [CONTROL]
    kept.start()
    await kept.until(lambda: len(kept.radio.clients) == 2)
    assert any("does not have what its kind" in text for text in kept.ears.statuses)
    assert kept.radio.clients[0].goodbyes == 1
    assert kept.ears.all.empty()


async def test_no_bluetooth_at_the_first_connection_ends_the_link(kept: Kept) -> None:
    kept.radio.outcomes.append(OFF)
    kept.start()
    assert kept.task is not None
    await asyncio.wait({kept.task})
    with pytest.raises(BluetoothOff, match="switched off"):
        kept.task.result()


async def test_bluetooth_switched_off_later_is_waited_for(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.outcomes.append(OFF)
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert "Bluetooth is switched off. Waiting for it" in kept.ears.statuses


async def test_a_scan_that_fails_meanwhile_is_told_and_repeated(kept: Kept) -> None:
    kept.start()
    await kept.ears.next()
    kept.radio.scan_error = OFF
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert "Bluetooth is switched off. Waiting for it" in kept.ears.statuses


async def test_an_attempt_without_an_answer_can_be_ended(kept: Kept) -> None:
    kept.radio.outcomes.append(HANG)
    kept.start()
    await asyncio.sleep(0)
    await kept.end()
    assert kept.task is not None
    assert kept.task.cancelled()
    assert kept.radio.written == []


def test_attempts_come_ever_later_and_soon_again_once_something_came() -> None:
    async def tried() -> None:
        kept = Kept()
        kept.radio.outcomes += [TimeoutError()] * 6
        kept.start()
        await kept.ears.next()
        kept.radio.now.notify(b"one")
        await kept.ears.next()
        kept.radio.outcomes += [TimeoutError()] * 2
        kept.radio.now.drop()
        await kept.ears.next()
        await kept.ears.next()
        await kept.end()
        waits_s = [b - a for a, b in pairwise(kept.radio.attempts_s)]
        assert sorted(set(plight.RETRY_S)) == list(plight.RETRY_S)
        longest_s = plight.RETRY_S[-1]
        first = [*plight.RETRY_S, longest_s, longest_s]
        assert waits_s == pytest.approx([*first, *plight.RETRY_S[:3]])

    run_skipping(tried())


def test_an_attempt_without_an_answer_is_given_up_in_time_and_told() -> None:
    async def tried() -> None:
        kept = Kept()
        kept.radio.outcomes.append(HANG)
        kept.start()
        await asyncio.sleep(connection.CONNECT_S + plight.RETRY_S[0] / 2)
        assert "The sensor did not answer while connecting. Trying again" in kept.ears.statuses
        assert await kept.ears.next() == ("up", "")
        await kept.end()

    run_skipping(tried())


def test_a_sensor_that_answers_no_subscription_is_given_up_in_time_and_tried_again() -> None:
    async def tried() -> None:
        kept = Kept()
        kept.radio.subscribe_hangs = True
        kept.start()
        await asyncio.sleep(connection.CONNECT_S + plight.RETRY_S[0] / 2)
        assert "The sensor did not answer while connecting. Trying again" in kept.ears.statuses
        assert kept.radio.now.goodbyes == 1
        assert kept.ears.all.empty()
        kept.radio.subscribe_hangs = False
        assert await kept.ears.next() == ("up", "")
        await kept.end()

    run_skipping(tried())


def test_a_goodbye_without_an_end_holds_up_neither_a_new_connection_nor_the_end() -> None:
    async def tried() -> None:
        kept = Kept()
        kept.radio.goodbye_hangs = True
        kept.start()
        await kept.ears.next()
        kept.link.relink()
        assert await kept.ears.next() == ("down", "gone silent")
        assert await kept.ears.next() == ("up", "")
        since_s = asyncio.get_running_loop().time()
        await kept.end()
        assert asyncio.get_running_loop().time() - since_s <= connection.GOODBYE_S
        assert [client.goodbyes for client in kept.radio.clients] == [1, 1]

    run_skipping(tried())
