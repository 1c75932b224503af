"""`check-weight` over the real bleak client: a weight that is laid on, and what is kept of it."""

import json
from pathlib import Path

import pytest
from hasty import hurry, now_ns

from tpdevice.cli import main as cli_main
from tpdevice.core.units import N_PER_KGF
from tpdevice.store.database import open_for_reading
from tpdevice.store.rigs import newest_check
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.subjects import SUBJECTS
from tpsim.world import World

pytestmark = pytest.mark.air


def test_a_known_weight_makes_the_multiplier_of_a_rig(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lever that brings half of each weight to the sensor."""
    hurry(monkeypatch)
    log = tmp_path / "log.db"
    world = World(SUBJECTS["steady"], SCENARIOS["obedient"], 3, kind="progressor")
    weights = iter(["5", "10", ""])

    def laid_on(*_: object, **__: object) -> str:
        kg = next(weights)
        if kg:
            world.weigh(float(kg) * N_PER_KGF / 2)
        return kg

    monkeypatch.setattr("click.prompt", laid_on)
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    with InProcess(world, now_ns=now_ns) as served:
        who = ["--profile", "demo", "--tool", "cane", "--rig-kind", "lever"]
        where = ["--sim", served.address, "--device", served.sensor]
        run = ["tpdevice", "--db", str(log), "check-weight", "--json", *where, *who]
        monkeypatch.setattr("sys.argv", run)
        with pytest.raises(SystemExit) as end:
            cli_main.main()
    assert end.value.code == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["multiplier"] == pytest.approx(2.0, abs=0.03)
    assert printed["error_n"] < 1.0
    with open_for_reading(log) as store:
        kept = newest_check(store, "demo", tool="cane", address=served.sensor, simulated=True)
    assert kept is not None
    assert kept.note.heaviest_n == pytest.approx(10 * N_PER_KGF)
