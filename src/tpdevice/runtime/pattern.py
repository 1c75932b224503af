"""The stored forces of a session, looked at for a jump in each of its holds; nothing is written."""

from collections.abc import Sequence

from tpdevice.core.errors import StoreError
from tpdevice.core.record import RepetitionRow
from tpdevice.devices import driver_of
from tpdevice.session.leftalone import HoldLooked, LeftAlone
from tpdevice.session.moments import Logged
from tpdevice.session.recount import Recount
from tpdevice.session.visibility import silence_ns
from tpdevice.store.database import Store
from tpdevice.store.read import SessionPage, trace_blocks


def force_pattern(
    store: Store, page: SessionPage, holds: Sequence[RepetitionRow]
) -> tuple[HoldLooked, ...]:
    """Return what came of looking at each of a session's holds.

    Raises
    ------
    StoreError
        If a part of the trace is damaged, or the log makes no sense.
    """
    try:
        return _looked(store, page, holds)
    except (ArithmeticError, ValueError) as error:
        problem = f"session {page.line.id} holds what no session can have: {error}."
        raise StoreError(str(store.path), problem) from error


def _looked(
    store: Store, page: SessionPage, holds: Sequence[RepetitionRow]
) -> tuple[HoldLooked, ...]:
    if not holds:
        return ()
    spec = driver_of(page.header).spec
    log: list[Logged] = [*page.happenings, *page.ratings, *page.zeros]
    alone = LeftAlone(page.happenings)
    recount = Recount(log, holds, rate_hz=spec.rate_hz, gap_ns=silence_ns(spec), heed=alone.heed)
    for block in trace_blocks(store, page.line.id):
        recount.feed(block)
    return tuple([alone.hold(row.repetition) for row in holds])
