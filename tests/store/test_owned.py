"""What is a person's, and what is the machine's, is known of every table."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from two_people import two_people

from tpdevice.core.errors import NotInStore
from tpdevice.store.database import open_store
from tpdevice.store.owned import counted, owned_tables, profile_of, rows_of_person, told

OF_THE_MACHINE = {
    "sensor", "sensor_setup", "pinned_key", "read_result", "_sqlite_migrations", "sqlite_sequence",
}  # fmt: skip
"""Tables that hold nothing of one person; a new table is a person's, or it is named here."""


def test_every_table_is_a_persons_or_the_machines(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        rows = store.rows("SELECT name FROM pragma_table_list WHERE type = 'table'")
        owned = [each.table for each in owned_tables(store)]
    tables = {row["name"] for row in rows} - {"sqlite_schema", "sqlite_temp_schema"}
    assert tables - set(owned) <= OF_THE_MACHINE
    assert not set(owned) & OF_THE_MACHINE


def test_what_is_referred_to_comes_before(tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        owned = owned_tables(store)
    order = [each.table for each in owned]
    assert order[0] == "profile"
    for each in owned:
        assert all(order.index(p) < order.index(each.table) for p in each.parents.values())


def test_a_table_of_a_later_format_is_a_persons_by_whatever_leads_to_them(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    two_people(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "CREATE TABLE early (late INTEGER REFERENCES late(id), own INTEGER REFERENCES note(id))"
        )
        db.execute("CREATE TABLE late (id INTEGER PRIMARY KEY, own INTEGER REFERENCES session(id))")
        db.execute("INSERT INTO late VALUES (1, 1)")
        db.execute("INSERT INTO early VALUES (1, NULL), (NULL, 1)")
    with open_store(path) as store:
        counts = counted(store, profile_of(store, "Ada"))
    assert (counts["late"], counts["early"]) == (1, 2)


def test_rows_of_others_are_not_a_persons(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    two_people(path)
    with open_store(path) as store:
        ada, kim = profile_of(store, "Ada"), profile_of(store, "Kim")
        assert counted(store, ada)["session"] == 3
        assert counted(store, kim)["session"] == 1
        for each in owned_tables(store):
            theirs = [*rows_of_person(store, each, ada), *rows_of_person(store, each, kim)]
            assert len(theirs) == len(store.rows(f"SELECT * FROM {each.table}"))


def test_what_somebody_has_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    two_people(path)
    with open_store(path) as store:
        said = told(counted(store, profile_of(store, "Ada")))
        assert said == "3 sessions, 1 note, 1 answer a day or two later, 1 check of a rig"
        with pytest.raises(NotInStore, match="nobody called ada") as refused:
            profile_of(store, "ada")
    assert refused.value.hint == "It knows Ada, Kim."
    assert told({}) == "a name and settings"
