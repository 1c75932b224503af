import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tpsim.cli import main
from tpsim.habits import ANYBODY, HABITS
from tpsim.population import SUPPORTS
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.world import World

ONE_OF_MANY = [f"{support}:1:0" for support in SUPPORTS]
TABLES = [
    ("subjects", [*SUBJECTS, *ONE_OF_MANY]),
    ("scenarios", list(SCENARIOS)),
    ("habits", [*HABITS, ANYBODY]),
]


@pytest.mark.parametrize(("command", "table"), TABLES)
def test_the_tables_name_everyone_once(command, table, capsys):
    assert main([command]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["name", *table]


@pytest.mark.parametrize(("command", "table"), TABLES)
def test_the_tables_come_as_json(command, table, capsys):
    assert main([command, "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == table


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["serve", "--subject", "nobody"],
        ["serve", "--scenario", "none"],
        ["serve", "--seed", "-1"],
        ["serve", "--seed", "9" * 5000],
        ["serve", "--port", "65535"],
        ["serve", "--port", "x"],
        ["serve", "--samples-per-packet", "31"],
    ],
)
def test_a_wrong_wish_is_a_usage_error(wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        main(wrong)
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert "usage" in said
    assert "_count" not in said


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed as on POSIX")
@pytest.mark.parametrize("command", ["subjects", "scenarios"])
def test_a_closed_stdout_does_no_harm(command):
    run = subprocess.run(
        [sys.executable, "-m", "tpsim.cli", command],
        preexec_fn=lambda: os.close(1),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.process
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_stdout_is_one_sentence():
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "tpsim.cli", "subjects"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stderr) == (1, "tpsim: stdout: No space left on device.\n")


def test_listing_loads_no_radio():
    code = "import sys, tpsim.cli; tpsim.cli.main(['subjects']); assert 'bumble' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def served(scenario="obedient"):
    return Served(World(SUBJECTS["novice"], SCENARIOS[scenario], 1))


def drained(a_served):
    return [a_served.outbound.get_nowait() for _ in range(a_served.outbound.qsize())]


def test_a_cue_from_the_control_port_is_answered_by_a_key():
    air = served()
    air.poll(5_000_000_000)
    air.on_message(
        {"t": "cue", "direction": "none", "phase": "SCREENING", "question": "yes_no",
         "question_id": "screen_a"}
    )  # fmt: skip
    air.poll(5_100_000_000)
    assert drained(air) == []
    air.poll(8_000_000_000)
    assert drained(air) == [{"t": "key", "action": "no", "value": 0}]


def test_who_says_hello_is_told_who_is_here():
    air = served("stall")
    air.on_message({"t": "hello"})
    (person,) = drained(air)
    assert person["simulated"] is True
    assert (person["name"], person["point"], person["scenario"]) == ("novice", "UT", "stall")


def test_the_command_and_the_control_port_list_the_same_faults(capsys):
    assert main(["faults", "--json"]) == 0
    air = served()
    air.on_message({"t": "faults"})
    assert drained(air) == [{"t": "faults", "faults": json.loads(capsys.readouterr().out)}]


def test_anything_else_is_refused():
    with pytest.raises(ValueError, match="cue, hello, fault"):
        served().on_message({"t": "shout"})


@pytest.mark.process
def test_a_server_says_where_it_is_and_ends_with_its_parents_pipe():
    command = [sys.executable, "-m", "tpsim.cli", "serve", "--seed", "3", "--parent-pipe"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        where = json.loads(server.stdout.readline())
        server.stdin.close()
        assert server.wait(20) == 0
    assert where["name"].startswith("Progressor_")
    assert where["hci"].startswith("127.0.0.1:")
