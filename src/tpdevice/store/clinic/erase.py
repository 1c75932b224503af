"""One client out of a clinic for good: rows overwritten, traces removed."""

from contextlib import suppress
from pathlib import Path

from tpdevice.store.database import Store


def erase_client(store: Store, traces: Path, client: int) -> int:
    """Delete a client with everything that is kept here; return how many sessions those were."""
    asked = {"client": client}
    sql = "SELECT COUNT(*) AS count FROM session WHERE client_id = :client"
    [row] = store.rows(sql, asked)
    sql = "SELECT name FROM trace_file WHERE client_id = :client"
    files = [traces / each["name"] for each in store.rows(sql, asked)]
    store.pragma("secure_delete = ON")
    with store.transaction():
        store.change("DELETE FROM client WHERE id = :client", asked)
    for file in files:
        file.unlink(missing_ok=True)
        for folder in file.parents[:2]:
            with suppress(OSError):  # not empty, or gone with the file before
                folder.rmdir()
    # The old pages are overwritten where they stand, before the file gets shorter.
    store.pragma("wal_checkpoint(TRUNCATE)")
    store.vacuum()
    store.pragma("wal_checkpoint(TRUNCATE)")
    return int(row["count"])
