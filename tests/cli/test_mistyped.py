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


def test_a_command_that_is_like_no_other_is_only_refused() -> None:
    said = tpdevice("\x1b[31mpancake")
    assert said.code == 2
    assert said.err.endswith("No such command '\\x1b[31mpancake'.\n")


@pytest.mark.process
def test_what_is_likely_meant_is_looked_for_only_after_a_mistake() -> None:
    code = """
import sys
from tpdevice.cli.main import cli
cli(["--help"], standalone_mode=False)
sys.exit("difflib" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
