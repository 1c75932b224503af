"""What befalls a connection, one after the other: what is told, and that the sensor comes back."""

import asyncio

import pytest
from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError, BleakError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, CONTROL, HANG, NAME, REFUSE, SERVICE
from keptlink import START, Kept
from skippingloop import run_skipping

from tpdevice.ble import connection
from tpdevice.ble import link as ble_link
from tpdevice.ble.plight import AWAY, HELD, MUTE
from tpdevice.core.wire import Write

OFF = BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF)
PULLED = BleakBluetoothNotAvailableError("x", Reason.NO_BLUETOOTH)
DEAD = BleakDBusError("org.freedesktop.DBus.Error.ServiceUnknown", ["not provided"])
ELSEWHERE = "C0:DE:00:00:00:99"
MINE = (ADDRESS, NAME, [SERVICE], -70)
TWIN = (ELSEWHERE, NAME, [SERVICE], -40)


async def up(kept: Kept) -> None:
    """Let a sensor be connected, and send something."""
    kept.start()
    assert await kept.ears.next() == ("up", "")
    kept.radio.now.notify(b"one")
    assert await kept.ears.next() == ("frame", b"one")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OFF, "Bluetooth is switched off. Waiting for it"),
        (PULLED, "This computer shows no Bluetooth adapter. Waiting for it"),
    ],
)
async def test_an_adapter_that_is_taken_away_is_waited_for_and_told(
    kept: Kept, error: Exception, told: str
) -> None:
    await up(kept)
    kept.radio.switch_off(error)
    assert await kept.ears.next() == ("down", "lost")
    await kept.until(lambda: kept.radio.scans > 3)
    assert set(kept.ears.statuses[2:]) == {told}
    kept.radio.mend()
    assert await kept.ears.next() == ("up", "")


async def test_an_adapter_that_scans_and_does_not_connect_is_not_taken_for_a_held_sensor(
    kept: Kept,
) -> None:
    await up(kept)
    kept.radio.outcomes += [OFF] * 4
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert HELD not in kept.ears.statuses


async def test_a_service_that_dies_without_a_word_is_found_out_by_who_asks_for_a_relink(
    kept: Kept,
) -> None:
    await up(kept)
    kept.radio.kill(DEAD)
    kept.link.write([Write(CONTROL, START)])
    await asyncio.sleep(0)
    assert kept.ears.all.empty()
    kept.link.relink()
    assert await kept.ears.next() == ("down", "gone silent")
    await kept.until(lambda: kept.radio.scans > 2)
    assert "No Bluetooth service is running on this computer. Waiting for it" in kept.ears.statuses
    kept.radio.mend()
    assert await kept.ears.next() == ("up", "")
    kept.radio.now.notify(b"two")
    assert await kept.ears.next() == ("frame", b"two")


async def test_what_bleak_stumbles_over_when_it_says_goodbye_ends_no_link(kept: Kept) -> None:
    await up(kept)
    kept.radio.dead = KeyError("/org/bluez/hci0/dev_C0")
    kept.link.relink()
    assert await kept.ears.next() == ("down", "gone silent")
    assert await kept.ears.next() == ("up", "")


async def test_what_bleak_stumbles_over_when_it_connects_is_tried_again(kept: Kept) -> None:
    kept.radio.outcomes += [KeyError("/org/bluez/hci0"), AssertionError(), AttributeError("x")]
    kept.start()
    assert await kept.ears.next() == ("up", "")
    assert len(kept.radio.attempts_s) == 4


def test_the_loss_is_told_before_a_goodbye_that_hangs() -> None:
    async def tried() -> None:
        kept = Kept()
        await up(kept)
        kept.radio.goodbye_hangs = True
        kept.link.relink()
        since_s = asyncio.get_running_loop().time()
        assert await kept.ears.next() == ("down", "gone silent")
        assert asyncio.get_running_loop().time() == since_s
        assert await kept.ears.next() == ("up", "")
        assert asyncio.get_running_loop().time() - since_s < connection.GOODBYE_S + 1.0
        await kept.end()

    run_skipping(tried())


async def test_a_sensor_that_shows_itself_and_never_connects_is_said_to_be_held(
    kept: Kept,
) -> None:
    kept.radio.outcomes += [TimeoutError(), BleakError("le-connection-abort-by-local"), HANG]
    kept.start()
    await kept.until(lambda: len(kept.radio.attempts_s) == 3)
    assert kept.ears.statuses[-1] == HELD
    assert "another program or phone" in HELD


