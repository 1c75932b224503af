"""A file that is written whole or not at all, and takes no other's place unasked."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tpdevice.core.errors import UsageError


def refuse_taken(path: Path, log: Path, *, force: bool) -> None:
    """See that writing to `path` destroys nothing.

    Raises
    ------
    UsageError
        If the log is there, or another file and `force` is not asked for.
    """
    if any(_same(path, log.with_name(log.name + end)) for end in ("", "-wal", "-shm")):
        raise UsageError(f"{path} belongs to the log itself.", hint="Choose another name with -o.")
    if path.is_file() and not force:
        raise UsageError(
            f"{path} is there already.", hint="Choose another name, or replace it with --force."
        )


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write; what was at `path` stays until all of it is written.

    Raises
    ------
    OSError
        If the system refuses; it bears the name that was asked for.
    """
    try:
        # A pipe or a device has no place to take; it is written as it is.
        with path.open("wb") if _is_special(path) else _replacing(path) as file:
            yield file
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    target = _resolved(path)  # through a link, so that the link stays one
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".tpdevice-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    return _resolved(path) == _resolved(other)


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))  # which a loop of links does not fail
