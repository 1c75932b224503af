"""Which rows are one person's: whatever leads to their profile, in this and in later formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tpdevice.core.errors import NotInStore
from tpdevice.store.database import Row, Store

ROOT: Final = "profile"

WORDS: Final = {
    "session": ("session", "sessions"),
    "note": ("note", "notes"),
    "follow_up": ("answer a day or two later", "answers a day or two later"),
    "plan": ("plan", "plans"),
    "rig_check": ("check of a rig", "checks of a rig"),
}
"""What a person would count, one and many."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A table, and how its rows lead to a person."""

    table: str
    parents: Mapping[str, str]
    """Column: the table, of a person as well, whose id stands there."""
    whose: str
    """What is true of the rows of the person whose id is `:profile`."""


def owned_tables(store: Store) -> tuple[Owned, ...]:
    """Return every table with rows of a person, after those that it refers to."""
    referring = _references(store)
    found: dict[str, Owned] = {ROOT: Owned(ROOT, {}, "id = :profile")}
    theirs = _reaching(referring)
    while waiting := [table for table in theirs if table not in found]:
        for table in waiting:
            parents = {c: p for c, p in referring[table].items() if p in theirs}
            if all(parent in found for parent in parents.values()):
                found[table] = Owned(table, parents, _whose(parents, found))
    return tuple(found.values())


def profile_of(store: Store, name: str) -> int:
    """Return the id of a person.

    Raises
    ------
    NotInStore
        If nobody is called so; the hint names who is there.
    """
    names = {row["name"]: row["id"] for row in store.rows("SELECT id, name FROM profile")}
    if name not in names:
        there = ", ".join(sorted(names)) or "nobody"
        raise NotInStore(str(store.path), f"knows nobody called {name}.", hint=f"It knows {there}.")
    return int(names[name])


def rows_of_person(store: Store, each: Owned, profile: int) -> list[Row]:
    """Return the rows of a person in one table, oldest first."""
    sql = f"SELECT * FROM {each.table} WHERE {each.whose} ORDER BY rowid"  # noqa: S608  our own
    return store.rows(sql, {"profile": profile})


def counted(store: Store, profile: int) -> dict[str, int]:
    """Return how many rows of each table are a person's."""
    found = {}
    for each in owned_tables(store):
        sql = f"SELECT COUNT(*) AS n FROM {each.table} WHERE {each.whose}"  # noqa: S608  our own
        found[each.table] = store.rows(sql, {"profile": profile})[0]["n"]
    return found


def told(counts: Mapping[str, int]) -> str:
    """Return in words what a person has in a log."""
    said = []
    for table, words in WORDS.items():
        number = counts.get(table, 0)
        if number:
            said.append(f"{number} {words[number != 1]}")
    return ", ".join(said) or "a name and settings"


def _references(store: Store) -> dict[str, dict[str, str]]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    pairs = 'SELECT "from" AS own, "table" AS parent FROM pragma_foreign_key_list(:table)'
    return {
        row["name"]: {
            key["own"]: key["parent"] for key in store.rows(pairs, {"table": row["name"]})
        }
        for row in store.rows(sql)
    }


def _reaching(referring: Mapping[str, Mapping[str, str]]) -> Sequence[str]:
    """Return the tables that lead to a profile, at once or by others."""
    found = {ROOT}
    grown = 0
    while len(found) > grown:
        grown = len(found)
        found |= {t for t, keys in referring.items() if found & set(keys.values())}
    return [table for table in referring if table in found]


def _whose(parents: Mapping[str, str], found: Mapping[str, Owned]) -> str:
    return " OR ".join(
        f"{column} IN (SELECT id FROM {parent} WHERE {found[parent].whose})"  # noqa: S608  our own
        for column, parent in parents.items()
    )
