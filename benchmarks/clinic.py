"""A clinic of many clients over a year: what it takes to see all of them, and to ask every sample.

    python3 dev.py bench clinic
    python3 dev.py bench clinic --hz 80
    python3 dev.py bench clinic --clients 10 --plans 3

At 5 Hz traces are as results carry them; 80 Hz is what a sensor sends, for those who keep that.
Each question is asked in a process of its own, so that its memory is its own, too.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.clients import (
    FIRST,
    PLANS,
    RESULT_HZ,
    WEEKS,
    write_plans,
    write_results,
)
from benchmarks.figures import Board, Figure, options
from tpdevice.clinic.asking import Days, ask_duckdb, ask_traces
from tpdevice.clinic.overview import overview
from tpdevice.clinic.taking import Desk, plans_and_results, take, traces_of
from tpdevice.store.clinic.schema import CLINIC
from tpdevice.store.clinic.traces import trace_paths
from tpdevice.store.database import open_for_reading

_TIMES = 5
_MEMORY_MB = "<= 300"
_BY_HAND = """
    SELECT client, month, COUNT(DISTINCT session_id), AVG(force_mn), MAX(force_mn)
    FROM read_parquet($paths, hive_partitioning = true) WHERE force_mn >= 1000
    GROUP BY client, month
"""


def year(path: Path, clients: int, plans: int, hz: float) -> None:
    """Import everything that clients did: all their plans and results, plan after plan."""
    desk = Desk(path, None, _after(plans))
    for number in range(plans):
        with TemporaryDirectory() as name:
            inbox = Path(name)
            write_plans(inbox, clients, number)
            write_results(inbox, clients, number, hz=hz)
            _import(desk, inbox)
        print(f"  plan {number + 1} of {plans}", end="\r", file=sys.stderr, flush=True)


def _import(desk: Desk, inbox: Path) -> int:
    """Take all files of a folder; return how many sessions were new."""
    looked = list(take(desk, plans_and_results(inbox)))
    assert not [each for each in looked if each.why]
    return sum(each.sessions for each in looked)


def _after(plans: int) -> datetime:
    last = FIRST + timedelta(weeks=WEEKS * plans, days=-1)
    return datetime(last.year, last.month, last.day, tzinfo=UTC)


def _days(plans: int) -> Days:
    return Days(_after(plans).date(), 365)


def summary(path: Path, plans: int) -> float:
    """See all clients over the whole year, as the first page does; return the time it took, s."""
    with open_for_reading(path, schema=CLINIC) as store:
        return _took_s(lambda: overview(store, _days(plans)))


def summary_by_duckdb(path: Path, plans: int) -> float:
    """Ask the same of DuckDB, through Ibis, from the same tables."""
    with open_for_reading(path, schema=CLINIC) as store:
        keys = ("clients", "exceptions", "weeks")
        return _took_s(lambda: [ask_duckdb(store, key, _days(plans)) for key in keys], times=1)


def raw(path: Path, plans: int, key: str) -> float:
    """Ask something of every sample."""
    with open_for_reading(path, schema=CLINIC) as store:
        return _took_s(lambda: ask_traces(store, traces_of(path), key, _days(plans)), times=1)


def raw_by_hand(path: Path) -> float:
    """Ask DuckDB in its own words, without Ibis and without the database."""
    import duckdb

    with open_for_reading(path, schema=CLINIC) as store:
        paths = trace_paths(store, traces_of(path))
    return _took_s(lambda: duckdb.execute(_BY_HAND, {"paths": paths}).fetchall(), times=1)


def _took_s(work: Callable[[], object], *, times: int = _TIMES) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        assert work()
        spent.append(time.perf_counter() - began)
    return float(np.median(spent))


def _apart(work: Callable[..., float], *arguments: object) -> tuple[float, float]:
    """Do something in a process of its own; return what it returned, and its memory, MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_with_memory, work, *arguments).result()


def _with_memory(work: Callable[..., float], *arguments: object) -> tuple[float, float]:
    done = work(*arguments)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return done, most / (1024**2 if sys.platform == "darwin" else 1024)


def asked(path: Path, plans: int, of: str) -> Iterator[Figure]:
    """Ask everything, once each."""
    took_s, memory_mb = _apart(summary, path, plans)
    yield Figure("all clients, a year: summary", took_s, "s", "<= 0.5", f"SQLite; {of}")
    yield Figure("all clients, a year: memory", memory_mb, "MB", _MEMORY_MB)
    took_s, memory_mb = _apart(summary_by_duckdb, path, plans)
    yield Figure("the same by Ibis and DuckDB", took_s, "s", "", "with copying the tables over")
    for key in ("force", "above"):
        took_s, memory_mb = _apart(raw, path, plans, key)
        yield Figure(f"every sample: {key}", took_s, "s", "<= 20", "Ibis and DuckDB")
        yield Figure(f"every sample: {key}, memory", memory_mb, "MB", _MEMORY_MB)
    took_s, memory_mb = _apart(raw_by_hand, path)
    yield Figure("every sample: force, in DuckDB's own words", took_s, "s", "", "no joins")
    yield Figure("the same, memory", memory_mb, "MB", "", "DuckDB's own limit: most of it")


def one_day(folder: Path, clients: int) -> tuple[float, int]:
    """Take the results that all clients send on one evening; return the time it took, s."""
    inbox = folder / "inbox"
    inbox.mkdir()
    write_plans(inbox, clients, 0)
    middle = 7 * WEEKS // 2
    desk = Desk(folder / "day.db", None, _after(1))
    write_results(inbox, clients, 0, days=middle - 1)
    _import(desk, inbox)
    write_results(inbox, clients, 0, days=middle)
    began = time.perf_counter()
    new = _import(desk, inbox)
    return time.perf_counter() - began, new


def _size(path: Path) -> Iterator[Figure]:
    files = [each.stat().st_size for each in traces_of(path).rglob("*.parquet")]
    yield Figure("database", path.stat().st_size / 1e6, "MB")
    yield Figure("traces", sum(files) / 1e6, "MB", "", f"{len(files)} files")


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--plans", type=int, default=PLANS, help="of four weeks, one after another")
    parser.add_argument("--hz", type=float, default=RESULT_HZ, help="of the traces")
    wanted = parser.parse_args()
    board = Board(as_json=wanted.json, beside=("duckdb", "ibis-framework", "pyarrow"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "clinic.db"
        began = time.perf_counter()
        year(path, wanted.clients, wanted.plans, wanted.hz)
        built_s = time.perf_counter() - began
        with open_for_reading(path, schema=CLINIC) as store:
            [row] = store.rows(
                "SELECT COUNT(*) AS sessions, SUM(trace_step_s > 0) AS t FROM session"
            )
            [holds] = store.rows("SELECT COUNT(*) AS n FROM hold")
        of = f"{wanted.clients} clients, {row['sessions']} sessions, {holds['n']} holds"
        board.add(asked(path, wanted.plans, of))
        board.add(_size(path))
        took_s, new = one_day(folder, wanted.clients)
        day = f"{wanted.clients} results, {new} new sessions"
        board.add([Figure("import of one day's results", took_s, "s", "<= 5", day)])
        board.add(
            [Figure("writing and importing the year", built_s, "s", "", f"at {wanted.hz:g} Hz")]
        )
    board.close()


if __name__ == "__main__":
    main()
