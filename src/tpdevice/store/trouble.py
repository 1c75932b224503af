"""Whose fault it is when the database refuses: SQLite's errors as ours, with a next step."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tpdevice.core.errors import StoreError

_BASE_CODE = 0xFF
"""The low byte of an extended result code is the code. Source: sqlite.org/rescode.html."""

_SAID: Final[dict[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full.",
        "Free some space, or choose a file on another disk with --db.",
    ),
    sqlite3.SQLITE_BUSY: (
        "is locked by another program.",
        "Close what else has the file open, a session or a database browser, and try again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "is locked by another program.",
        "Close what else has the file open, a session or a database browser, and try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "cannot be written: the file or its folder is read-only.",
        "Allow writing to the file and its folder, or choose another file with --db.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened.",
        "See that its folder exists and may be written, or choose another file with --db.",
    ),
    sqlite3.SQLITE_PERM: (
        "may not be opened by you.",
        "See who owns the file, or choose another file with --db.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "is not a tpdevice log.",
        "Choose another file with --db; this one was left as it is.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged.",
        "Keep a copy, then try `sqlite3 FILE .recover`; a new log can be started with --db.",
    ),
    sqlite3.SQLITE_IOERR: (
        "could not be read or written: the disk reported an error.",
        "See that the disk is still connected and not full, or choose another file with --db.",
    ),
}


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _as_ours(path, error) from error
    except UnicodeDecodeError as error:
        # sqlite3 lets this through where the name of a column has rotted.
        problem, hint = _SAID[sqlite3.SQLITE_CORRUPT]
        raise StoreError(str(path), problem, hint=hint) from error
    except OverflowError as error:
        raise StoreError(str(path), f"cannot hold a number: {error}.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = _SAID[sqlite3.SQLITE_CANTOPEN][1]
        raise StoreError(str(path), f"cannot be opened: {reason}.", hint=hint) from error


def in_use(error: StoreError) -> bool:
    """Return whether it was refused because another program has the file open."""
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & _BASE_CODE
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _as_ours(path: Path | str, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & _BASE_CODE
    problem, hint = _SAID.get(code, (f"did not take what was written: {error}.", ""))
    return StoreError(str(path), problem, hint=hint)
