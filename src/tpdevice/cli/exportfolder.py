"""Whose a folder is that gets tables after each session: all of them have files of one name."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tpdevice.cli.writing import whole_file
from tpdevice.core.errors import UsageError
from tpdevice.core.text import harmless

if TYPE_CHECKING:
    from tpdevice.store.database import Store

MARK: Final = ".tpdevice-export"
"""The file that says which wish of which log the tables beside it are of, by a number."""


def see_that_it_is_nobodys(store: "Store", folder: Path, *, but: str) -> None:
    """See that a folder gets the tables of one person alone.

    Raises
    ------
    UsageError
        If those of somebody else go there after each of their sessions.
    """
    from tpdevice.store.people import people, settings_of

    for who in people(store):
        theirs = settings_of(store, who).export_folder
        if who != but and theirs and _same(folder, Path(theirs)):
            raise UsageError(
                f"The tables of {harmless(who)} go there after each session, and yours would "
                "replace them.",
                hint="Name another folder.",
            )


def see_that_it_is_of(mark: str, folder: Path) -> None:
    """See that a folder was not given to another log since, on whichever computer.

    Raises
    ------
    UsageError
        If it was.
    """
    try:
        found = (folder / MARK).read_bytes()[:100].strip()
    except OSError:  # nothing is there, or it will fail in the same way when it is written
        return
    if found != mark.encode():
        raise UsageError(
            "The folder was given to another log.",
            hint="`export --after-each` chooses another; with --force it takes this one back.",
        )


def give_to(mark: str, folder: Path) -> None:
    """Say whose a folder is from now on."""
    with whole_file(folder / MARK) as file:
        file.write(f"{mark}\n".encode())


def _same(one: Path, other: Path) -> bool:
    """Say whether two names lead to one folder, which may not be there yet."""
    real = [os.path.normcase(os.path.realpath(path)) for path in (one, other)]
    return real[0] == real[1] or (one.exists() and other.exists() and one.samefile(other))
