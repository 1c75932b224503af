"""Force over time of many people: Parquet files by client and month, and which of them count.

A file counts once the database names it. What a crash leaves beside is swept away at the next
opportunity, so that whoever reads the whole folder finds each sample once.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from tpdevice.homework.result import Trace
from tpdevice.store.database import Row, Store
from tpdevice.store.export_traces import arrow_modules
from tpdevice.store.trouble import translated

COLUMNS: Final = {"session_id": "int32", "t_us": "int64", "force_mn": "int32"}
"""Of each file: the session in the database, time from its start, force; `client` and `month`
stand in the path."""
FILES_MOST: Final = 8
"""Of one client and month, before they are made one. Chosen: many small files are slow to ask."""
_ENCODING: Final = {"t_us": "DELTA_BINARY_PACKED", "force_mn": "DELTA_BINARY_PACKED"}
# Not BYTE_STREAM_SPLIT, which Spark reads only since 4.3.
_GROUP: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Traced:
    """The trace of one session that is in the database."""

    session_id: int
    local_month: str
    """Such as 2026-03."""
    trace: Trace


class TraceFolder:
    """Where the files of one clinic lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arrow, self._parquet = arrow_modules()

    def keep(self, store: Store, client: int, traced: Sequence[Traced]) -> tuple[Path, ...]:
        """Write traces of a client and name their files; inside a transaction.

        Returns
        -------
        Files that count no more, to be removed once the transaction is done.
        """
        old: list[Path] = []
        for month in sorted({each.local_month for each in traced}):
            here = [each for each in traced if each.local_month == month]
            before = self._files(store, client, month)
            if len(before) + 1 <= FILES_MOST:
                before = ()
            number = self._written(store, client, month, here=here, before=before)
            self._refer(store, number, before=before, here=here)
            old += [self.folder / row["name"] for row in before]
        return tuple(old)

    def sweep(self, store: Store) -> int:
        """Remove files that no row names, as a crash leaves them; return how many."""
        named = {row["name"] for row in store.rows("SELECT name FROM trace_file")}
        found = list(self.folder.glob("client=*/month=*/*.parquet"))
        lost = [path for path in found if path.relative_to(self.folder).as_posix() not in named]
        for path in lost:
            path.unlink(missing_ok=True)
        return len(lost)

    def _files(self, store: Store, client: int, month: str) -> tuple[Row, ...]:
        sql = "SELECT id, name FROM trace_file WHERE client_id = :client AND month = :month"
        return tuple(store.rows(sql, {"client": client, "month": month}))

    def _written(
        self,
        store: Store,
        client: int,
        month: str,
        *,
        here: Iterable[Traced],
        before: Iterable[Row],
    ) -> int:
        name = f"client={client}/month={month}/{uuid4().hex}.parquet"
        path = self.folder / name
        with translated(path):
            for folder in (self.folder, *path.parents[1::-1]):
                folder.mkdir(exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                self._write(file, self._tables(here, before))
                file.flush()
                os.fsync(file.fileno())
        return store.insert("trace_file", {"client_id": client, "month": month, "name": name})

    def _tables(self, here: Iterable[Traced], before: Iterable[Row]) -> Iterator[Any]:
        for row in before:
            yield self._parquet.read_table(self.folder / row["name"], schema=self._schema())
        for each in here:
            t_us, force_mn = samples(each.trace)
            session = np.full(len(t_us), each.session_id, dtype=np.int32)
            yield self._arrow.table([session, t_us, force_mn], schema=self._schema())

    def _schema(self) -> Any:
        every = [(name, getattr(self._arrow, kind)()) for name, kind in COLUMNS.items()]
        return self._arrow.schema(every)

    def _write(self, file: Any, tables: Iterable[Any]) -> None:
        options = {"compression": "zstd", "use_dictionary": ["session_id"]}
        with self._parquet.ParquetWriter(
            file, self._schema(), column_encoding=_ENCODING, **options
        ) as writer:
            writer.write_table(self._arrow.concat_tables(tables), row_group_size=_GROUP)

    def _refer(
        self, store: Store, number: int, *, before: Iterable[Row], here: Iterable[Traced]
    ) -> None:
        sql = "UPDATE session SET trace_file_id = :new WHERE trace_file_id = :old"
        store.change_all(sql, [{"new": number, "old": row["id"]} for row in before])
        sql = "DELETE FROM trace_file WHERE id = :old"
        store.change_all(sql, [{"old": row["id"]} for row in before])
        sql = "UPDATE session SET trace_file_id = :new, trace_step_s = :step_s WHERE id = :id"
        rows = [{"new": number, "step_s": e.trace.step_s, "id": e.session_id} for e in here]
        store.change_all(sql, rows)


def samples(trace: Trace) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return times from the start, µs, and forces, mN, each of shape (n,), where data came."""
    arrow, _ = arrow_modules()
    force = arrow.array(trace.force_mn, arrow.int32())
    seen = np.flatnonzero(force.is_valid().to_numpy(zero_copy_only=False))
    t_us = np.rint(seen * (trace.step_s * 1e6)).astype(np.int64)
    return t_us, force.drop_null().to_numpy()


def trace_paths(store: Store, folder: Path) -> list[str]:
    """Return every file that counts."""
    names = [row["name"] for row in store.rows("SELECT name FROM trace_file ORDER BY name")]
    return [str(folder / name) for name in names]
