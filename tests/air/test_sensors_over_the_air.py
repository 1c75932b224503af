"""Several sensors on one software radio: home lists them, and uses the one that is chosen."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tpdevice.cli.desk import HouseDesk
from tpdevice.runtime.targets import simulator
from tpdevice.tui.desk import Seen
from tpsim.air.inprocess import InProcess
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.world import World

pytestmark = pytest.mark.air

PATIENCE_S = 120.0


def until(true: Callable[[], object]) -> None:
    """Come back when something is so, as a screen that asks at each frame."""
    end_s = time.monotonic() + PATIENCE_S
    woken = threading.Event()
    while not true():
        assert time.monotonic() < end_s
        woken.wait(0.05)


def served(kind: str, seed: int) -> Served:
    return Served(World(SUBJECTS["steady"], SCENARIOS["obedient"], seed, kind=kind))


def test_the_sensor_that_is_chosen_among_several_is_live_at_home_and_then_another(
    tmp_path: Path,
) -> None:
    others = [served("progressor", 4), served("pressensor", 5), served("uart-text", 6)]
    with InProcess(served("progressor", 3), beside=others) as air:
        desk = HouseDesk(tmp_path / "log.db", simulator(air.address))
        desk.start()
        try:
            until(lambda: len(desk.sensors().rows) == 4)
            rows = desk.sensors().rows
            assert sorted(" ".join(row.needs.split()[:2]) for row in rows) == [
                "", "", "tpdevice ball-map", "tpdevice set-up",
            ]  # fmt: skip
            ready = [row for row in rows if not row.needs]
            for row in (*ready, ready[0]):
                desk.choose_sensor(row.address)
                until(lambda: desk.sensor().seen is Seen.LIVE)
                assert desk.sensor().name == row.name
                until(lambda: len(desk.sensors().rows) == 4)
        finally:
            desk.leave()
