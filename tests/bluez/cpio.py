"""Archives that Linux unpacks into memory as it starts: the "newc" form of cpio.

Source: the kernel's Documentation/driver-api/early-userspace/buffer-format.rst.
"""

import stat
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

FOLDER: Final = stat.S_IFDIR | 0o755
PROGRAM: Final = stat.S_IFREG | 0o755
LINK: Final = stat.S_IFLNK | 0o777
_END: Final = "TRAILER!!!"


class Archive:
    """Writes one archive; several may follow each other in one file, and later ones win."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._number = 0
        self._folders: set[str] = set()

    def add(self, name: str, data: bytes, *, mode: int = PROGRAM) -> None:
        """Add an entry and the folders above it; names are relative to the root."""
        above, _, _ = name.rpartition("/")
        if above:
            self.folder(above)
        self._write(name, data, mode)

    def folder(self, name: str) -> None:
        """Add a folder and those above it, unless they are here already."""
        if name in self._folders:
            return
        self._folders.add(name)
        self.add(name, b"", mode=FOLDER)

    def link(self, name: str, to: str) -> None:
        """Add a symbolic link."""
        self.add(name, to.encode(), mode=LINK)

    def tree(self, folder: Path, at: str) -> None:
        """Add what is below a folder of this computer."""
        for path in sorted(folder.rglob("*")):
            name = "/".join((*filter(None, [at]), path.relative_to(folder).as_posix()))
            if path.is_symlink():
                self.link(name, str(path.readlink()))
            elif path.is_dir():
                self.folder(name)
            else:
                self.add(name, path.read_bytes(), mode=stat.S_IFREG | 0o755)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write(_END, b"", 0)
        self._file.close()

    def _write(self, name: str, data: bytes, mode: int) -> None:
        self._number += 1
        path = name.encode() + b"\0"
        links, owner, group, time, check, device = 1, 0, 0, 0, 0, (0, 0, 0, 0)
        fields = (self._number, mode, owner, group, links, time, len(data))
        head = b"070701" + b"".join(b"%08X" % n for n in (*fields, *device, len(path), check))
        for part in (head + path, data):
            self._file.write(part + b"\0" * (-len(part) % 4))
