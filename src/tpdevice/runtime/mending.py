"""Sessions that a kill or a power cut left open: their tape is played, and they are closed."""

from datetime import UTC, datetime

from tpdevice.core.errors import StoreError
from tpdevice.core.record import Summary
from tpdevice.core.tape import Quit
from tpdevice.devices import driver
from tpdevice.session.effects import Log
from tpdevice.session.fold import Fold
from tpdevice.store.database import Store
from tpdevice.store.read import read_tape, unfinished_sessions
from tpdevice.store.write import append, batch, close_session

KILLED = "the program was killed"


def mend(store: Store) -> list[int]:
    """Close every session that nobody writes any more; return their numbers.

    What was held is counted from the tape, so that the limits of a day know of it.
    """
    mended = []
    for line in unfinished_sessions(store, now=datetime.now(UTC)):
        try:
            _close(store, line.id)
        except StoreError:
            # A broken tape keeps its session open; `tpdevice show` says what is wrong with it.
            continue
        mended.append(line.id)
    return mended


def _close(store: Store, session_id: int) -> None:
    """Put the end onto the tape that the kill cut off, with all that it brings."""
    header, entries = read_tape(store, session_id)
    fold = Fold(header, driver(header.device_key))
    summary: Summary | None = None
    last_ns = 0
    for entry in list(entries):
        last_ns = max(last_ns, entry.at_ns)
        for effect in fold.feed(entry).effects:
            if isinstance(effect, Log) and isinstance(effect.row, Summary):
                summary = effect.row
    if summary is not None:
        close_session(store, session_id, summary)
        return
    end = Quit(last_ns, KILLED)
    folded = fold.feed(end)
    rows = [effect.row for effect in folded.effects if isinstance(effect, Log)]
    append(store, session_id, [batch([end], folded.blocks, rows)])
