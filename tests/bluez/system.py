"""The system in the emulated machine: a Debian without an installer, and a kernel beside it."""

import json
import os
import re
import stat
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from tests.bluez.cpio import Archive
from tests.bluez.debs import Packages
from tests.bluez.kernel import is_of_use, kernel_in
from tests.bluez.tree import Tree
from tests.bluez.trouble import Broken, NotHere

PACKAGES: Final = (
    *("bluez", "dbus", "python3", "libstdc++6"),
    *("bash", "coreutils", "iproute2", "kmod", "mount", "tar"),
)
KERNEL: Final = "linux-image-amd64"
OLDEST_PYTHON: Final = (3, 11)
LEFT_OUT: Final = ("adduser", "debconf", "dpkg", "libdb5", "libperl", "perl", "udev")
"""Packages for installing packages; nothing is ever installed in there."""
NOT_WANTED: Final = re.compile(
    r"usr/share/(bug|doc|i18n|info|lintian|locale|man|zoneinfo)(/|$)"
    r"|usr/share/dbus-1/system-services(/|$)"
    r"|usr/lib/x86_64-linux-gnu/gconv(/|$)"
)
"""Documents; and the message bus's right to start bluetoothd, which is left to the tests."""
OWN_FILES: Final = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/bash\nmessagebus:x:100:100::/:/usr/sbin/nologin\n",
    "etc/group": "root:x:0:\nmessagebus:x:100:\nbluetooth:x:101:\n",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the packages."""

    kernel: str
    bluez: str
    python: str
    glibc_minor: int


@dataclass(frozen=True, slots=True)
class System:
    """A kernel, an archive with a root file system, and the same unpacked."""

    folder: Path
    facts: Facts

    @classmethod
    def in_(cls, folder: Path) -> Self:
        """Return the system that was made in a folder."""
        return cls(folder, Facts(**json.loads((folder / "facts.json").read_text())))

    @property
    def kernel(self) -> Path:
        """Return what starts."""
        return self.folder / "vmlinuz"

    @property
    def archive(self) -> Path:
        """Return the root file system."""
        return self.folder / "archive"

    def compile(self, site: Path, *, at: str) -> None:
        """Compile Python packages that will stand `at` in there; the machine would take minutes."""
        _compile(Tree(self.folder / "tree"), self.facts, site, at=at)


def make(folder: Path) -> None:
    """Make a system in an empty folder."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        packages = Packages(Path(scratch) / "fetched")
        debs = packages.with_all_they_need(*PACKAGES)
        kernel_deb = packages.alone(r"linux-image-\d", behind=KERNEL)
        facts = facts_in(deb.name for deb in (*debs, kernel_deb))
        tree = Tree(folder / "tree")
        needed = (deb for deb in debs if not deb.name.startswith(LEFT_OUT))
        tree.unpack(needed, wanted=lambda path: not NOT_WANTED.match(path))
        beside = Tree(Path(scratch) / "kernel")
        beside.unpack([kernel_deb], wanted=is_of_use)
        kernel = kernel_in(beside.folder)
    library = f"usr/lib/python{_short(facts.python)}"
    _compile(tree, facts, tree.folder / library, at=library)
    (folder / "vmlinuz").write_bytes(kernel.image)
    with Archive(folder / "archive") as archive:
        archive.tree(tree.folder, "")
        for name, module in kernel.modules:
            archive.add(f"rig/modules/{name}", module)
        archive.add("rig/modules.order", "\n".join(name for name, _ in kernel.modules).encode())
        for name, text in OWN_FILES.items():
            archive.add(name, text.encode(), mode=stat.S_IFREG | 0o644)
    (folder / "facts.json").write_text(json.dumps(asdict(facts)))


def facts_in(names: Iterable[str]) -> Facts:
    """Read versions from the names of package files."""
    versions = {name.split("_")[0]: name.split("_")[1] for name in names}
    (kernel,) = (name for name in versions if name.startswith("linux-image-"))
    (python,) = (v for name, v in versions.items() if re.fullmatch(r"python3\.\d+-minimal", name))
    python = python.split("-")[0]
    if tuple(map(int, python.split(".")[:2])) < OLDEST_PYTHON:
        raise NotHere(
            f"this distribution has Python {python}, and tpdevice needs 3.11",
            next_step="run it on Debian 12 or newer",
        )
    return Facts(
        kernel=kernel.removeprefix("linux-image-"),
        bluez=versions["bluez"].split("-")[0],
        python=python,
        glibc_minor=int(versions["libc6"].split("-")[0].split(".")[1]),
    )


def _compile(tree: Tree, facts: Facts, folder: Path, *, at: str) -> None:
    python = tree.command(f"usr/bin/python{_short(facts.python)}", "-I", "-m", "compileall")
    # Unchecked: in the archive no file has a time.
    options = ["-qq", "--invalidation-mode", "unchecked-hash"]
    options += ["-s", str(folder), "-p", f"/{at}", str(folder)]
    home = os.environ | {"PYTHONHOME": str(tree.folder / "usr")}
    done = subprocess.run(
        [*python, *options], env=home, capture_output=True, text=True, check=False
    )
    # Some packages hold examples of Python that does not compile.
    if done.returncode not in {0, 1}:
        raise Broken(f"Python could not compile {folder.name}:\n{done.stderr[-700:]}")


def _short(python: str) -> str:
    return ".".join(python.split(".")[:2])
