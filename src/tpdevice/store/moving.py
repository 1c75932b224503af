"""One person's records from one file into another: whole, and nothing twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tpdevice.core.errors import StoreError
from tpdevice.store.check import look_at_session
from tpdevice.store.database import Row, Store, open_alone, open_store
from tpdevice.store.erase import Proof, erase_from, proved
from tpdevice.store.owned import ROOT, Owned, owned_tables, profile_of, rows_of_person

_SESSION: Final = "session"
_WRITTEN: Final = (
    "tape_chunk",
    "trace_chunk",
    "happening",
    "rating",
    "calibration",
    "zero",
    "repetition",
)
"""What a session wrote itself: all of it comes from the one file or from the other."""

Told = Callable[[int, int], None]
"""Takes how many sessions are copied, and of how many."""


def move_person(log: Path, file: Path, name: str, *, told: Told) -> Proof:
    """Copy a person into another file, and then delete them here for good.

    Raises
    ------
    NotInStore
        If nobody is called so.
    StoreError
        If the log is in use, or the other file does not have everything: then nothing is deleted.
    """
    with open_alone(log) as source:
        copy_person(source, file, name, told=told)
        traces = erase_from(source, name)
    return proved(log, traces)


def copy_person(source: Store, file: Path, name: str, *, told: Told) -> None:
    """Copy everything of a person into another file, whole or not at all, and read it back.

    What is there already is not added again: a session is known by its uid.

    Raises
    ------
    StoreError
        If the other file is the same, or does not take it, or does not give it back.
    """
    if file.exists() and file.samefile(source.path):
        raise StoreError(str(file), "is the log itself.", hint="Name another file.")
    with open_store(file) as target:
        merging = _Merging(source, target, profile_of(source, name))
        with target.transaction():
            merging.merge(told)
        merging.see_that_it_is_there()


class _Merging:
    def __init__(self, source: Store, target: Store, profile: int) -> None:
        self._source = source
        self._target = target
        self._profile = profile
        self._tables = owned_tables(source)
        self._ids: dict[str, dict[int, int]] = {"sensor": {}}
        """By table: number in the source, and in the target."""
        self._written: list[int] = []
        """Sessions, in the source, whose parts are copied."""

    def merge(self, told: Told) -> None:
        for each in self._tables:
            if each.table in _WRITTEN:
                continue
            self._ids[each.table] = {}
            for row in rows_of_person(self._source, each, self._profile):
                self._merge_row(each, row)
        self._merge_sensor_setups()
        for done, session in enumerate(self._written, start=1):
            self._copy_written(session)
            told(done, len(self._written))

    def _merge_row(self, each: Owned, row: Row) -> None:
        values = {**row, **self._elsewhere(each, row)}
        values.pop("id", None)
        there = self._same(each.table, values)
        if each.table == _SESSION:
            self._merge_session(row, values, there)
        elif there is None:
            there = {"id": self._target.insert(each.table, values)}
        elif each.table == ROOT:
            self._settle_likes(there, values)
        if "id" in row and there is not None:
            self._ids[each.table][row["id"]] = there["id"]

    def _elsewhere(self, each: Owned, row: Row) -> dict[str, int | None]:
        """Return what a row refers to, by its numbers in the target."""
        found: dict[str, int | None] = {
            column: None if row[column] is None else self._ids[parent][row[column]]
            for column, parent in each.parents.items()
        }
        if each.table == _SESSION:
            found["sensor_id"] = self._sensor(row["sensor_id"])
        return found

    def _merge_session(self, row: Row, values: Row, there: Row | None) -> None:
        if there is None:
            number = self._target.insert(_SESSION, values)
            self._written.append(row["id"])
        else:
            number = there["id"]
            if there["batches"] < row["batches"]:
                self._update(_SESSION, number, values)
                self._written.append(row["id"])
        self._ids[_SESSION][row["id"]] = number

    def _settle_likes(self, there: Row, values: Row) -> None:
        """Take the settings along where none are kept there yet."""
        if there["settings_json"] is None:
            self._update(ROOT, there["id"], {"settings_json": values["settings_json"]})

    def _same(self, table: str, values: Row) -> Row | None:
        """Return the row of the target that means the same, or None."""
        alike = self._alike(table) or tuple(values)
        test = " AND ".join(f"{name} IS :{name}" for name in alike)
        sql = f"SELECT * FROM {table} WHERE {test}"  # noqa: S608  our own names
        return self._target.row(sql, {name: values[name] for name in alike})

    def _alike(self, table: str) -> tuple[str, ...]:
        """Return the columns that tell one row from another: those of a UNIQUE, or none."""
        sql = """
            SELECT name FROM pragma_index_list(:table) WHERE "unique" AND origin = 'u' LIMIT 1
        """
        found = self._source.row(sql, {"table": table})
        if found is None:
            return ()
        named = "SELECT name FROM pragma_index_info(:index) ORDER BY seqno"
        return tuple(row["name"] for row in self._source.rows(named, {"index": found["name"]}))

    def _sensor(self, number: int) -> int:
        known = self._ids["sensor"]
        if number not in known:
            row = self._source.rows("SELECT * FROM sensor WHERE id = :id", {"id": number})[0]
            values = {name: value for name, value in row.items() if name != "id"}
            there = self._same("sensor", values)
            known[number] = there["id"] if there else self._target.insert("sensor", values)
        return known[number]

    def _merge_sensor_setups(self) -> None:
        """Take along how the sensors of this person were set up, where nothing is known there."""
        sql = """
            SELECT DISTINCT c.* FROM sensor_setup c JOIN sensor n
                ON n.address = c.address AND n.simulated = c.simulated
            WHERE n.id = :sensor
        """
        for number in self._ids["sensor"]:
            for row in self._source.rows(sql, {"sensor": number}):
                values = {name: value for name, value in row.items() if name != "id"}
                if self._same("sensor_setup", values) is None:
                    self._target.insert("sensor_setup", values)

    def _copy_written(self, session: int) -> None:
        number = self._ids[_SESSION][session]
        for table in _WRITTEN:
            gone = f"DELETE FROM {table} WHERE session_id = :id"  # noqa: S608  our own names
            self._target.change(gone, {"id": number})
            sql = f"SELECT * FROM {table} WHERE session_id = :id ORDER BY rowid"  # noqa: S608
            for row in self._source.rows(sql, {"id": session}):
                values = {name: value for name, value in row.items() if name != "id"}
                self._target.insert(table, {**values, "session_id": number})

    def _update(self, table: str, number: int, values: Row) -> None:
        changes = ", ".join(f"{name} = :{name}" for name in values)
        sql = f"UPDATE {table} SET {changes} WHERE id = :id"  # noqa: S608  our own names
        self._target.change(sql, {**values, "id": number})

    def see_that_it_is_there(self) -> None:
        """Read everything back from the target."""
        for session in self._written:
            number = self._ids[_SESSION][session]
            if len(look_at_session(self._target, number)) > len(
                look_at_session(self._source, session)
            ) or self._counted(self._target, number) != self._counted(self._source, session):
                problem = f"session {number} did not come out right."
                hint = "Nothing was deleted here. Try another disk."
                raise StoreError(str(self._target.path), problem, hint=hint)

    def _counted(self, store: Store, number: int) -> list[int]:
        counts = [
            f"SELECT COUNT(*) AS n FROM {table} WHERE session_id = :id"  # noqa: S608  our own
            for table in _WRITTEN
        ]
        return [store.rows(sql, {"id": number})[0]["n"] for sql in counts]
