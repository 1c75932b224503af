"""Starting the program loads nothing heavy: that is most of what `--help` costs."""

import subprocess
import sys

import pytest

HEAVY = {"bleak", "bumble", "numpy", "sqlite_utils", "textual", "tpsim"}
LOADED = "; print('\\nloaded', *{name.partition('.')[0] for name in sys.modules})"
CLINIC = ("clients", "client", "exceptions", "clinickeys")
HELP = """
import sys
from tpdevice.cli.main import main
sys.argv = ["tpdevice", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after some code."""
    command = [sys.executable, "-c", f"{code.strip()}\nimport sys{LOADED}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.process
@pytest.mark.parametrize("code", ["import tpdevice.cli.main", HELP], ids=["import", "help"])
def test_the_command_line_loads_nothing_heavy(code: str) -> None:
    loaded = loaded_by(code)
    assert "tpdevice" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.process
def test_the_first_picture_waits_for_nothing_but_the_screen_itself() -> None:
    loaded = loaded_by("import tpdevice.cli.commands.demo, tpdevice.cli.guiding, tpdevice.tui.app")
    assert loaded & HEAVY == {"textual"}


@pytest.mark.process
def test_a_clinics_first_picture_waits_for_the_screen_alone_and_its_rooms_for_no_radio() -> None:
    assert loaded_by("import tpdevice.tui.clinic") & HEAVY == {"textual"}
    rooms = ", ".join(f"tpdevice.tui.screens.{name}" for name in CLINIC)
    loaded = loaded_by(f"import tpdevice.tui.rounds, {rooms}")
    assert loaded & HEAVY <= {"textual", "numpy", "sqlite_utils"}


@pytest.mark.process
def test_what_is_loaded_is_seen() -> None:
    assert loaded_by("import textual.app") & HEAVY == {"textual"}
