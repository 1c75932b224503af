"""Names of people and tools, as they are or as numbers."""

from tpdevice.store.database import Store


class Names:
    """What to call a person and a tool in what leaves the log, the same in every file."""

    def __init__(self, store: Store, *, left_out: bool = False) -> None:
        self.left_out = left_out
        self._people = _ids(store, "SELECT id, name AS key FROM profile")
        sql = "SELECT MIN(id) AS id, tool AS key FROM setup GROUP BY tool"
        self._tools = _ids(store, sql)

    def person(self, name: str) -> str:
        """Return what to call a person."""
        return f"person {self._people[name]}" if self.left_out else name

    def tool(self, name: str) -> str:
        """Return what to call a tool, whose name is a person's own words."""
        return f"tool {self._tools[name]}" if self.left_out else name


def _ids(store: Store, sql: str) -> dict[str, int]:
    return {row["key"]: int(row["id"]) for row in store.rows(sql)}
