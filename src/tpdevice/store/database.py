"""One open file: who may read it, how safely it is written, and in which transaction."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from tpdevice.core.errors import NotInStore, StoreError, StoreTooNew
from tpdevice.store.schema import LOG, Schema
from tpdevice.store.trouble import translated

PATIENCE_S = 5.0
"""How long another writer is waited for. Chosen: a commit on a slow disk takes 40 ms."""
_AGAIN_S = 0.02
"""Between two attempts to switch to the write-ahead log. Chosen."""
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"

Row = Mapping[str, Any]
"""One row of a query, by column."""


_LITTLE_KIB = 256
"""Cache of a connection that only writes on; SQLite's own 2 MiB would fill up in a session."""


_PAGES = 2048
"""Copied at a time, 8 MiB: between two it can be told how far it is. Chosen."""


class Store:
    """An open database file; use it on the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, schema: Schema = LOG) -> None:
        self.path = path
        self._schema = schema
        self._db = Database(connection, strict=True, execute_plugins=False)

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """Return what a query finds."""
        with translated(self.path):
            cursor = self._db.conn.execute(sql, _clean(parameters or {}))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, parameters: Mapping[str, object] | None = None) -> Row | None:
        """Return the first row that a query finds, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def batches(self, sql: str, *, most: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield what a query finds, so many rows at a time: a whole table may be large."""
        with translated(self.path):
            cursor = self._db.conn.execute(sql)
            while rows := cursor.fetchmany(most):
                yield rows

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Add one row inside a transaction; return its id."""
        names = ", ".join(values)
        slots = ", ".join(f":{name}" for name in values)
        sql = f"INSERT INTO {table} ({names}) VALUES ({slots})"  # noqa: S608  our own names
        return self.change(sql, values).lastrowid or 0

    def change(self, sql: str, parameters: Mapping[str, object]) -> sqlite3.Cursor:
        """Run one statement that writes, inside a transaction."""
        if not self._db.conn.in_transaction:
            raise StoreError(str(self.path), "was to be written outside of a transaction.")
        with translated(self.path):
            return self._db.conn.execute(sql, _clean(parameters))

    def change_all(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Run one statement that writes for each row, inside a transaction."""
        if not self._db.conn.in_transaction:
            raise StoreError(str(self.path), "was to be written outside of a transaction.")
        with translated(self.path):
            self._db.conn.executemany(sql, [_clean(row) for row in rows])

    def add(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add many rows of the same columns inside a transaction."""
        if rows:
            names, slots = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
            sql = f"INSERT INTO {table} ({names}) VALUES ({slots})"  # noqa: S608  our own names
            self.change_all(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside, or nothing; the write lock is taken first."""
        connection = self._db.conn
        with translated(self.path):
            connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with translated(self.path):
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                with translated(self.path):
                    connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as it is now, whatever others write meanwhile."""
        with translated(self.path):
            self._db.conn.execute("BEGIN")
        try:
            self.rows("SELECT COUNT(*) FROM sqlite_schema")
            yield
        finally:
            with translated(self.path):
                self._db.conn.execute("ROLLBACK")

    def copy_into(self, path: Path, *, told: Callable[[int, int], None]) -> None:
        """Copy every page into another file, one that needs none beside it; tell how far it is."""
        with translated(path), closing(sqlite3.connect(path, isolation_level=None)) as target:
            self._db.conn.backup(
                target, pages=_PAGES, progress=lambda _, left, total: told(total - left, total)
            )
            target.execute("PRAGMA journal_mode = DELETE")

    def vacuum(self) -> None:
        """Write the whole file anew, without room for what was deleted."""
        with translated(self.path):
            self._db.conn.execute("VACUUM")

    def pragma(self, name: str) -> object:
        """Return one setting of this connection or file; `name = value` changes it."""
        found = self.row(f"PRAGMA {name}")
        return next(iter(found.values())) if found else None

    def remember_little(self) -> None:
        """Keep little of the file in memory: who only writes on hardly looks back."""
        with translated(self.path):
            self._db.conn.execute(f"PRAGMA cache_size = -{_LITTLE_KIB}")

    def close(self) -> None:
        """Let the file go; harmless when repeated."""
        with translated(self.path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def prepare(self) -> None:
        """Make a fresh connection durable and its file complete."""
        with translated(self.path):
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "fullfsync = ON"):
                self._db.conn.execute(f"PRAGMA {pragma}")
            self._db.conn.execute("PRAGMA checkpoint_fullfsync = ON")
            if self.pragma("user_version") == self._schema.version:
                self._return_to_wal()
                return
            _switch_to_wal(self._db.conn)
        with self.transaction():
            self._migrate()

    def _return_to_wal(self) -> None:
        """Bring a file back that another program took out of the write-ahead log."""
        # It may be read-only, or in use at the moment: the older journal, synchronised in full,
        # loses nothing either, and the next opening tries again.
        with suppress(sqlite3.OperationalError):
            self._db.conn.execute("PRAGMA journal_mode = WAL")

    def _migrate(self) -> None:
        found = self.pragma("user_version")
        assert isinstance(found, int)
        version, application_id = self._schema.version, self._schema.application_id
        if found > version:
            raise StoreTooNew(str(self.path), found, version)
        with translated(self.path):
            self._schema.steps.apply(self._db)
            self._db.conn.execute(f"PRAGMA application_id = {application_id}")
            self._db.conn.execute(f"PRAGMA user_version = {version}")


def open_store(path: Path, *, schema: Schema = LOG, patience_s: float = PATIENCE_S) -> Store:
    """Open a file for reading and writing; make it, and its folder, if there is none.

    Raises
    ------
    StoreTooNew
        If a newer program wrote it. Nothing was touched.
    StoreError
        If it is another program's, or cannot be opened or written.
    """
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    _check(path, schema)
    return _prepared(Store(path, _connect(path, patience_s=patience_s), schema))


def open_for_reading(path: Path, *, schema: Schema = LOG, patience_s: float = PATIENCE_S) -> Store:
    """Open a file that must be there; one that may not be written can still be read.

    Raises
    ------
    NotInStore
        If there is no such file.
    StoreTooNew
        If a newer program wrote it.
    StoreError
        If it cannot be read.
    """
    with translated(path):
        there = path.exists()
    if not there:
        hint = "The first session makes it; another file is named with --db."
        raise NotInStore(str(path), "does not exist.", hint=hint)
    _check(path, schema)
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return _prepared(Store(path, _connect(path, patience_s=patience_s), schema))
    return _open_read_only(path, schema, patience_s=patience_s)


def open_alone(path: Path, *, patience_s: float = PATIENCE_S) -> Store:
    """Open a file that must be there, and let nobody else open it meanwhile.

    Raises
    ------
    StoreError
        If somebody has it open, or it cannot be written.
    """
    _check(path, LOG)
    connection = _connect(path, patience_s=patience_s)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before the first look into it
    return _prepared(Store(path, connection))


def open_as_it_is(path: Path, *, patience_s: float = PATIENCE_S) -> Store:
    """Open a file that must be there for reading, in whatever older format; it is not changed.

    Raises
    ------
    StoreTooNew
        If a newer program wrote it.
    StoreError
        If it cannot be read.
    """
    _check(path, LOG)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _sealed(path, LOG, patience_s=patience_s)
    store = Store(path, _connect(path, patience_s=patience_s))
    # Not "mode=ro", which leaves the two files of the write-ahead log behind.
    store.pragma("query_only = ON")
    return store


def _sealed(path: Path, schema: Schema, *, patience_s: float) -> Store:
    # Beside a file in WAL mode SQLite wants to make two more, unless told that nobody writes.
    sealed = not os.access(path.parent, os.W_OK) and not _wal(path).exists()
    question = "immutable=1" if sealed else "mode=ro"
    return Store(path, _connect(path, question, patience_s=patience_s), schema)


def _open_read_only(path: Path, schema: Schema, *, patience_s: float) -> Store:
    store = _sealed(path, schema, patience_s=patience_s)
    if store.pragma("user_version") != schema.version:
        store.close()
        hint = "Make a copy that may be written, and open that with --db."
        raise StoreError(str(path), "has an older format and cannot be written.", hint=hint)
    return store


def _prepared(store: Store) -> Store:
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


def _connect(path: Path, question: str = "mode=rw", *, patience_s: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{question}"
    with translated(path):
        return sqlite3.connect(uri, uri=True, timeout=patience_s, isolation_level=None)


def _check(path: Path, schema: Schema) -> None:
    """Refuse a newer or foreign file by its own header, before SQLite may touch it."""
    with translated(path):
        if path.is_fifo():  # opening it would wait for ever
            raise StoreError(str(path), "is a pipe, and no file.", hint="Name a file with --db.")
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    if not header:
        return
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        hint = "Choose another file with --db; this one was left as it is."
        raise StoreError(str(path), f"is not {schema.what}.", hint=hint)
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    ours = application == schema.application_id
    if not ours or _waiting(path):
        version, ours = _newest(path, schema)
    if version > schema.version and ours:
        raise StoreTooNew(str(path), version, schema.version)
    if not ours:
        hint = "Choose another file with --db; this one was left as it is."
        raise StoreError(str(path), f"is a database, but not {schema.what}.", hint=hint)


def _newest(path: Path, schema: Schema) -> tuple[int, bool]:
    """Return the version, and whether the file is ours or empty; both may wait in the WAL."""
    sql = """
        SELECT
            (SELECT user_version FROM pragma_user_version) AS version,
            (SELECT application_id FROM pragma_application_id) AS application,
            (SELECT COUNT(*) FROM sqlite_schema) AS tables
    """
    with Store(path, _connect(path, "mode=ro", patience_s=PATIENCE_S), schema) as store:
        found = store.rows(sql)[0]
    untouched = not (found["version"] or found["application"] or found["tables"])
    return found["version"], untouched or found["application"] == schema.application_id


def _waiting(path: Path) -> bool:
    """Say whether something waits in the write-ahead log; another program may just remove it."""
    try:
        return _wal(path).stat().st_size > 0
    except FileNotFoundError:
        return False


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch, however many other programs open the new file in the same moment."""
    give_up_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up_s:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _clean(parameters: Mapping[str, object]) -> dict[str, object]:
    """Replace lone surrogates, which a name from outside may hold and SQLite refuses."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in parameters.items()
    }
