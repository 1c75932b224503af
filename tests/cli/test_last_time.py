"""The sensor of last time is waited for; another one is offered, and never taken by itself."""

import io
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, NAME, SERVICE, FakeRadio
from running import PATIENCE_S, tpdevice

from tpdevice.ble.scan import scan
from tpdevice.cli import choosing, lasttime
from tpdevice.cli.choosing import choose_sensor
from tpdevice.cli.lasttime import ahead, remembered
from tpdevice.core.band import Support
from tpdevice.core.errors import DeviceNotFound
from tpdevice.core.plan import Identity, Side
from tpdevice.runtime.ahead import Ahead
from tpdevice.runtime.targets import REAL, Target

OTHER = ("C0:DE:00:00:00:02", "Progressor_\x1b[31m0002", [SERVICE], -30)
TWIN = ("C0:DE:00:00:00:99", NAME, [SERVICE], -40)
MINE = (ADDRESS, NAME, [SERVICE], -50)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(lasttime, "LOOK_S", 0.0)
    monkeypatch.setattr(choosing, "LOOK_S", 0.0)


def target_of(radio: FakeRadio) -> Target:
    return replace(REAL, scanner=radio.scanner, client=radio.client)


@pytest.fixture
async def path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a log that remembers a sensor."""
    log = tmp_path / "log.db"
    await choose_sensor(log, target_of(FakeRadio()), address=None)
    capsys.readouterr()
    return log


def there(*adverts: tuple[str, str, list[str], int]) -> FakeRadio:
    radio = FakeRadio()
    radio.adverts = list(adverts)
    return radio


async def test_another_sensor_is_never_taken_where_nobody_can_be_asked(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = there(OTHER)
    with pytest.raises(DeviceNotFound, match=f"{NAME} was not heard") as caught:
        await choose_sensor(path, target_of(radio), address=None)
    assert f"--device {OTHER[0]}" in caught.value.hint
    assert "\x1b" not in caught.value.hint
    assert radio.scans == lasttime.ROUNDS
    said = capsys.readouterr().err
    assert said.count("is not heard. Wake it up") == 1
    assert "Looking on" in said


async def test_a_sensor_that_wakes_up_late_is_used(path: Path) -> None:
    radio = there()

    def wake() -> None:
        if radio.scans == 4:
            radio.adverts = [MINE]

    radio.on_scan = wake
    known = await choose_sensor(path, target_of(radio), address=None)
    assert known.sighting.advert.address == ADDRESS
    assert radio.scans == 4


async def test_somebody_may_choose_another_which_is_then_remembered(
    path: Path, somebody: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("", "1")
    radio = there(OTHER)
    known = await choose_sensor(path, target_of(radio), address=None)
    assert known.sighting.advert.address == OTHER[0]
    assert radio.scans == 2, "an empty answer looks on"
    said = capsys.readouterr()
    assert said.out == ""
    assert f"look on for {NAME}" in said.err
    assert "\x1b" not in said.err
    now = remembered(path)
    assert now is not None
    assert now.address == OTHER[0]


async def test_a_sensor_at_a_new_address_is_used_and_remembered_there(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = await choose_sensor(path, target_of(there(OTHER, TWIN)), address=None)
    assert known.sighting.advert.address == TWIN[0]
    assert f"{NAME} is at a new address, {TWIN[0]}" in capsys.readouterr().err
    now = remembered(path)
    assert now is not None
    assert now.address == TWIN[0]


async def test_of_two_with_its_name_none_is_taken_for_it(path: Path) -> None:
    radio = there(TWIN, ("C0:DE:00:00:00:98", NAME, [SERVICE], -60))
    with pytest.raises(DeviceNotFound):
        await choose_sensor(path, target_of(radio), address=None)


async def test_what_was_heard_while_questions_were_asked_is_not_looked_for_again(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = FakeRadio()
    heard = (await scan(seconds=0.0, arguments=radio.scanner))[ADDRESS]
    known = await choose_sensor(path, target_of(radio), address=None, heard=heard)
    assert known.sighting is heard
    assert radio.scans == 1
    assert f"{NAME} ({ADDRESS}) was heard." in capsys.readouterr().err


def test_while_questions_are_asked_the_sensor_is_looked_for_already(path: Path) -> None:
    radio = FakeRadio()
    look = ahead(path, target_of(radio), address=None, kind=None)
    assert look is not None
    with Ahead(look) as looking:
        looking._thread.join(30.0)
        heard = looking.leave()
    assert heard is not None
    assert heard.advert.address == ADDRESS


def test_a_search_that_finds_nothing_ends_with_the_questions(path: Path) -> None:
    radio = there(OTHER)
    with Ahead(ahead(path, target_of(radio), address=None, kind=None)) as looking:
        assert looking.leave() is None
    assert radio.scanners == []


def test_where_nobody_knows_the_sensor_nothing_is_looked_for_ahead(tmp_path: Path) -> None:
    target = target_of(FakeRadio())
    assert ahead(tmp_path / "log.db", target, address=None, kind=None) is None
    with Ahead(None) as looking:
        assert looking.leave() is None


def test_a_run_looks_for_its_sensor_while_it_asks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    radio = FakeRadio()
    radio.outcomes.append(BleakBluetoothNotAvailableError("x", Reason.POWERED_OFF))
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target_of(radio))
    looked: list[int] = []
    looks = threading.Event()
    radio.on_scan = lambda: looks.set() if radio.scans == 2 else None

    def asked(*_: object, **_more: object) -> Identity:
        assert looks.wait(PATIENCE_S)
        looked.append(radio.scans)
        return Identity("me", "UT", Side.LEFT, "cane", Support.CANE)

    monkeypatch.setattr("tpdevice.cli.asking.choose_identity", asked)
    monkeypatch.setattr("tpdevice.cli.asked.somebody_there", lambda: True)
    said = tpdevice("--db", str(path), "run", "--plain")
    assert looked == [2], "one scan to see that it works, and one that looks"
    assert said.code == 3
