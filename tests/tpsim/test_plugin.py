"""The plug-in for other programs' tests: its documented examples are run as they stand."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tpsim import stories
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.shelf import Shelf
from tpsim.simulations import Simulations
from tpsim.subjects import SUBJECTS
from tpsim.world import World

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "test-with-the-simulator.md"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
EXAMPLES = [code for kind, code in BLOCKS if kind == "python"]
CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"


@pytest.mark.process
@pytest.mark.parametrize("code", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_a_documented_example_passes_as_it_stands(code, tmp_path):
    (tmp_path / "test_example.py").write_text(code, "utf-8")
    plugins = ["-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, "test_example.py"],
        cwd=tmp_path,
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout.decode()
    assert b"1 passed" in ran.stdout


def test_the_page_has_three_examples():
    assert len(EXAMPLES) == 3


def test_the_documented_scenario_is_one(tmp_path):
    (told,) = (code for kind, code in BLOCKS if kind == "toml")
    (tmp_path / "weak.toml").write_text(told, "utf-8")
    story = stories.find(str(tmp_path / "weak.toml"))
    assert [m.fault for m in story.mishaps] == ["vanish", "drop"]
    assert story.battery_mv == 3150
    assert story.temper.slower == 1.5


def test_the_documented_line_for_the_control_port_is_understood():
    (told,) = (code for kind, code in BLOCKS if kind == "json")
    served = Served(World(SUBJECTS["steady"], SCENARIOS["obedient"], 1))
    Shelf([served]).on_message(json.loads(told))
    assert served.outbound.get_nowait() == {"t": "begun", "fault": "stall"}


def happened(seed, **asked):
    sensor = Simulations().virtual(seed=seed, scenario="fault:drop:APPROACH", **asked)
    seen = list(sensor.run(1))
    sensor.write(CONTROL, b"\x65")
    sensor.cue("more", phase="APPROACH")
    return [*seen, *sensor.run(8)]


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others():
    assert happened(3) == happened(3)
    assert happened(3) != happened(4)
    assert len(happened(3)) > 60


def displayed(sensor):
    (*_, (_, _, _, data)) = [event for event in sensor.run(1) if event[0] == "frame"]
    return int.from_bytes(data[10:12], "big") / 100


def test_a_weight_lies_on_the_sensor_and_its_hold_button_keeps_the_display():
    sensor = Simulations().virtual("wh-c06")
    empty_kg = displayed(sensor)
    sensor.weigh(98.0)
    assert displayed(sensor) - empty_kg == pytest.approx(10.0, abs=0.2)
    sensor.press("hold")
    sensor.weigh(0.0)
    assert displayed(sensor) - empty_kg == pytest.approx(10.0, abs=0.2)
    with pytest.raises(ValueError, match="this device's: hold, unit"):
        sensor.press("explode")


@pytest.mark.parametrize(
    "asked", [{"device": "abacus"}, {"scenario": "rain"}, {"subject": "nobody"}, {"mood": "bad"}]
)
def test_what_is_not_known_is_refused(asked):
    with pytest.raises(ValueError, match=next(iter(asked.values()))[:4] + "|mood"):
        Simulations().virtual(**asked)


@pytest.mark.process
def test_what_does_not_start_says_why():
    simulations = Simulations()
    with pytest.raises(ValueError, match="abacus"):
        simulations.on_air("abacus")
    simulations.close()


@pytest.mark.process
def test_what_was_started_has_ended_after_the_fixture():
    simulations = Simulations()
    air = simulations.on_air("progressor*2", seed=4)
    assert len(air.sensors) == 2
    assert {sensor.kind for sensor in air.sensors} == {"progressor"}
    with pytest.raises(ValueError, match="none of"):
        air.fault("rain")
    with pytest.raises(ValueError, match="this device's: none"):
        air.press("hold")
    air.fault("stall", lasts_s=1, sensor=1)
    air.weigh(20.0, sensor=1)
    simulations.close()
    assert air._process.returncode is not None
