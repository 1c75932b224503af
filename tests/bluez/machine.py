"""The emulated machine: started, listened to, and its results taken out."""

import shutil
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tests.bluez.image import Image
from tests.bluez.trouble import Broken, NotHere

QEMU: Final = "qemu-system-x86_64"
MEMORY_MB: Final = 1536
RESULTS_MB: Final = 64
"""Size of the disk that the results come out on; only what is written takes room."""
CLOCK: Final = ("-icount", "shift=0,sleep=off", "-rtc", "clock=vm")
"""Time in there is counted in instructions, and waiting takes none: a busy or slow computer makes
the tests longer, but changes nothing in them."""
BOOT: Final = (
    *("console=ttyS0", "quiet", "loglevel=1", "panic=-1", "rdinit=/rig/init"),
    # Otherwise Python waits for chance at its first start.
    "random.trust_cpu=on",
    *("mitigations=off", "cryptomgr.notests", "tsc=unstable", "clocksource=hpet"),
)


def qemu() -> str:
    """Return the emulator."""
    found = shutil.which(QEMU)
    if found is None:
        raise NotHere(
            f"there is no {QEMU}",
            next_step="sudo apt-get install --no-install-recommends qemu-system-x86",
        )
    return found


def run(
    image: Image, own: Path, *, results: Path, seconds: float, say: Callable[[str], None]
) -> int:
    """Start the machine with an archive of its own, and return what its tests returned.

    Parameters
    ----------
    own
        The archive that comes last: the project, the tests and what to do.
    results
        A folder, new or empty, for what the tests left.
    seconds
        After so long the machine is switched off.
    say
        Takes each line of its console.
    """
    with tempfile.TemporaryDirectory(dir=own.parent) as scratch:
        root, disk = Path(scratch) / "root", Path(scratch) / "results"
        with root.open("wb") as file:
            for archive in (image.system.archive, image.packages, own):
                with archive.open("rb") as part:
                    shutil.copyfileobj(part, file)
        with disk.open("wb") as file:
            file.truncate(RESULTS_MB << 20)
        _listen(_command(image.system.kernel, root, disk), seconds, say)
        return _take(disk, results)


def _command(kernel: Path, root: Path, disk: Path) -> Sequence[str]:
    return [
        *(qemu(), "-machine", "q35", "-accel", "tcg,tb-size=256", "-cpu", "max", *CLOCK),
        *("-smp", "1", "-m", str(MEMORY_MB), "-nodefaults", "-no-reboot", "-nic", "none"),
        *("-display", "none", "-serial", "stdio"),
        *("-kernel", str(kernel), "-initrd", str(root), "-append", " ".join(BOOT)),
        *("-drive", f"file={disk},format=raw,if=virtio"),
    ]


def _listen(command: Sequence[str], seconds: float, say: Callable[[str], None]) -> None:
    machine = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    late = threading.Timer(seconds, machine.kill)
    late.start()
    try:
        assert machine.stdout is not None
        for line in machine.stdout:
            say(line.rstrip())
        code = machine.wait()
        in_time = late.is_alive()
    finally:
        # Ctrl-C and SIGTERM come this way, too.
        late.cancel()
        machine.kill()
        machine.wait()
    if not in_time:
        raise Broken(f"the machine was not done after {seconds:.0f} s")
    if code != 0:
        raise Broken(f"{QEMU} ended with {code}")


def _take(disk: Path, results: Path) -> int:
    results.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(disk, "r:") as tar:
            # By hand, flat: Python before 3.11.4 has no filters.
            for member in tar:
                if (file := tar.extractfile(member)) is not None:
                    (results / Path(member.name).name).write_bytes(file.read())
        return int((results / "exit_code").read_text())
    except (tarfile.TarError, OSError, ValueError) as error:
        raise Broken(f"the machine ended without a result: {error}") from error
