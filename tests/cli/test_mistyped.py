"""A command line that is not understood says what was meant, or what is wrong with it."""

import subprocess
import sys

import pytest
from running import tpdevice


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("shwo", "'show'"), ("SHOW", "'show'"), ("device", "'devices'"), ("replays", "'replay'")],
)
def test_a_mistyped_command_is_answered_with_what_was_meant(typed: str, meant: str) -> None:
    said = tpdevice(typed)
    assert (said.code, said.out) == (2, "")
    assert f"No such command '{typed}'. Did you mean {meant}?" in said.err


def test_whoever_types_home_is_told_how_to_get_there() -> None:
    said = tpdevice("home")
    assert said.code == 2
    assert said.err.endswith("No such command 'home'. Home is `tpdevice` alone.\n")


def test_a_command_that_is_like_no_other_is_only_refused() -> None:
    said = tpdevice("\x1b[31mpancake")
    assert said.code == 2
    assert said.err.endswith("No such command '\\x1b[31mpancake'.\n")


@pytest.mark.parametrize("typed", ["nan", "NaN", "-nan"])
@pytest.mark.parametrize("command", [("scan", "--seconds"), ("run", "--rig")])
def test_what_is_no_number_is_refused_where_a_number_is_asked_for(
    command: tuple[str, ...], typed: str
) -> None:
    said = tpdevice(*command[:-1], f"{command[-1]}={typed}")
    assert (said.code, said.out) == (2, "")
    assert f"{typed!r} is not a number." in said.err


@pytest.mark.parametrize("typed", ["inf", "-inf", "0", "1e9"])
def test_a_number_beyond_its_range_is_refused(typed: str) -> None:
    said = tpdevice("run", f"--rig={typed}")
    assert said.code == 2
    assert "is not in the range 0.05<=x<=20.0" in said.err


def test_a_blank_log_is_refused() -> None:
    said = tpdevice("--db", "", "log")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tpdevice: --db is blank.")


def test_two_ways_to_a_simulator_exclude_each_other() -> None:
    said = tpdevice("run", "--sim", "127.0.0.1:1", "--person", "127.0.0.1:2")
    assert said.code == 2
    assert said.err.startswith("tpdevice: --sim and --person exclude each other.")


@pytest.mark.process
def test_what_is_likely_meant_is_looked_for_only_after_a_mistake() -> None:
    code = """
import sys
from tpdevice.cli.main import cli
cli(["--help"], standalone_mode=False)
sys.exit("difflib" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
