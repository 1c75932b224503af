"""The kernel over years of samples: its rate on one core, what it costs, and others beside it.

Run: python3 dev.py bench reanalyse [--json] [--samples N]
"""

import os
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from msgspec.structs import replace

from benchmarks.figures import Board, Figure, options
from benchmarks.kernel import virtual_session
from benchmarks.others import BOTTOM, GAP_NS, MARGIN, OTHERS, RATE_HZ, TOP, Worked
from tpdevice.core.samples import SampleBlock
from tpdevice.runtime.reanalysis import LARGE, reanalysed
from tpdevice.signal.chain import Chain, advance
from tpdevice.signal.hold import Mode
from tpdevice.signal.watch import Seen, Watch
from tpdevice.store.database import open_for_reading
from tpdevice.store.keeping import keep_session
from tpdevice.store.write import Start, finished

STEP_NS = round(1e9 / RATE_HZ)
BETWEEN_GAPS = 50_000
"""Samples: a gap of three seconds each ten minutes, more than radio and sensor make."""
COUNTING = Watch(
    free_mn=5_000, bottom_mn=BOTTOM, top_mn=TOP, margin_mn=MARGIN, banded=True, mode=Mode.HELD
)
MATCHING = replace(COUNTING, near_mn=(38_000, 42_000))
"""The same with the mean of two seconds at every sample."""


def recording(count: int, start: int = 0) -> SampleBlock:
    """Return samples of a hand that wanders in and out of the band; any part is always the same."""
    at = np.arange(start, start + count, dtype=np.int64)
    noise = np.random.default_rng(start).normal(0, 500, count)
    t_ns = at * STEP_NS + at // BETWEEN_GAPS * 3_000_000_000
    force_mn = (40_000 + 6_000 * np.sin(at / 200) + noise).astype(np.int64)
    return SampleBlock.own(t_ns, force_mn)


def eaten(chain: Chain, block: SampleBlock, watch: Watch) -> Chain:
    """Return the chain after a block."""
    at = 0
    while at < len(block):
        step = advance(chain, block.part(at, len(block)), watch)
        chain, at = step.chain, at + step.used
    return chain


def ours(block: SampleBlock, watch: Watch) -> Worked:
    """Do the work with the kernel; its quarter-second mean is of the end of each piece only."""
    chain = eaten(Chain(RATE_HZ, GAP_NS), block, watch)
    buckets = chain.account.buckets
    return Worked(
        buckets.held_ns,
        buckets.below_ns,
        buckets.above_ns,
        buckets.no_data_ns,
        chain.dwell(Seen.IN).since_ns or 0,
        chain.steady_mn,
        chain.smooth_mn,
    )


def memory(work: Callable[[], object]) -> float:
    """Return the most memory that is in use at a time, MiB, beside what was there before."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


def streamed(count: int) -> float:
    """Eat a long recording in large blocks; return seconds in the kernel."""
    chain, spent_s = Chain(RATE_HZ, GAP_NS), 0.0
    for start in range(0, count, LARGE):
        block = recording(min(LARGE, count - start), start)
        began = time.process_time()
        chain = eaten(chain, block, COUNTING)
        spent_s += time.process_time() - began
    return spent_s


def growing(count: int) -> Iterator[Figure]:
    """Measure how cost and memory grow with the number of samples."""
    costs, peaks = [], []
    for times in (1, 4, 16):
        spent_s = [streamed(times * count) for _ in range(3)]
        costs.append(float(np.median(spent_s)) / (times * count) * 1e9)
        peaks.append(memory(partial(streamed, times * count)))
        of = f"{times * count} samples, in blocks of {LARGE}, median of 3, {peaks[-1]:.2f} MiB"
        yield Figure("the kernel over a stream", costs[-1], "ns/sample", "", of)
    yield Figure("cost of a sample, 16 times as many to one", costs[-1] / costs[0], "", "<= 1.2")
    yield Figure("memory at most, 16 times as many to one", peaks[-1] / peaks[0], "", "<= 1.1")


def speed(work: Callable[[], Worked], count: int, *, times: int) -> tuple[float, float, Worked]:
    """Return M samples a second, median and best, and what came of it."""
    took = []
    for _ in range(times):
        began = time.process_time()
        worked = work()
        took.append(time.process_time() - began)
    return count / float(np.median(took)) / 1e6, count / min(took) / 1e6, worked


def beside(count: int) -> Iterator[Figure]:
    """Measure the kernel and the others over one and the same recording."""
    block = recording(count)
    kernel: dict[str, Callable[[], Worked]] = {
        "the kernel": partial(ours, block, COUNTING),
        "the kernel, two-second mean at each sample": partial(ours, block, MATCHING),
    }
    others = {name: partial(work, block.t_ns, block.force_mn) for name, work in OTHERS.items()}
    truth = ours(block, COUNTING)
    for name, work in (kernel | others).items():
        median, best, worked = speed(work, count, times=5 if name in kernel else 3)
        if not worked.agrees_with(truth):
            raise SystemExit(f"{name} disagrees: {worked} is not {truth}")
        goal = ">= 20" if name == "the kernel" else ""
        unsaid = [part for part in worked.__match_args__ if getattr(worked, part) is None]
        of = f"best {best:.3g}, {memory(work) * 2**20 / count:.0f} B/sample, held agrees to the ns"
        of += f"; cannot say {', '.join(unsaid)}" if unsaid else ", all else as well"
        yield Figure(name, median, "M samples/s", goal, of)


def log_of(path: Path, sessions: int) -> int:
    """Make a log of one simulated session, again and again; return how many samples it has."""
    kept = virtual_session(1)[1]
    whole = finished(kept.entries, kept.blocks, kept.rows)
    for day in range(sessions):
        start = Start(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day), str(day))
        keep_session(path, kept.header, start=start, whole=whole)
    return sessions * sum(map(len, kept.blocks))


def logs() -> Iterator[Figure]:
    """Measure `tpdevice reanalyse` itself, without printing, over logs that grow."""
    costs, peaks = [], []
    for sessions in (4, 16, 64):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "log.db"
            samples = log_of(path, sessions)
            costs.append(counted_again(path, sessions))
            peaks.append(memory(partial(counted_again, path, sessions)))
        of = f"{sessions} sessions, {samples} samples; {peaks[-1]:.2f} MiB at most"
        yield Figure("a whole log", costs[-1] / sessions * 1e3, "ms/session", "", of)
    yield Figure("cost of a session, 64 to 4", costs[-1] / costs[0] / 16, "", "<= 1.2")
    yield Figure("memory at most, 64 sessions to 4", peaks[-1] / peaks[0], "", "<= 1.1")


def counted_again(path: Path, sessions: int) -> float:
    """Return seconds for a whole log."""
    began = time.process_time()
    with open_for_reading(path) as store:
        for found in reanalysed(store, range(1, sessions + 1), exact=False):
            assert not found.changes, found
            assert not found.trouble, found
    return time.process_time() - began


def on_one_core() -> None:
    """Stay on one core, where the system has a way to say so."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--samples", type=int, default=1_000_000, help="of the recording")
    arguments = parser.parse_args()
    on_one_core()
    warnings.filterwarnings("ignore", module="neurokit2")
    board = Board(as_json=arguments.json, beside=("pandas", "scipy", "neurokit2"))
    board.add(beside(arguments.samples))
    board.add(growing(max(arguments.samples, 4 * LARGE)))
    board.add(logs())
    board.close()


if __name__ == "__main__":
    main()
