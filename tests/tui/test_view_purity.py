"""What is shown is decided without the library that draws it."""

import subprocess
import sys

import pytest


@pytest.mark.process
def test_a_view_is_made_without_textual() -> None:
    code = "import sys, tpdevice.tui.present, tpdevice.tui.sumup; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
