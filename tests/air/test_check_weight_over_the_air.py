"""Known weights lie on a simulated sensor, over the real bleak client and the control port."""

import io
import json
import sys
from pathlib import Path

import pytest
from hasty import hurry, now_ns

from tpdevice.cli import main as cli_main
from tpdevice.store.database import open_for_reading
from tpdevice.store.rigs import checks
from tpdevice.store.setups import setup_of
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.world import World

pytestmark = pytest.mark.air

RIG = ("--profile", "sam", "--tool", "hook cane", "--rig-kind", "lever")
WEIGHTS = "5\n10\n\n"


class Terminal(io.StringIO):
    """A stdin at which somebody sits."""

    def isatty(self) -> bool:
        return True


def on_the_air(kind: str) -> InProcess:
    world = World(SUBJECTS["steady"], SCENARIOS["obedient"], 3, kind=kind)
    return InProcess(Served(world), now_ns=now_ns)


def check_weight(
    monkeypatch: pytest.MonkeyPatch, log: Path, served: InProcess, *words: str, stdin: io.StringIO
) -> int:
    hurry(monkeypatch)
    command = ["tpdevice", "--db", str(log), "check-weight", "--sim", served.address, *words]
    monkeypatch.setattr("sys.argv", command)
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(SystemExit) as end:
        cli_main.main()
    assert isinstance(end.value.code, int)
    return end.value.code


def test_weights_from_a_pipe_are_put_on_told_in_json_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.db"
    with on_the_air("progressor") as served:
        piped = io.StringIO(WEIGHTS)
        code = check_weight(monkeypatch, log, served, *RIG, "--json", stdin=piped)
    said = capsys.readouterr()
    assert code == 0
    assert said.err.startswith("SIMULATED\n")
    told = json.loads(said.out)
    assert told["multiplier"] == pytest.approx(1.0, abs=0.02)
    assert told["simulated"] is True
    with open_for_reading(log) as store:
        (kept,) = checks(store, simulated=True)
    assert (kept.profile, kept.tool, len(kept.checked.weights_n)) == ("sam", "hook cane", 2)


def test_of_counts_the_sensor_is_weighed_and_nobody_is_asked_for_a_rig(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.db"
    with on_the_air("frez") as served:
        sits = Terminal(WEIGHTS + "y\n")
        code = check_weight(monkeypatch, log, served, "--json", stdin=sits)
    said = capsys.readouterr()
    assert code == 0
    assert "Whose set-up" not in said.err
    told = json.loads(said.out)
    with open_for_reading(log) as store:
        kept = setup_of(store, served.sensor, simulated=True)
    assert kept is not None
    assert kept.found is not None
    assert kept.found.conversion.n_per_raw == pytest.approx(told["n_per_raw"])
    assert (told["kind"], told["raw_unit"]) == ("frez", "counts")


def test_counts_whose_newtons_are_known_are_checked_and_found_out_again_only_if_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, told = tmp_path / "log.db", []
    with on_the_air("frez") as served:
        for words in ((), RIG, ("--anew",)):
            piped = io.StringIO(WEIGHTS)
            assert check_weight(monkeypatch, log, served, *words, "--json", stdin=piped) == 0
            told.append(json.loads(capsys.readouterr().out))
    found, checked, again = told
    assert checked["rig_kind"] == "lever"
    assert checked["multiplier"] == pytest.approx(1.0, abs=0.02)
    assert again["n_per_raw"] == pytest.approx(found["n_per_raw"], rel=0.02)


def test_who_asks_for_no_rig_where_nobody_can_be_asked_learns_what_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with on_the_air("progressor") as served:
        code = check_weight(monkeypatch, tmp_path / "log.db", served, stdin=io.StringIO())
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "--rig-kind straight" in said.err
