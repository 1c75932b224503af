"""Files that leave the log: each is written whole and moved into place, for its owner only."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import Struct

from tpdevice.cli.writing import refuse_taken, whole_file
from tpdevice.core.errors import UsageError
from tpdevice.store.export_names import Names
from tpdevice.store.export_sessions import numbers_of, write_sessions
from tpdevice.store.export_tables import TABLES, Which, write_table
from tpdevice.store.export_traces import arrow_modules, write_parquet, write_trace
from tpdevice.store.read import read_trace

if TYPE_CHECKING:
    from tpdevice.store.database import Store

FORMATS: Final = ("csv", "json", "parquet", "trace")
USUAL: Final = ("csv", "json")

Tell = Callable[[str], None]
Write = Callable[[BinaryIO], object]


class Export(Struct, frozen=True):
    """What is wanted."""

    which: Which = Which()
    formats: Sequence[str] = USUAL
    without_names: bool = False


def export_to(
    folder: Path, log: Path, store: "Store", *, wish: Export, force: bool, tell: Tell
) -> list[Path]:
    """Write the files of an export into a folder, made if there is none; return them.

    Raises
    ------
    UsageError
        If one is there already and `force` is not asked for; then nothing is written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file.", hint="Name a folder: an export is several files.")
    files = list(_files(store, wish, tell))
    for name, _ in files:
        refuse_taken(folder / name, log, force=force)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, write in files:
        with whole_file(folder / name) as file:
            write(file)
    return [folder / name for name, _ in files]


def _files(store: "Store", wish: Export, tell: Tell) -> Iterator[tuple[str, Write]]:
    """Yield the name of each file, and what writes it."""
    which, names = wish.which, Names(store, left_out=wish.without_names)
    if "csv" in wish.formats:
        for table in TABLES:
            yield f"{table}.csv", _table(store, table, which, names)
    if "json" in wish.formats:
        yield (
            "sessions.json",
            lambda file: write_sessions(file, store, which=which, names=names, tell=tell),
        )
    if "parquet" in wish.formats:
        arrow_modules()  # before anything is written
        yield (
            "traces.parquet",
            lambda file: write_parquet(file, store, which=which, names=names, tell=tell),
        )
    if "trace" in wish.formats:
        for number in numbers_of(store, which):
            yield f"trace-{number}.csv", _trace(store, number)


def _table(store: "Store", table: str, which: Which, names: Names) -> Write:
    return lambda file: write_table(file, store, table, which=which, names=names)


def _trace(store: "Store", number: int) -> Write:
    return lambda file: write_trace(file, read_trace(store, number))
