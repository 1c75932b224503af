"""`set-up` as a person types it: what is asked, what is kept, and that it is used afterwards."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from fakeradio import ADDRESS
from running import Said, tpdevice
from simulatedradio import SimulatedRadio

from tpdevice.cli import choosing
from tpdevice.core.conversion import Conversion
from tpdevice.runtime.targets import REAL
from tpdevice.store.database import open_for_reading, open_store
from tpdevice.store.remembered import remembered_sensor
from tpdevice.store.setups import Found, Setup, remember_setup, setup_of
from tpsim.faults import Faults
from tpsim.wire import KINDS
from tpsim.wire.device import Device
from tpsim.wire.outbox import WireOptions
from tpsim.wire.uart_text import FORMS


class Pressed:
    """A load that comes and goes, five times a second."""

    clock_ppm = 0.0

    def __init__(self, period_ns: int) -> None:
        self._period_ns, self._next = period_ns, 1

    def readings(self, until_ns: int) -> list[tuple[int, float]]:
        out = []
        while (t_ns := self._next * self._period_ns) <= until_ns:
            out.append((t_ns, 1.5 * (self._next // 3 % 2) * (t_ns > 10**9)))
            self._next += 1
        return out

    def due_ns(self, count: int) -> int:
        return (self._next + count - 1) * self._period_ns


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def on_the_air(kind: type[Device], monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    load = Pressed(round(kind.sensor.period_us * 1000) * kind.sensor.every)
    radio = SimulatedRadio(kind(load, Faults((), rng), options=WireOptions(), rng=rng))
    target = replace(REAL, scanner=radio.scanner, client=radio.client)
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target)
    monkeypatch.setattr(choosing, "LOOK_S", 0.0)


def set_up(path: Path, *more: str, typed: str | None = None) -> Said:
    return tpdevice("--db", str(path), "set-up", *more, typed=typed)


def kept(path: Path) -> Setup | None:
    with open_for_reading(path) as store:
        return setup_of(store, ADDRESS, simulated=False)


def test_a_person_sets_a_sketch_up_and_the_next_scan_knows_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_air(FORMS["columns"], monkeypatch)
    # The device, the column, the unit, whether it grows, what it carries.
    said = set_up(path, "--seconds", "3", typed="1\n1\nkgf\n\n20,5\n")
    assert said.code == 0, said.err
    assert "column 2" in said.err
    assert ",22.4" in said.err
    assert "is read as uart-text, with format=csv" in said.out
    assert "values a second: coached" in said.out
    assert "1 kgf is 9.80665 N." in said.out
    setup = kept(path)
    assert setup is not None
    assert (setup.kind, setup.found) == ("uart-text", None)
    assert {("field", "2"), ("time", "1"), ("unit", "kgf"), ("range", "20.5")} <= set(setup.options)
    assert setup.true_rate_hz == pytest.approx(10.0, abs=0.6)
    with open_for_reading(path) as store:
        remembered = remembered_sensor(store)
    assert remembered is not None
    assert (remembered.address, remembered.kind) == (ADDRESS, "uart-text")
    scanned = tpdevice("--db", str(path), "scan", "--seconds", "0.1", "--json")
    assert [row["kind"] for row in json.loads(scanned.out)] == ["uart-text"]


def test_without_a_terminal_what_was_said_is_enough(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_air(KINDS["value"], monkeypatch)
    words = ("--device", ADDRESS.lower(), "--kind", "value", "--option", "unit=g")
    said = set_up(path, *words, "--seconds", "1", "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert (told["kind"], told["options"]["unit"], told["simulated"]) == ("value", "g", False)
    assert kept(path) is not None


def test_counts_without_a_weight_are_kept_and_said_to_be_no_force_yet(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_air(FORMS["number"], monkeypatch)
    monkeypatch.setattr("tpdevice.runtime.weighing.REST_S", 0.6)
    said = set_up(path, "--device", ADDRESS, "--kind", "uart-text", "--seconds", "1")
    assert said.code == 0, said.err
    assert "not known yet" in said.err
    assert "N." not in said.out
    setup = kept(path)
    assert setup is not None
    assert setup.found is None


MAP = Found(Conversion((1e4, 4e4), (5.0, 15.0), 83_457.0), "2026-03-01", 0.4)


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        (("--option", "rate=5"), True),
        (("--option", "range=1000000", "--option", "stop=stop"), True),
        (("--option", "direction=down"), False),
        (("--option", "format=csv"), False),
    ],
)
def test_what_a_map_said_stays_while_raw_values_mean_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], *, stays: bool
) -> None:
    on_the_air(FORMS["number"], monkeypatch)
    monkeypatch.setattr("tpdevice.runtime.weighing.REST_S", 0.6)
    before = Setup(ADDRESS, "uart-text", "MyScale", (("rate", "10"),), 10.0, MAP)
    with open_store(path) as store:
        remember_setup(store, before, simulated=False, now=datetime.now(UTC))
    said = set_up(path, "--device", ADDRESS, "--kind", "uart-text", "--seconds", "1", *words)
    assert said.code == 0, said.err
    setup = kept(path)
    assert setup is not None
    assert setup.found == (MAP if stays else None)
    assert "set up already, as uart-text" in said.err
    assert ("found out on 2026-03-01" in said.err) == stays
    assert ("along its map" in said.out) == stays


def test_what_was_said_can_be_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_the_air(KINDS["sig-force"], monkeypatch)
    set_up(path, "--device", ADDRESS, "--kind", "sig-force", "--seconds", "1")
    assert kept(path) is not None
    assert set_up(path, "--forget", "--device", ADDRESS.lower()).code == 0
    assert kept(path) is None
    again = set_up(path, "--forget", "--device", ADDRESS)
    assert again.code == 1
    assert "has no set-up of" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--forget",), "--forget needs --device"),
        (("--kind", "abacus"), "no sensor kind called 'abacus'"),
        (("--kind", "value", "--option", "unit=stone"), "value: unit=stone makes no sense"),
        (("--kind", "progressor", "--option", "unit=N"), "progressor has no option unit"),
        (("--option", "unit"), "is not NAME=VALUE"),
        ((), "no terminal to ask on which device"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_listened_to(
    path: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_air(KINDS["value"], monkeypatch)
    ran = set_up(path, *words)
    assert ran.code == 2
    assert said in ran.err
    assert not path.exists()


def test_a_device_that_is_not_heard_ends_with_3(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_air(KINDS["value"], monkeypatch)
    monkeypatch.setattr("tpdevice.runtime.finding.sensor_at.__kwdefaults__", {"seconds": 0.0})
    ran = set_up(path, "--device", "C0:DE:00:00:00:99", "--kind", "value")
    assert ran.code == 3
    assert "was heard" in ran.err
