"""Looking for the sensor of a session, over a radio that does as told."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import ADDRESS, NAME, SERVICE, FakeRadio
from running import Said, tpdevice

from tpdevice.cli import choosing, lasttime
from tpdevice.cli.choosing import choose_sensor
from tpdevice.core.errors import DeviceNotFound, UsageError
from tpdevice.runtime.targets import REAL, Target

OTHER = ("C0:DE:00:00:00:02", "Progressor_\x1b[31m2", [SERVICE], -30)
LAMP = ("AA:AA:AA:AA:AA:AA", "A lamp", [], -20)
ALL = {"profile": "me", "point": "UT", "side": "left", "tool": "cane", "support": "cane"}


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(lasttime, "LOOK_S", 0.0)
    monkeypatch.setattr(choosing, "LOOK_S", 0.0)
    monkeypatch.setattr(choosing, "SIMULATED_LOOK_S", 0.0)


def target_of(radio: FakeRadio) -> Target:
    return replace(REAL, scanner=radio.scanner, client=radio.client)


async def test_the_only_sensor_is_used_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = FakeRadio()
    radio.adverts.append(LAMP)
    known = await choose_sensor(tmp_path / "log.db", target_of(radio), address=None)
    assert (known.sighting.advert.address, known.key) == (ADDRESS, "progressor")
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Using {NAME} (progressor) at {ADDRESS}." in said.err


async def test_the_sensor_of_last_time_is_looked_for_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, radio = tmp_path / "log.db", FakeRadio()
    await choose_sensor(path, target_of(radio), address=None)
    radio.adverts.append(OTHER)  # nearer
    known = await choose_sensor(path, target_of(radio), address=None)
    assert known.sighting.advert.address == ADDRESS
    assert f"Looking for {NAME}" in capsys.readouterr().err


async def test_a_simulated_sensor_is_not_remembered(tmp_path: Path) -> None:
    path, radio = tmp_path / "log.db", FakeRadio()
    simulated = replace(target_of(radio), simulated=True)
    await choose_sensor(path, simulated, address=None)
    assert not path.exists()


async def test_a_log_that_cannot_be_written_does_not_stop_the_search(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.db"
    path.write_text("a shopping list, " * 20)
    known = await choose_sensor(path, target_of(FakeRadio()), address=None)
    assert known.sighting.advert.address == ADDRESS
    assert f"could not be remembered: {path}" in capsys.readouterr().err


async def test_several_sensors_without_a_terminal_ask_for_the_option(tmp_path: Path) -> None:
    radio = FakeRadio()
    radio.adverts.append(OTHER)
    with pytest.raises(UsageError, match="Several sensors") as caught:
        await choose_sensor(tmp_path / "log.db", target_of(radio), address=None)
    assert f"--device {OTHER[0]}" in caught.value.hint


async def test_somebody_at_a_terminal_chooses_among_several(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = FakeRadio()
    radio.adverts.append(OTHER)
    somebody("3", "x", "2")
    known = await choose_sensor(tmp_path / "log.db", target_of(radio), address=None)
    assert known.sighting.advert.address == ADDRESS
    said = capsys.readouterr()
    assert said.out == ""
    assert "Progressor_[31m2" in said.err
    assert "'3' is none of them; they go from 1 to 2." in said.err
    assert "'x' is none of them" in said.err


async def test_no_sensor_is_said_with_what_to_do(tmp_path: Path) -> None:
    radio = FakeRadio()
    radio.adverts = [LAMP]
    with pytest.raises(DeviceNotFound, match="No sensor was heard") as caught:
        await choose_sensor(tmp_path / "log.db", target_of(radio), address=None)
    assert caught.value.exit_code == 3
    assert "Wake it up" in caught.value.hint


async def test_a_device_that_is_named_is_used_whatever_else_is_there(tmp_path: Path) -> None:
    radio = FakeRadio()
    radio.adverts += [OTHER, LAMP]
    target = target_of(radio)
    known = await choose_sensor(tmp_path / "log.db", target, address=OTHER[0].lower())
    assert known.sighting.advert.address == OTHER[0]
    with pytest.raises(UsageError, match="A lamp is no kind of sensor"):
        await choose_sensor(tmp_path / "log.db", target, address=LAMP[0])


def as_the_radio_of_this_computer(radio: FakeRadio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target_of(radio))


RUN = ("run", *(part for key, value in ALL.items() for part in (f"--{key}", value)))


@pytest.mark.parametrize("command", [("scan", "--seconds", "0.1"), ("doctor",), RUN])
@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.NO_BLUETOOTH, "This computer shows no Bluetooth adapter."),
        (Reason.POWERED_OFF, "Bluetooth is switched off."),
        (Reason.DENIED_BY_USER, "This program may not use Bluetooth."),
    ],
)
def test_every_command_says_why_there_is_no_bluetooth_and_ends_with_3(
    command: tuple[str, ...],
    reason: Reason,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radio = FakeRadio()
    radio.scan_error = BleakBluetoothNotAvailableError("x", reason)
    as_the_radio_of_this_computer(radio, monkeypatch)
    answer = tpdevice("--db", str(tmp_path / "log.db"), *command)
    assert answer.code == 3
    assert said in answer.out + answer.err
    assert "Traceback" not in answer.err


def scanned(folder: Path, *more: str) -> Said:
    return tpdevice("--db", str(folder / "log.db"), "scan", "--seconds", "0.1", *more)


def test_a_scan_lists_sensors_and_all_else_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    radio = FakeRadio()
    radio.adverts += [OTHER, LAMP]
    as_the_radio_of_this_computer(radio, monkeypatch)
    known = scanned(tmp_path)
    assert known.code == 0
    assert [line.split()[0] for line in known.out.splitlines()[1:]] == [OTHER[0], ADDRESS]
    assert "\x1b" not in known.out
    assert "A lamp" in scanned(tmp_path, "--all").out
    assert r"\u001b[31m2" in scanned(tmp_path, "--json").out
    assert not (tmp_path / "log.db").exists()


def test_a_scan_that_hears_no_sensor_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    radio = FakeRadio()
    radio.adverts = [LAMP]
    as_the_radio_of_this_computer(radio, monkeypatch)
    said = scanned(tmp_path)
    assert (said.code, said.out) == (3, "")
    assert "No sensor found. Wake it up" in said.err
    as_json = scanned(tmp_path, "--json")
    assert (as_json.code, as_json.out) == (3, "[]\n")


@pytest.mark.parametrize("simulated", [True, False])
def test_what_a_simulator_sends_is_marked_in_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, simulated: bool
) -> None:
    target = replace(target_of(FakeRadio()), simulated=simulated)
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target)
    monkeypatch.setattr("tpdevice.runtime.checkup.LOOK_S", 0.0)
    monkeypatch.setattr("tpdevice.runtime.checkup.MUTE_S", 0.0)
    for words in (["scan", "--seconds", "0.1"], ["doctor"]):
        command = ["--db", str(tmp_path / "log.db"), *words]
        lines = tpdevice(*command).out.splitlines()
        marked = [line for line in lines if line.endswith(("SIMULATED", "[SIMULATED]"))]
        wanted = [line for line in lines if ADDRESS in line or line.startswith(("ok", "FAIL"))]
        assert marked == (wanted if simulated else [])
        rows = json.loads(tpdevice(*command, "--json").out)
        assert rows
        assert all(row["simulated"] is simulated for row in rows)


@pytest.mark.parametrize(("others", "said"), [([], "1 device heard"), ([LAMP], "2 devices heard")])
def test_the_doctor_counts_what_it_hears(
    others: list[Any], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    radio = FakeRadio()
    radio.adverts += others
    as_the_radio_of_this_computer(radio, monkeypatch)
    monkeypatch.setattr("tpdevice.runtime.checkup.LOOK_S", 0.0)
    monkeypatch.setattr("tpdevice.runtime.checkup.MUTE_S", 0.0)
    assert f"works; {said} in" in tpdevice("--db", str(tmp_path / "log.db"), "doctor").out


@pytest.mark.parametrize("command", [("scan",), ("doctor",), RUN])
def test_a_simulator_that_is_not_there_is_no_missing_adapter(
    command: tuple[str, ...], unused_tcp_port: int, tmp_path: Path
) -> None:
    sim = f"127.0.0.1:{unused_tcp_port}"
    said = tpdevice("--db", str(tmp_path / "log.db"), *command, "--sim", sim)
    assert said.code == 3
    assert f"No simulator answers at {sim}" in said.err
    assert "tpsim serve" in said.err