async def test_a_sensor_that_is_held_and_silent_is_told_what_to_do_and_looked_for_on(
    kept: Kept,
) -> None:
    await up(kept)
    kept.radio.adverts = []
    kept.radio.outcomes += [TimeoutError()] * 2
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    await kept.until(lambda: len(kept.radio.attempts_s) == 3)
    assert kept.ears.statuses[-1] == AWAY
    kept.radio.adverts = [MINE]
    assert await kept.ears.next() == ("up", "")


async def test_a_sensor_that_drops_every_connection_is_said_to_be_held(kept: Kept) -> None:
    kept.radio.outcomes += [REFUSE] * 3
    kept.start()
    for _ in range(3):
        assert await kept.ears.next() == ("up", "")
        assert await kept.ears.next() == ("down", "lost")
    assert HELD in kept.ears.statuses
    assert await kept.ears.next() == ("up", "")


async def test_a_sensor_that_connects_and_stays_mute_is_called_that(kept: Kept) -> None:
    kept.start()
    for _ in range(2):
        assert await kept.ears.next() == ("up", "")
        kept.link.relink()
        assert await kept.ears.next() == ("down", "gone silent")
    await kept.ears.next()
    assert MUTE in kept.ears.statuses
    assert HELD not in kept.ears.statuses


async def test_of_two_of_a_kind_only_the_one_is_ever_connected(kept: Kept) -> None:
    await up(kept)
    kept.radio.adverts = [("C0:DE:00:00:00:02", "Progressor_0002", [SERVICE], -20), MINE]
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    kept.radio.adverts.pop()
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert kept.radio.addresses == [ADDRESS] * 3


async def test_a_sensor_under_a_new_address_is_taken_and_told(kept: Kept) -> None:
    await up(kept)
    kept.radio.adverts = [TWIN]
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", f"at a new address, {ELSEWHERE}")
    assert kept.radio.addresses == [ADDRESS, ELSEWHERE]
    assert any(ELSEWHERE in text and NAME in text for text in kept.ears.statuses)
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    assert await kept.ears.next() == ("up", "")
    assert kept.radio.addresses[-1] == ELSEWHERE


@pytest.mark.parametrize(
    "there",
    [
        [TWIN, ("C0:DE:00:00:00:98", NAME, [SERVICE], -60)],
        [("C0:DE:00:00:00:02", "Progressor_0002", [SERVICE], -20)],
        [(ELSEWHERE, NAME, [], -20)],
    ],
    ids=["two of the name", "another name", "another kind"],
)
async def test_no_other_sensor_is_ever_taken_for_the_lost_one(
    kept: Kept, there: list[tuple[str, str, list[str], int]]
) -> None:
    await up(kept)
    kept.radio.adverts = there
    kept.radio.outcomes += [TimeoutError()] * 3
    kept.radio.now.drop()
    assert await kept.ears.next() == ("down", "lost")
    await kept.until(lambda: len(kept.radio.attempts_s) == 4)
    assert kept.ears.statuses[-1] == AWAY
    assert kept.radio.addresses == [ADDRESS]


def test_a_namesake_is_not_looked_at_before_the_address_was_missed_for_some_seconds() -> None:
    async def tried() -> None:
        kept = Kept()
        await up(kept)
        kept.radio.adverts = [TWIN]
        kept.radio.now.drop()
        since_s = asyncio.get_running_loop().time()
        assert await kept.ears.next() == ("down", "lost")
        await asyncio.sleep(ble_link.RESCAN_S - 0.1)
        kept.radio.advertise(address=ADDRESS)
        assert await kept.ears.next() == ("up", "")
        assert kept.radio.addresses == [ADDRESS, ADDRESS]
        assert asyncio.get_running_loop().time() - since_s < ble_link.RESCAN_S + 1.0
        await kept.end()

    run_skipping(tried())


async def test_a_handle_of_another_loop_is_heard_anew_where_that_is_needed(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ble_link, "BOUND_TO_A_LOOP", True)
    kept.radio.adverts = [(ADDRESS, "Progressor_anew", [SERVICE], -50)]
    kept.start()
    assert await kept.ears.next() == ("up", "")
    assert kept.radio.scans == 1
    assert kept.ears.statuses[-1] == "connecting to Progressor_anew"
