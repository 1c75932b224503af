"""The two programs under test, as a person starts them."""

import json
import subprocess
from typing import Any, Final

TPDEVICE: Final = ("python3", "-m", "tpdevice.cli.main")
TPSIM: Final = (
    *("python3", "-m", "tpsim.cli", "serve", "--vhci", "--parent-pipe", "--seed", "2"),
    # As an original packs them; single samples only take the emulation four times as long.
    *("--samples-per-packet", "8"),
)
BRIEFLY: Final = ("--seconds", "6")
"""Of the doctor: how well a sensor keeps time is nothing that can be seen in here."""
WAIT_S: Final = 300.0


def told(*words: str) -> Any:
    """Return what a command of tpdevice prints as JSON."""
    done = subprocess.run(
        [*TPDEVICE, *words, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT_S,
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stdout}{done.stderr}"
    return json.loads(done.stdout)
