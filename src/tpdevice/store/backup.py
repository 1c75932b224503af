"""A copy of the whole log in one file, while a session may run, and back."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from tpdevice.core.errors import StoreError
from tpdevice.store.check import Finding, Wrong, look_at_all
from tpdevice.store.database import Store, open_alone, open_as_it_is, open_store
from tpdevice.store.trouble import in_use, translated

Told = Callable[[int, int], None]
"""Takes how many pages are copied, and of how many."""

_PARTS: Final = ("", "-wal", "-shm", "-journal")
"""What may stand behind the name of a database file; all of it belongs together."""


def back_up(log: Path, file: Path, *, told: Told) -> list[Finding]:
    """Copy a log as it is now into a new file, and read the copy back.

    Return what is wrong with both: then the copy is true, and the log is not whole.

    Raises
    ------
    StoreError
        If `file` is there already, or the copy is not what the log is; then there is no copy.
    """
    _refuse_taken(file)
    with _new_beside(file) as fresh:
        with open_as_it_is(log) as source, source.snapshot():
            source.copy_into(fresh, told=told)
            with open_as_it_is(fresh) as copy:
                found = _compared(source, copy)
        _settle(fresh, file)
    return found


def _compared(source: Store, copy: Store) -> list[Finding]:
    """Return what is wrong with both; a copy that is otherwise is refused."""
    found = look_at_all(copy)
    same = rows_of(source) == rows_of(copy)
    if not same or (found and found != look_at_all(source)):
        raise StoreError(
            str(source.path),
            "could not be copied: what was written is not what was read.",
            hint="Nothing was kept of it. Try another disk.",
        )
    return found


def restore(file: Path, log: Path, *, now: datetime, anyway: bool, told: Told) -> Path | None:
    """Put a backup in the place of the log; return where the log went that was there before.

    Raises
    ------
    StoreTooNew
        If a newer program wrote the backup.
    StoreError
        If the backup is not whole and it is not wanted `anyway`, or the log is in use. Then
        everything is as it was.
    """
    if log.exists() and file.samefile(log):
        raise StoreError(str(file), "is the log itself.", hint="Name a backup of it.")
    with translated(log):
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _new_beside(log) as fresh:
        with open_as_it_is(file) as source, source.snapshot():
            source.copy_into(fresh, told=told)
        _refuse_broken(file, fresh, anyway=anyway)
        with open_store(fresh):
            pass  # which brings an older format to today's
        aside = _put_aside(log, now)
        try:
            _settle(fresh, log)
        except BaseException:
            if aside is not None:
                _rename(aside, log)
            raise
    return aside


def _refuse_broken(file: Path, fresh: Path, *, anyway: bool) -> None:
    with open_as_it_is(fresh) as copy:
        found = look_at_all(copy)
    broken = any(each.kind == Wrong.FILE for each in found)
    if broken or (found and not anyway):
        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        hint = "The log was left as it is; `tpdevice check FILE` tells all of it."
        if not broken:
            hint += " With --anyway it is restored as it is."
        raise StoreError(str(file), f"is not whole: {found[0].problem}{more}", hint=hint)


def _put_aside(log: Path, now: datetime) -> Path | None:
    """Rename the present log, with all that belongs to it; return its new name."""
    if not any(_part(log, end).exists() for end in _PARTS):
        return None
    _let_go_of(log)
    stem = f"{log.stem}-before-{now:%Y-%m-%d-%H%M%S}"
    names = [stem, *[f"{stem}-{number}" for number in range(2, 100)]]
    free = [log.with_name(name + log.suffix) for name in names]
    aside = next(path for path in free if not path.exists())
    _rename(log, aside)
    return aside


def _let_go_of(log: Path) -> None:
    """See that nobody has the log open; one that cannot be read is put aside all the same."""
    try:
        open_alone(log).close()
    except StoreError as error:
        if in_use(error):
            raise


def _rename(log: Path, aside: Path) -> None:
    with translated(log):
        for end in _PARTS:
            if _part(log, end).exists():
                _part(log, end).rename(_part(aside, end))


def _part(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def rows_of(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    tables = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    count = 'SELECT COUNT(*) AS rows FROM "{}"'
    return {row["name"]: store.rows(count.format(row["name"]))[0]["rows"] for row in tables}


def _refuse_taken(file: Path) -> None:
    if file.exists() or file.is_symlink():
        hint = "Nothing is ever written over: choose another name."
        raise StoreError(str(file), "is there already.", hint=hint)


@contextmanager
def _new_beside(file: Path) -> Iterator[Path]:
    """Yield an empty file of one's own in the same folder; it is gone afterwards if left there."""
    with translated(file):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".tpdevice-")  # mode 0600
        os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for end in _PARTS:
            with suppress(OSError):
                _part(Path(name), end).unlink()


def _settle(fresh: Path, file: Path) -> None:
    """Give a file its name once it is safe on the disk; whoever has that name keeps it."""
    with translated(file):
        _sync(fresh)
        _refuse_taken(file)
        try:
            os.link(fresh, file)
        except FileExistsError:
            _refuse_taken(file)
        except OSError:  # a stick without links
            fresh.rename(file)
        if os.name == "posix":
            _sync(file.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
