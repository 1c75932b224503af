"""A sensor that was set up is read as it was set up; one that may be anything is not guessed."""

import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakeradio import ADDRESS, SERVICE, FakeRadio
from running import Said, tpdevice

from tpdevice.cli import choosing, lasttime
from tpdevice.cli.choosing import choose_sensor
from tpdevice.core.conversion import Conversion
from tpdevice.core.errors import DeviceNotFound, UnknownDevice, UsageError
from tpdevice.runtime.targets import REAL, Target
from tpdevice.store.database import open_store
from tpdevice.store.setups import Found, Setup, remember_setup

NORDIC = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
BALL = "dbbbf311-7b16-4f29-ac59-6dbbbab91960"
SCALE = ("C0:DE:00:00:00:07", "MyScale", [NORDIC], -40)
NAMELESS = ("C0:DE:00:00:00:08", "", [], -30)
OPTIONS = (("format", "csv"), ("field", "2"), ("unit", "kgf"))
FOUND = Found(Conversion.straight(9.81, rest_raw=0.5), "2026-03-01", None)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(lasttime, "LOOK_S", 0.0)
    monkeypatch.setattr(choosing, "LOOK_S", 0.0)
    monkeypatch.setattr(choosing, "SIMULATED_LOOK_S", 0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def heard(*adverts: tuple[str, str, list[str], int], simulated: bool = False) -> Target:
    radio = FakeRadio()
    radio.adverts = list(adverts)
    return replace(REAL, scanner=radio.scanner, client=radio.client, simulated=simulated)


def keep(path: Path, address: str = SCALE[0], *, simulated: bool = False) -> Setup:
    setup = Setup(address, "uart-text", "MyScale", OPTIONS, 9.87, FOUND)
    with open_store(path) as store:
        remember_setup(store, setup, simulated=simulated, now=datetime.now(UTC))
    return setup


async def test_a_sensor_that_was_set_up_is_chosen_by_itself_with_all_that_was_said(
    path: Path,
) -> None:
    keep(path, SCALE[0].lower())
    known = await choose_sensor(path, heard(SCALE), address=None)
    assert (known.key, known.options) == ("uart-text", OPTIONS)
    assert known.own_conversion == FOUND.conversion
    assert (known.conversion_date, known.conversion_error_n) == (FOUND.date, FOUND.fit_error_n)
    assert known.rate_hz == 9.87
    assert known.driver().spec.raw_unit == "kgf"


async def test_another_sensor_of_the_same_make_is_not_taken_for_the_one_that_was_set_up(
    path: Path,
) -> None:
    keep(path, "C0:DE:00:00:00:99")
    with pytest.raises(DeviceNotFound, match=r"MyScale at C0.* may be: .*uart-text"):
        await choose_sensor(path, heard(SCALE), address=None)


async def test_a_set_up_goes_before_what_the_advert_says(path: Path) -> None:
    keep(path, ADDRESS)
    progressor = (ADDRESS, "Progressor_1", [SERVICE], -50)
    known = await choose_sensor(path, heard(progressor), address=ADDRESS.lower())
    assert known.key == "uart-text"
    named = await choose_sensor(path, heard(progressor), address=ADDRESS, kind="progressor")
    assert (named.key, named.options, named.own_conversion) == ("progressor", (), None)


async def test_a_simulated_set_up_is_used_over_a_simulator_only(path: Path) -> None:
    keep(path, simulated=True)
    known = await choose_sensor(path, heard(SCALE, simulated=True), address=None)
    assert known.options == OPTIONS
    with pytest.raises(DeviceNotFound):
        await choose_sensor(path, heard(SCALE), address=None)


async def test_a_device_that_may_be_anything_is_not_chosen_by_its_address_alone(path: Path) -> None:
    with pytest.raises(UsageError, match=r"may be one of these kinds: .*uart-text") as caught:
        await choose_sensor(path, heard(SCALE), address=SCALE[0])
    assert "--kind" in caught.value.hint
    assert f"set-up --device {SCALE[0]}" in caught.value.hint


async def test_a_kind_that_is_named_is_believed(path: Path) -> None:
    known = await choose_sensor(path, heard(NAMELESS), address=NAMELESS[0], kind="sig-force")
    assert (known.key, known.options) == ("sig-force", ())


async def test_a_kind_without_an_address_takes_what_may_be_of_it(path: Path) -> None:
    both = heard(NAMELESS, SCALE, (ADDRESS, "Progressor_1", [SERVICE], -20))
    known = await choose_sensor(path, both, address=None, kind="uart-text")
    assert known.sighting.advert.address == SCALE[0]
    with pytest.raises(DeviceNotFound):
        await choose_sensor(path, both, address=None, kind="sig-weight")


async def test_a_kind_that_does_not_exist_is_refused_before_anything_is_listened_to(
    path: Path,
) -> None:
    radio = FakeRadio()
    target = replace(REAL, scanner=radio.scanner, client=radio.client)
    with pytest.raises(UnknownDevice):
        await choose_sensor(path, target, address=None, kind="abacus")
    assert radio.scans == 0


async def test_a_ball_says_in_its_advert_that_it_is_one(path: Path) -> None:
    ball = (ADDRESS, "my ball", [BALL], -50)
    known = await choose_sensor(path, heard(ball), address=None)
    assert known.options == (("measures", "pressure"),)
    assert known.driver().spec.n_per_raw is None


def scanned(path: Path, target: Target, monkeypatch: pytest.MonkeyPatch, *more: str) -> Said:
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target)
    return tpdevice("--db", str(path), "scan", "--seconds", "0.1", *more)


def test_a_scan_says_what_a_doubtful_device_may_be_and_finds_nothing_sure(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = scanned(path, heard(SCALE, NAMELESS), monkeypatch)
    assert said.code == 3
    (line,) = [line for line in said.out.splitlines() if SCALE[0] in line]
    assert "perhaps " in line
    assert "uart-text" in line
    assert NAMELESS[0] not in said.out
    assert "set-up" in said.err
    (row,) = json.loads(scanned(path, heard(SCALE), monkeypatch, "--json").out)
    assert row["kind"] is None
    assert "uart-text" in row["perhaps"]


def test_a_scan_knows_what_was_set_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path)
    said = scanned(path, heard(SCALE), monkeypatch)
    assert said.code == 0
    assert "perhaps" not in said.out
    (row,) = json.loads(scanned(path, heard(SCALE), monkeypatch, "--json").out)
    assert (row["kind"], row["perhaps"]) == ("uart-text", [])


def test_a_set_up_that_makes_no_sense_is_told_and_not_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(path)
    with open_store(path) as store, store.transaction():
        store.change("UPDATE sensor_setup SET options_json = '{'", {})
    said = scanned(path, heard(SCALE), monkeypatch)
    assert said.code == 3
    assert "nothing sensible" in said.err
