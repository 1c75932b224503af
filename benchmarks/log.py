"""Ten years of sessions: what it takes to open home and history, and how that grows.

    python3 dev.py bench log
    python3 dev.py bench log --sessions 730 --traced 10
    python3 dev.py bench log --sessions 730 --packet 1

Beside it the named alternative: one row for each sample, with an index on its session.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.figures import Board, Figure, options
from benchmarks.tenyears import SAMPLES, SESSIONS, recording, taped, ten_years
from tpdevice.cli.dueplaces import due_places, since
from tpdevice.cli.pastviews import past_sessions, past_trends
from tpdevice.core.settings import Unit
from tpdevice.homework.helped import together
from tpdevice.homework.overtime import felt_same
from tpdevice.runtime.care import care_for
from tpdevice.store.database import open_for_reading
from tpdevice.store.finalform import final_tape, final_trace
from tpdevice.store.people import people, settings_of
from tpdevice.store.places import pressed_places
from tpdevice.store.pointhistory import days_between, history_at
from tpdevice.store.read import list_sessions, read_tape, read_trace, show_session
from tpdevice.store.remembered import profiles

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
_TIMES = 7
_ROWS_OF = 40
"""Sessions that the alternative is made of; it is not needed whole to see how it grows."""


def home(path: Path) -> None:
    """Do what the desk does before home is shown: people, places, and what is due and why."""
    with open_for_reading(path) as store:
        person = people(store)[0]
        settings_of(store, person)
        used = pressed_places(store, person, since=since("2026-06-02"), simulated=False)
        profiles(store, include_simulated=True)
    assert due_places(care_for(path, person, now=NOW), used)


def past(path: Path) -> None:
    """Do what the room of past sessions needs."""
    with open_for_reading(path) as store:
        assert past_sessions(store, "Ada", simulated=False).sessions


def trends(path: Path) -> None:
    """Do what the room of trends needs."""
    with open_for_reading(path) as store:
        assert past_trends(store, "Ada", unit=Unit.N, simulated=False).trends


def listed(path: Path) -> None:
    """Do what `tpdevice log -n 20` does."""
    with open_for_reading(path) as store:
        assert len(list_sessions(store, profile="Ada", limit=20)) == 20


def point(path: Path) -> None:
    """Do what `tpdevice log UT` does."""
    with open_for_reading(path) as store:
        (found,) = history_at(store, "UT", profile="Ada")
    felt_same(found.sessions)
    assert together(found.sessions)


def calendar(path: Path) -> None:
    """Do what `tpdevice log calendar` does."""
    with open_for_reading(path) as store:
        assert days_between(store, "2026-03-01", "2026-06-01", profile="Ada")


def one(path: Path, session: int) -> None:
    """Read one session with its whole trace."""
    with open_for_reading(path) as store:
        show_session(store, session)
        assert len(read_trace(store, session)) == SAMPLES


def one_taped(path: Path, session: int) -> None:
    """Read the whole tape of one session."""
    with open_for_reading(path) as store:
        assert list(read_tape(store, session)[1])


SHOWN: dict[str, tuple[Callable[[Path], None], str]] = {
    "home": (home, "<= 100"),
    "past sessions, 200 of them": (past, "<= 100"),
    "trends, of 200 sessions": (trends, "<= 100"),
    "one place, its newest 400 sessions": (point, ""),
    "a list of 20": (listed, ""),
    "a calendar of three months": (calendar, ""),
}


def took_ms(work: Callable[[], object]) -> float:
    """Return the median of some runs, ms of this process: others may be at work beside it."""
    spent = []
    for _ in range(_TIMES):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return float(np.median(spent)) * 1e3


def opened(folder: Path, sessions: int, traced: int, packet: int) -> Iterator[Figure]:
    """Measure a whole log, and one of a tenth of it."""
    few, many = folder / "few.db", folder / "many.db"
    ten_years(few, sessions // 10, traced=traced, packet=packet)
    began = time.perf_counter()
    ten_years(many, sessions, traced=traced, packet=packet)
    built_s = time.perf_counter() - began
    for name, (work, goal) in SHOWN.items():
        least, most = took_ms(partial(work, few)), took_ms(partial(work, many))
        yield Figure(name, most, "ms", goal, f"{sessions} sessions; {least:.3g} ms with a tenth")
        if goal:
            yield Figure(f"{name}: ten times the sessions", most / least, "times", "<= 1.5")
    middle = sessions // 2 - (sessions // 2 - 1) % traced
    with_trace = _with_trace(many, middle)
    yield Figure("one session with its trace", took_ms(partial(one, many, with_trace)), "ms")
    yield Figure("the tape of one session", took_ms(partial(one_taped, many, with_trace)), "ms")
    yield from _packing(packet)
    yield from _size(many, sessions, traced)
    yield Figure("building it", built_s, "s", "", "copies of sessions that the program kept")


def _packing(packet: int) -> Iterator[Figure]:
    """Measure what the end of a session takes for its final form, before it is written."""
    tape, trace = taped(0, packet=packet), recording(0)

    def packed() -> None:
        assert list(final_tape(tape))
        assert list(final_trace(trace))

    yield Figure("packing one session", took_ms(packed), "ms", "", f"{len(tape)} entries")


def _with_trace(path: Path, near: int) -> int:
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT MAX(session_id) FROM trace_chunk WHERE session_id <= ?"
        return int(db.execute(sql, [near]).fetchone()[0])


def _size(path: Path, sessions: int, traced: int) -> Iterator[Figure]:
    """Tell how large the file is, and how large with every trace, where only a share has one."""
    with closing(sqlite3.connect(path)) as db:
        kept = {
            name: db.execute(f"SELECT COUNT(DISTINCT session_id) FROM {name}").fetchone()[0]
            for name in ("tape_chunk", "trace_chunk")
        }
        whole = _file_gb(db, path)
        without_tapes = _file_gb(db, path, without="tape_chunk")
        rest = _file_gb(db, path, without="trace_chunk")
    tapes = (whole - without_tapes) * sessions / kept["tape_chunk"]
    traces = (without_tapes - rest) * sessions / kept["trace_chunk"]
    share = "all" if traced == 1 else f"one in {traced}; the rest is reckoned"
    of = f"{share}, {SAMPLES} samples each"
    yield Figure("the file: summaries, happenings, indexes", rest, "GB", "", f"of {sessions}")
    yield Figure("the file: traces", traces, "GB", "", of)
    yield Figure("the file: tapes", tapes, "GB", "", of)
    goal = "<= 1.1" if sessions == SESSIONS else ""
    yield Figure("the file without tapes", rest + traces, "GB", goal, of)
    yield Figure("the file with every tape", rest + traces + tapes, "GB", goal, of)
    if not goal:
        reckoned = (rest + traces + tapes) * SESSIONS / sessions
        yield Figure(
            "the same of ten years", reckoned, "GB", "<= 1.1", f"{SESSIONS / sessions:g} x"
        )


def _file_gb(db: sqlite3.Connection, path: Path, *, without: str = "") -> float:
    """Return how large a file is once a table is emptied, with whatever its pages leave unused."""
    if without:
        db.execute(f"DELETE FROM {without}")
        db.commit()
        db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size / 1e9


def alternative(folder: Path, sessions: int) -> Iterator[Figure]:
    """Measure one row for each sample: size, one session, and a figure for each of 20 sessions."""
    path = folder / "rows.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE sample (session_id INTEGER, t_ns INTEGER, force_mn INTEGER)")
        db.execute("CREATE INDEX sample_by_session ON sample(session_id)")
        blocks = [recording(seed) for seed in range(4)]
        for session in range(_ROWS_OF):
            block = blocks[session % 4]
            rows = zip(block.t_ns.tolist(), block.force_mn.tolist(), strict=True)
            db.executemany("INSERT INTO sample VALUES (?, ?, ?)", ((session, *row) for row in rows))
            db.commit()

        def read() -> None:
            sql = "SELECT t_ns, force_mn FROM sample WHERE session_id = ?"
            assert len(db.execute(sql, [_ROWS_OF // 2]).fetchall()) == SAMPLES

        def held() -> None:
            sql = (
                "SELECT session_id, COUNT(*) FROM sample "
                "WHERE force_mn > 29000 AND session_id < 20 GROUP BY session_id"
            )
            assert len(db.execute(sql).fetchall()) == 20

        size = path.stat().st_size / 1e9 * sessions / _ROWS_OF
        of = f"reckoned from {_ROWS_OF} sessions"
        yield Figure("one row a sample: ten years", size, "GB", "", of)
        yield Figure("one row a sample: one session", took_ms(read), "ms")
        yield Figure("one row a sample: time held in 20 sessions", took_ms(held), "ms")


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--sessions", type=int, default=SESSIONS, help="in the log")
    parser.add_argument(
        "--traced", type=int, default=10, help="one session in so many keeps its trace and tape"
    )
    parser.add_argument("--packet", type=int, default=8, help="samples that come at a time")
    arguments = parser.parse_args()
    board = Board(as_json=arguments.json)
    with TemporaryDirectory() as folder:
        board.add(opened(Path(folder), arguments.sessions, arguments.traced, arguments.packet))
        board.add(alternative(Path(folder), arguments.sessions))
    board.close()


if __name__ == "__main__":
    main()
