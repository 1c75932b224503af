"""The same session once more: stored here before, live or from a file."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from tpdevice.core.errors import StoreError
from tpdevice.core.tape import Entry, Header
from tpdevice.store.database import Store
from tpdevice.store.read import read_tape
from tpdevice.store.write import header_text, utc_text


def earlier_twin(
    store: Store, header: Header, entries: Sequence[Entry], *, started: datetime | None
) -> int | None:
    """Return the first session with this very tape, or None.

    Its uid cannot tell: a tape that leaves the log carries none.
    """
    sql = """
        SELECT id FROM session
        WHERE header_json = :header AND (:started IS NULL OR started_utc = :started) ORDER BY id
    """
    asked = {"header": header_text(header), "started": started and utc_text(started)}
    for row in store.rows(sql, asked):
        with suppress(StoreError):  # a damaged tape is not the same
            if list(read_tape(store, row["id"])[1]) == list(entries):
                return int(row["id"])
    return None
