"""Ten years of sessions in one file: each a copy of one that the program itself kept.

Summaries, marks, ratings and happenings are those of a simulated session. Tapes and traces are of
simulated sessions, too, made as long as 36 000 samples; a few of them stand for all. Ticks come as
unevenly as those of a real clock do.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from msgspec.structs import replace

from benchmarks.kernel import virtual_session
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Frame, Header, Tick
from tpdevice.runtime.clock import STEP_NS
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.store.chunks import join_blocks
from tpdevice.store.database import Store, open_store
from tpdevice.store.finalform import final_tape, final_trace
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, add_chunks, finished, utc_text

SESSIONS: Final = 7_300
"""Two a day for ten years."""
SAMPLES: Final = 36_000
"""Of one session: seven and a half minutes at 80 Hz."""
_PLACES: Final = ("UT", "LS", "IS", "RH", "GM", "QL")
_RECORDINGS: Final = 4
_TICK_JITTER_NS: Final = 2_000_000
"""Source: a session on a real clock, on a busy computer."""
_LAST: Final = datetime(2026, 6, 1, 18, tzinfo=UTC)
_COPIED: Final = ("repetition", "rating", "calibration", "zero", "happening")
_PAIRS: Final = 50
"""Sessions in one transaction."""


def ten_years(path: Path, sessions: int, *, traced: int = 1, packet: int = 8) -> None:
    """Make a log of so many sessions, two a day; one in `traced` keeps its trace and tape.

    The sensor sends `packet` samples at a time.
    """
    originals = _originals(path)
    recordings = [
        (tuple(final_tape(taped(seed, packet=packet))), tuple(final_trace(recording(seed))))
        for seed in range(_RECORDINGS)
    ]
    with open_store(path) as store:
        columns = {table: _columns(store, table) for table in ("session", *_COPIED)}
        numbers = range(len(originals), sessions)
        for first in range(0, len(numbers), _PAIRS):
            with store.transaction():
                for number in numbers[first : first + _PAIRS]:
                    copied = _copy(store, columns, number, sessions)
                    if number % traced == 0:
                        tape, trace = recordings[number // traced % _RECORDINGS]
                        add_chunks(store, "tape_chunk", copied, tape)
                        add_chunks(store, "trace_chunk", copied, trace)


def recording(seed: int) -> SampleBlock:
    """Return the samples of a simulated session; what is missing to `SAMPLES` is of others."""
    t_ns = np.array([], np.int64)
    force_mn = np.array([], np.int64)
    for kept in _sessions(seed, packet=8):
        block = join_blocks(kept.blocks)
        begun_ns = int(t_ns[-1]) + 12_500_000 if len(t_ns) else 0
        t_ns = np.concatenate([t_ns, block.t_ns - block.t_ns[0] + begun_ns])
        force_mn = np.concatenate([force_mn, block.force_mn])
        if len(t_ns) >= SAMPLES:
            break
    return SampleBlock.own(t_ns[:SAMPLES].copy(), force_mn[:SAMPLES].copy())


def taped(seed: int, *, packet: int) -> list[Entry]:
    """Return the tape of such sessions, with so many samples in a packet."""
    rng = np.random.default_rng(seed)
    tape: list[Entry] = []
    samples = 0
    for kept in _sessions(seed, packet=packet):
        begun_ns = tape[-1].at_ns if tape else 0
        for entry in kept.entries:
            uneven_ns = int(rng.normal(0, _TICK_JITTER_NS)) if isinstance(entry, Tick) else 0
            at_ns = begun_ns + entry.at_ns + uneven_ns
            # Virtual time is finer than the clock that stamps what comes.
            tape.append(replace(entry, at_ns=at_ns - at_ns % STEP_NS))
            if isinstance(entry, Frame) and len(entry.data) == 2 + 8 * packet:
                samples += packet
            if samples >= SAMPLES:
                return tape
    raise AssertionError  # there is always another one


def _sessions(seed: int, *, packet: int) -> Iterator[MemoryRecorder]:
    """Yield simulated sessions, others for each seed."""
    for next_seed in count(1 + seed, _RECORDINGS):
        yield virtual_session(next_seed, packet=packet)[1]


def _originals(path: Path) -> list[int]:
    kept = virtual_session(1)[1]
    whole = finished(kept.entries, (), kept.rows)
    found = []
    for number, header in enumerate(_headers(kept.header)):
        keep_session(path, header, start=Start(_LAST, f"original {number}"), whole=whole)
        found.append(number)
    return found


def _headers(header: Header) -> Iterator[Header]:
    for point in _PLACES:
        identity = replace(header.identity, profile="Ada", point=point)
        yield replace(header, identity=identity, simulated=False, local_date="2026-06-01")


def _columns(store: Store, table: str) -> str:
    names = [row["name"] for row in store.rows(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in names if name not in ("id", "session_id"))


def _copy(store: Store, columns: dict[str, str], number: int, of: int) -> int:
    original = 1 + number % len(_PLACES)
    began = _LAST - timedelta(hours=12 * (of - number))
    names = columns["session"]
    new = {
        "uid": f"copy {number}",
        "started_utc": utc_text(began),
        "local_date": began.date().isoformat(),
    }
    taken = ", ".join(f":{name}" if name in new else name for name in names.split(", "))
    sql = f"INSERT INTO session ({names}) SELECT {taken} FROM session WHERE id = :original"
    asked = {"original": original, **new}
    asked["id"] = copied = store.change(sql, asked).lastrowid or 0
    for table in _COPIED:
        sql = (
            f"INSERT INTO {table} (session_id, {columns[table]}) "
            f"SELECT :id, {columns[table]} FROM {table} WHERE session_id = :original"
        )
        store.change(sql, asked)
    _said(store, copied, number, began)
    return copied


def _said(store: Store, session: int, number: int, began: datetime) -> None:
    later = began + timedelta(days=1)
    store.insert(
        "follow_up",
        {
            "session_id": session,
            "after_h": 24,
            "answered_utc": utc_text(later),
            "local_date": later.date().isoformat(),
            "soreness": number % 4,
            "bruise": 0,
            "warning": 0,
        },
    )
    if number % 10 == 0:
        note = {"profile_id": 1, "session_id": session, "written_utc": utc_text(began)}
        store.insert("note", {**note, "text": f"After a long day at the desk, number {number}."})
