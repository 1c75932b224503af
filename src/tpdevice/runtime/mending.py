"""Sessions that a kill or a power cut left open: their tape is played, and they are closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from tpdevice.core.errors import StoreError
from tpdevice.core.record import Ending, Summary
from tpdevice.core.tape import Entry, Header, Quit
from tpdevice.devices import driver
from tpdevice.replay.player import play
from tpdevice.store.database import Store
from tpdevice.store.read import read_tape, unfinished_sessions
from tpdevice.store.write import close_session

KILLED = "the program was killed"


def mend(store: Store) -> list[int]:
    """Close every session that nobody writes any more; return their numbers.

    What was held is counted from the tape, so that the limits of a day know of it.
    """
    mended = []
    for line in unfinished_sessions(store, now=datetime.now(UTC)):
        try:
            header, entries = read_tape(store, line.id)
            close_session(store, line.id, summary_of(header, list(entries)))
        except StoreError:
            # A broken tape keeps its session open; `tpdevice show` says what is wrong with it.
            continue
        mended.append(line.id)
    return mended


def summary_of(header: Header, entries: Iterable[Entry]) -> Summary:
    """Return the summary of a tape that stops before the end of its session."""
    tape = list(entries)
    last_ns = max((entry.at_ns for entry in tape), default=0)
    played = play(header, [*tape, Quit(last_ns, KILLED)], driver(header.device_key))
    summary = played.summary
    assert summary is not None
    if summary.ending is not Ending.QUIT:
        return summary
    return replace(summary, ending=Ending.INTERRUPTED, reason=KILLED, exit_code=3)
