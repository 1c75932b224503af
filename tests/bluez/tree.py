"""Debian packages unpacked into a folder, whose programs run here with libraries of their own."""

import subprocess
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from tests.bluez.trouble import Broken

MERGED: Final = ("bin", "lib", "lib64", "sbin")
"""Folders that are links into /usr, as on every Debian today; older packages do not know it."""
LIBRARIES: Final = "usr/lib/x86_64-linux-gnu"


class Tree:
    """A root folder made of packages, new or made before; none of their scripts is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists():
            return
        for name in MERGED:
            (folder / "usr" / name).mkdir(parents=True)
            (folder / name).symlink_to(f"usr/{name}")

    def unpack(
        self, debs: Iterable[Path], *, wanted: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Add the files of packages whose paths, which begin with usr, etc or so, are wanted."""
        for deb in debs:
            read = subprocess.Popen(
                ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
            )
            with read, tarfile.open(fileobj=read.stdout, mode="r|") as tar:
                for member in tar:
                    self._add(tar, member, wanted)
                # To its end, or dpkg-deb fails for want of a reader.
                assert read.stdout is not None
                read.stdout.read()
            if read.returncode != 0:
                raise Broken(f"dpkg-deb could not read {deb.name}")

    def command(self, program: str, *words: str) -> list[str]:
        """Return the command that runs a program of this tree on this computer."""
        libraries = self.folder / LIBRARIES
        loader = libraries / "ld-linux-x86-64.so.2"
        return [str(loader), "--library-path", str(libraries), str(self.folder / program), *words]

    def _add(
        self, tar: tarfile.TarFile, member: tarfile.TarInfo, wanted: Callable[[str], bool]
    ) -> None:
        name = merged(member.name)
        if name in {"", *MERGED} or not wanted(name):
            return
        # By hand: Python before 3.11.4 has no filters, and owners and set-id bits are not wanted.
        path = self.folder / name
        (path if member.isdir() else path.parent).mkdir(parents=True, exist_ok=True)
        if member.issym():
            path.symlink_to(member.linkname)
        elif member.islnk():
            path.hardlink_to(self.folder / merged(member.linkname))
        elif (file := tar.extractfile(member)) is not None:
            path.write_bytes(file.read())
            path.chmod(0o755 if member.mode & 0o100 else 0o644)


def merged(name: str) -> str:
    """Return a package's path as it is where /bin and the like are links into /usr."""
    name = name.removeprefix("./").strip("/")
    name = "" if name == "." else name
    return f"usr/{name}" if "/" in name and name.split("/")[0] in MERGED else name
