"""Run tests/bluez/guest against a real BlueZ in an emulated machine.

python3 dev.py bluez [...]     the rest goes to the pytest in there: -k daemon
"""

import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path
from tests.bluez import machine, wheels
from tests.bluez.cache import alone
from tests.bluez.cpio import Archive
from tests.bluez.image import AT, Image, image
from tests.bluez.trouble import Broken, NotHere

SKIPPED: Final = 77
"""Exit code where the rig cannot be had; `.ci/run` goes on. Source: automake's convention."""
LONGEST_S: Final = 600.0
"""After so long the machine is taken for hung. Chosen; it takes some minutes of one core."""
GUEST: Final = Path(__file__).parent / "guest"


def main(arguments: Sequence[str]) -> int:
    """Make what is missing, run the tests in the machine, and return an exit code."""
    began_s = time.monotonic()
    try:
        code = _run(arguments)
    except NotHere as trouble:
        say(f"SKIPPED, since {trouble}")
        say(f"next step: {trouble.next_step}")
        return SKIPPED
    except Broken as trouble:
        say(f"FAILED: {trouble}")
        return 1
    say(f"{'passed' if code == 0 else 'FAILED'}, {time.monotonic() - began_s:.0f} s in all")
    return code


def _run(arguments: Sequence[str]) -> int:
    if sys.platform != "linux":
        raise NotHere("this is not Linux", next_step="run it on Debian, or in a container of it")
    machine.qemu()
    cache = user_cache_path("tpdevice") / "bluez"
    cache.mkdir(parents=True, exist_ok=True)
    with alone(cache):
        return _run_alone(cache, arguments)


def _run_alone(cache: Path, arguments: Sequence[str]) -> int:
    ready = image(cache, say)
    facts = ready.system.facts
    say(f"starting Linux {facts.kernel} with BlueZ {facts.bluez} and Python {facts.python}…")
    results = cache / "results"
    shutil.rmtree(results, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="running-") as scratch:
        own = Path(scratch) / "own"
        _pack(ready, own, Path(scratch) / "project", arguments)
        code = machine.run(ready, own, results=results, seconds=LONGEST_S, say=show)
    say(f"what the programs in there said: {results}")
    return code


def _pack(ready: Image, own: Path, project: Path, arguments: Sequence[str]) -> None:
    wheels.install_project(project)
    ready.system.compile(project, at=AT)
    with Archive(own) as archive:
        archive.tree(project, AT)
        archive.tree(GUEST, "rig/guest")
        archive.add("rig/init", (GUEST / "init").read_bytes())
        archive.add("rig/arguments", "\n".join(arguments).encode(), mode=stat.S_IFREG | 0o644)


def say(words: str) -> None:
    """Tell the person."""
    show(f"bluez: {words}")


def show(line: str) -> None:
    """Print a line of the machine."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # Otherwise the machine would go on alone.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
