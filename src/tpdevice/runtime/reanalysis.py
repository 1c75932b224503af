"""Stored sessions through the present program, beside what was stored; nothing is written."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from tpdevice.core.errors import TpError
from tpdevice.core.record import Row
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import RECORDING
from tpdevice.devices import driver_of
from tpdevice.replay.facts import Change, changes, concluded, counted
from tpdevice.replay.player import play
from tpdevice.session.moments import Logged
from tpdevice.session.recount import Recount
from tpdevice.session.visibility import silence_ns
from tpdevice.store.chunks import join_blocks
from tpdevice.store.database import Store
from tpdevice.store.read import SessionPage, read_tape, show_session, trace_blocks

LARGE: Final = 1 << 18
"""Samples that are counted in one go, at least, where a session has so many. Chosen: 4 MiB."""
SLACK: Final = {"s": 0.2, "n": 0.05}
"""Differences by unit that are no news where phases are taken from the log: it knows a moment to
within what the radio delays a sample. Source: simulated sessions, which came to 0.09 s and 0.01 N
at most."""


class Reanalysed(Struct, frozen=True):
    """One session, looked at anew."""

    session: int
    started: str = ""
    """ISO 8601, local time where it was; empty where the session cannot be read."""
    profile: str = ""
    simulated: bool = False
    recorded_by: str = ""
    """Version of the program."""
    changes: tuple[Change, ...] = ()
    trouble: str = ""
    """Why it could not be looked at."""


def reanalysed(store: Store, numbers: Iterable[int], *, exact: bool) -> Iterator[Reanalysed]:
    """Yield sessions one by one; one that cannot be read is told of, and the rest goes on.

    `exact` runs whole tapes, entry by entry. Otherwise the stored forces are counted anew in large
    blocks, within the phases that were logged.
    """
    for number in numbers:
        try:
            yield _one(store, number, exact=exact)
        except TpError as error:
            yield Reanalysed(number, trouble=str(error))
        except (ArithmeticError, ValueError) as error:
            yield Reanalysed(number, trouble=f"It holds what no session can have: {error}.")


def _one(store: Store, number: int, *, exact: bool) -> Reanalysed:
    page = show_session(store, number)
    return Reanalysed(
        number,
        page.line.started.isoformat(timespec="seconds"),
        page.line.profile,
        page.line.simulated,
        page.header.program,
        _changes(store, page, exact=exact),
    )


def _changes(store: Store, page: SessionPage, *, exact: bool) -> tuple[Change, ...]:
    if page.header.device_key == RECORDING:
        return ()  # it has no tape, and nothing in it was counted
    return _refolded(store, page) if exact else _recounted(store, page)


def _recounted(store: Store, page: SessionPage) -> tuple[Change, ...]:
    spec = driver_of(page.header).spec
    log: list[Logged] = [*page.happenings, *page.ratings, *page.zeros]
    recount = Recount(log, page.repetitions, rate_hz=spec.rate_hz, gap_ns=silence_ns(spec))
    for block in large(trace_blocks(store, page.line.id)):
        recount.feed(block)
    recount.finish()
    return changes(counted(page.repetitions), counted(recount.rows), slack=SLACK)


def large(blocks: Iterable[SampleBlock]) -> Iterator[SampleBlock]:
    """Yield blocks joined to large ones, on which the kernel is quickest; memory stays small."""
    waiting: list[SampleBlock] = []
    count = 0
    for block in blocks:
        waiting.append(block)
        count += len(block)
        if count >= LARGE:
            yield join_blocks(waiting)
            waiting, count = [], 0
    if waiting:
        yield join_blocks(waiting)


def _refolded(store: Store, page: SessionPage) -> tuple[Change, ...]:
    header, entries = read_tape(store, page.line.id)
    played = play(header, entries, driver_of(header))
    stored: list[Row] = [*page.happenings, *page.marks, *page.repetitions]
    if page.summary is not None:
        stored.append(page.summary)
    return changes(concluded(stored), concluded(played.rows), slack={})
