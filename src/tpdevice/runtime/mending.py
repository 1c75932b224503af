"""Sessions that a kill or a power cut left open: their tape is played, and they are closed."""

from datetime import UTC, datetime

from tpdevice.core.errors import StoreError
from tpdevice.core.record import Summary
from tpdevice.core.tape import Quit
from tpdevice.devices import driver_of
from tpdevice.session.effects import Log
from tpdevice.session.fold import Fold, Folded
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


def as_it_stands(store: Store, session_id: int) -> Summary | None:
    """Return what a session without an ending comes to, were it to end now.

    It may still run in another program, or have been killed a moment ago, too lately to say so.
    None if its tape is broken.
    """
    try:
        fold, last_ns, summary = _played(store, session_id)
    except StoreError:
        return None
    return summary or _summary_in(fold.feed(Quit(last_ns, KILLED)))


def _played(store: Store, session_id: int) -> tuple[Fold, int, Summary | None]:
    """Play a tape as far as it goes; return the fold, the last time, and the ending, if it came."""
    header, entries = read_tape(store, session_id)
    fold = Fold(header, driver_of(header))
    summary: Summary | None = None
    last_ns = 0
    for entry in list(entries):
        last_ns = max(last_ns, entry.at_ns)
        summary = _summary_in(fold.feed(entry)) or summary
    return fold, last_ns, summary


def _summary_in(folded: Folded) -> Summary | None:
    rows = [effect.row for effect in folded.effects if isinstance(effect, Log)]
    return next((row for row in rows if isinstance(row, Summary)), None)


def _close(store: Store, session_id: int) -> None:
    """Put the end onto the tape that the kill cut off, with all that it brings."""
    fold, last_ns, summary = _played(store, session_id)
    if summary is not None:
        close_session(store, session_id, summary)
        return
    end = Quit(last_ns, KILLED)
    folded = fold.feed(end)
    rows = [effect.row for effect in folded.effects if isinstance(effect, Log)]
    append(store, session_id, [batch([end], folded.blocks, rows)])
