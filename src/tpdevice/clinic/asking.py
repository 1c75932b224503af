"""Questions answered: from summaries by SQLite, from traces by DuckDB."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module, resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tpdevice.clinic.tables import ASKED, COLUMNS
from tpdevice.core.errors import UsageError
from tpdevice.store.clinic.daynumbers import day_number
from tpdevice.store.clinic.traces import trace_paths
from tpdevice.store.database import Row, Store
from tpdevice.store.export_traces import arrow_modules

RECENT_DAYS: Final = 28
"""What a question is about, where nobody says. Chosen: four weeks, as most plans last."""
_MEMORY: Final = "160MB"
"""What DuckDB may keep before it writes aside. Chosen: with the program below 300 MB."""
_AT_ONCE: Final = 20_000
"""Rows of a table that are taken over in one go. Chosen: some MB."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a question is about, both included."""

    today: date
    recent: int = RECENT_DAYS

    @property
    def since(self) -> date:
        """Return the first of them."""
        return self.today - timedelta(days=self.recent - 1)

    @property
    def row(self) -> dict[str, int]:
        """The same as the row of the table `asked`."""
        return {"today_day": day_number(self.today), "since_day": day_number(self.since)}


def printed(key: str) -> str:
    """Return a question about summaries in SQLite's words, as it was printed from Ibis."""
    return resources.files("tpdevice.clinic").joinpath("sql", f"{key}.sql").read_text("utf-8")


def ask(store: Store, key: str, days: Days) -> list[Row]:
    """Answer a question about summaries; needs no more than the program itself."""
    asked = "WITH asked AS (SELECT :today_day AS today_day, :since_day AS since_day)"
    sql = printed(key)
    joined = sql.replace("WITH ", f"{asked}, ", 1) if sql.startswith("WITH ") else f"{asked} {sql}"
    return store.rows(joined, days.row)


def ask_traces(store: Store, folder: Path, key: str, days: Days) -> list[Row]:
    """Answer a question about every sample, with DuckDB.

    Raises
    ------
    UsageError
        If the extra `clinic` is not installed, or there are no traces.
    """
    library("duckdb")
    paths = trace_paths(store, folder)
    if not paths:
        raise UsageError(
            "There are no traces here.",
            hint="`tpdevice clinic import FOLDER --again` keeps those that results bring along.",
        )
    return ask_duckdb(store, key, days, traces=paths)


def ask_duckdb(store: Store, key: str, days: Days, *, traces: Sequence[str] = ()) -> list[Row]:
    """Answer any question with DuckDB, from the tables and, where it asks for them, from traces."""
    with open_engine() as connection:
        from tpdevice.clinic.questions import BUILT

        question = BUILT[key]()
        said = sql_for(key, "duckdb")
        for name in [name for name in COLUMNS if f'"{name}"' in said]:
            # A column that a question never names makes no difference, and takes room.
            named = [column for column in COLUMNS[name] if f'"{column}"' in said]
            connection.con.register(name, summaries(store, name, named))
        connection.con.register("asked", asked_table(days))
        if traces:
            samples = connection.con.read_parquet(list(traces), hive_partitioning=True)
            samples.create_view("samples")
        found: list[Row] = connection.to_pyarrow(question).to_pylist()
    return found


def summaries(store: Store, name: str, named: Sequence[str] = ()) -> Any:
    """Return a table for another engine, with all its columns or some."""
    arrow, _ = arrow_modules()
    kinds = COLUMNS[name]
    schema = _schema({column: kinds[column] for column in named or kinds})
    sql = f"SELECT {', '.join(schema.names)} FROM {name}"  # noqa: S608  our own names
    found = [
        arrow.record_batch(list(map(arrow.array, zip(*rows, strict=True), schema.types)), schema)
        for rows in store.batches(sql, most=_AT_ONCE)
    ]
    return arrow.Table.from_batches(found, schema)


def asked_table(days: Days) -> Any:
    """Return the one row that says which days a question is about."""
    arrow, _ = arrow_modules()
    return arrow.Table.from_pylist([days.row], schema=_schema(ASKED))


def sql_for(key: str, engine: str) -> str:
    """Return a question in the words of an engine that Ibis knows.

    Raises
    ------
    UsageError
        If Ibis is not installed.
    """
    ibis = library("ibis")
    from tpdevice.clinic.questions import BUILT

    return str(ibis.to_sql(BUILT[key](), dialect=engine))


def library(name: str) -> Any:
    """Return a library of the extra `clinic`, or say how to install it."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(
            f"This needs {name.partition('.')[0]}, which is not installed.",
            hint="Install the extra: `pip install 'tpdevice[clinic]'`.",
        ) from None


def _schema(columns: dict[str, str]) -> Any:
    arrow, _ = arrow_modules()
    return arrow.schema([(name, getattr(arrow, kind)()) for name, kind in columns.items()])


@contextmanager
def open_engine() -> Iterator[Any]:
    """Open an engine that lives in memory, asks the network for nothing, and keeps to its room."""
    ibis, _ = library("ibis"), library("duckdb")
    with TemporaryDirectory(prefix="tpdevice-") as aside:
        connection = ibis.duckdb.connect(
            temp_directory=aside,
            memory_limit=_MEMORY,
            preserve_insertion_order=False,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        try:
            yield connection
        finally:
            connection.disconnect()
