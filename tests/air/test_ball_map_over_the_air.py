"""A ball is mapped by somebody who only presses Enter, over the real bleak client."""

import io
import sys
import threading
from pathlib import Path

import pytest
from hasty import TIMES, hurry, now_ns

from tpdevice.cli import main as cli_main
from tpdevice.cli import mapmaking
from tpdevice.store.database import open_for_reading
from tpdevice.store.setups import setups
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.world import World

pytestmark = pytest.mark.air

HOLD_S = 2.0


class Enters(io.StringIO):
    """Somebody at a terminal, who holds for as long as they are asked to, and presses Enter."""

    def __init__(self, answers: int = 60) -> None:
        super().__init__("\n" * answers)

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        threading.Event().wait(HOLD_S / TIMES)
        return super().readline(-1 if size is None else size)


def ball_map(monkeypatch: pytest.MonkeyPatch, log: Path, stdin: io.StringIO) -> object:
    hurry(monkeypatch)
    monkeypatch.setattr(mapmaking, "HELD_S", 1.0)
    monkeypatch.setattr(mapmaking, "PART_S", 0.5)
    world = World(SUBJECTS["steady"], SCENARIOS["obedient"], 3, kind="pressensor")
    with InProcess(Served(world), now_ns=now_ns) as served:
        words = ["tpdevice", "--db", str(log), "ball-map", "--sim", served.address, "--loads", "4"]
        monkeypatch.setattr("sys.argv", words)
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(SystemExit) as end:
            cli_main.main()
    return end.value.code


def test_a_simulated_ball_is_pressed_read_while_somebody_is_asked_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.db"
    code = ball_map(monkeypatch, log, Enters())
    assert code == 0
    assert "From nothing to 40.0 N" in capsys.readouterr().out
    with open_for_reading(log) as store:
        (kept,) = setups(store, simulated=True)
    assert kept.found is not None
    assert len(kept.found.conversion.force_n) == 4


def test_who_leaves_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.db"
    assert ball_map(monkeypatch, log, io.StringIO("q\n")) == 0
    assert "Left; nothing is kept." in capsys.readouterr().err
    assert not log.exists()
