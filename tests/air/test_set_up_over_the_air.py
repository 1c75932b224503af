"""A home-made sensor is set up over the real bleak client, and then guides a session."""

import io
import sys
from pathlib import Path

import pytest
from hasty import hurry, now_ns

from tpdevice.cli import main as cli_main
from tpdevice.core.tape import Header
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import read_tape, show_session
from tpdevice.store.setups import setup_of
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.wire import KINDS
from tpsim.wire.uart_text import FORMS
from tpsim.world import World

pytestmark = pytest.mark.air


class Terminal(io.StringIO):
    """A stdin at which somebody sits."""

    def isatty(self) -> bool:
        return True


def tpdevice(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str | None = None) -> int:
    monkeypatch.setattr("sys.argv", ["tpdevice", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else Terminal(typed))
    with pytest.raises(SystemExit) as end:
        cli_main.main()
    assert isinstance(end.value.code, int)
    return end.value.code


def test_a_sketch_is_set_up_and_guides_a_session_without_a_word_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    monkeypatch.setitem(KINDS, "uart-text", FORMS["columns"])
    log, subject = str(tmp_path / "log.db"), SUBJECTS["steady"]
    world = World(subject, SCENARIOS["obedient"], 3, kind="uart-text")
    with InProcess(Served(world), now_ns=now_ns) as served:
        sim = ("--sim", served.address)
        # Which device, which column, the unit, whether it grows, what it carries.
        code = tpdevice(
            monkeypatch, "--db", log, "set-up", *sim, "--seconds", "12", typed="1\n1\nkgf\ny\n20\n"
        )
        assert code == 0
        who = ["--profile", "demo", "--point", subject.point, "--side", subject.side]
        how = ["--tool", subject.tool, "--support", subject.support, "--no-calibration"]
        code = tpdevice(monkeypatch, "--db", log, "run", *sim, "--plain", "--short", *who, *how)
    assert code == 0
    with open_for_reading(Path(log)) as store:
        first, _ = read_tape(store, 1)
        summary = show_session(store, 1).summary
    assert isinstance(first, Header)
    assert first.device_key == "uart-text"
    assert ("field", "2") in first.device_options
    assert summary is not None
    assert summary.buckets.held_ns >= 9_900_000_000
    assert 10.0 < summary.peak_mn / 1000 < 80.0


def test_a_scale_that_only_advertises_is_measured_without_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    log = tmp_path / "log.db"
    world = World(SUBJECTS["steady"], SCENARIOS["obedient"], 3, kind="bthome")
    with InProcess(Served(world), now_ns=now_ns) as served:
        where = ("--sim", served.address, "--device", served.sensor)
        code = tpdevice(monkeypatch, "--db", str(log), "set-up", *where, "--seconds", "12")
    assert code == 0
    with open_for_reading(log) as store:
        setup = setup_of(store, served.sensor, simulated=True)
    assert setup is not None
    assert setup.kind == "bthome"
    assert setup.true_rate_hz == pytest.approx(10.0, abs=1.5)


def test_a_weight_that_is_typed_lies_on_the_simulated_sensor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    log = tmp_path / "log.db"
    world = World(SUBJECTS["steady"], SCENARIOS["obedient"], 3, kind="uart-text")
    with InProcess(Served(world), now_ns=now_ns) as served:
        sim = ("--sim", served.address, "--seconds", "12")
        # Which device, which number, the unit, whether it grows, two weights, what it carries.
        typed = "1\n1\ncounts\ny\n5\n10\n\n20\n"
        code = tpdevice(monkeypatch, "--db", str(log), "set-up", *sim, typed=typed)
    assert code == 0
    with open_for_reading(log) as store:
        setup = setup_of(store, served.sensor, simulated=True)
    assert setup is not None
    assert setup.found is not None
    assert setup.found.fit_error_n == pytest.approx(0.0, abs=0.5)
