import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from tpdevice.core.band import Support
from tpdevice.core.errors import StoreError, StoreTooNew
from tpdevice.core.plan import Identity, Limits, PointRules, Prescription, Side
from tpdevice.core.record import Buckets, Ending, Happened, Outcome, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Frame, Header, Tick
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.recorder import Kept, StoreRecorder
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.read import (
    SessionPage,
    list_sessions,
    read_tape,
    read_trace,
    show_session,
    tape_chunks,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))
LONG_S = 60.0
"""A wait that only a broken test reaches."""
HEADER = Header(
    tape_version=1,
    program="0.1.0",
    seed=None,
    simulated=False,
    identity=Identity("Ada", "UT", Side.LEFT, "ball", Support.WALL),
    rules=PointRules(
        label="upper trapezius",
        gentle=False,
        ceiling_n=80.0,
        sanity_low_n=5.0,
        sanity_high_n=60.0,
        lengthen="Tilt your head.",
    ),
    prescription=Prescription(60.0, 3, 30.0, 25.0, 2, (0.0,), 2, 30.0),
    limits=Limits(None, 1500.0, 0.0, 0.0),
    calibration=None,
    calibrate=True,
    screen=(),
    device_key="progressor",
    device_name="Progressor_1",
    device_address="AA:BB",
    rig_multiplier=1.0,
    zero_n=None,
    local_date="2026-03-01",
)
SUMMARY = Summary(
    end_ns=1,
    ending=Ending.FINISHED,
    reason="done",
    exit_code=0,
    buckets=Buckets(),
    repetitions=(),
    first_rating=None,
    last_rating=None,
    outcome=Outcome.NOT_RATED,
    let_go=False,
    peak_mn=0,
    pressed_ns=0,
    cues=0,
    bad_frames=0,
)


class Told:
    """Hears of trouble and of its end; a test waits for either."""

    def __init__(self) -> None:
        self.errors: list[StoreError] = []
        self.troubled = threading.Event()
        self.recovered = threading.Event()

    def trouble(self, error: StoreError) -> None:
        self.errors.append(error)
        self.troubled.set()


class Recording:
    """A recorder under test, and what it was given."""

    def __init__(
        self,
        path: Path,
        *,
        opener: Callable[[Path], Store] = open_store,
        cadence_s: float = 0.01,
        retry_s: float = 0.01,
    ) -> None:
        self.path = path
        self.told = Told()
        self.entries: list[Entry] = []
        self.forces: list[int] = []
        self.recorder = StoreRecorder(
            path,
            HEADER,
            on_trouble=self.told.trouble,
            on_recovered=self.told.recovered.set,
            wall=lambda: NOON,
            opener=opener,
            cadence_s=cadence_s,
            retry_s=retry_s,
        )

    def feed(self, seconds: int, *, data: bytes = b"data") -> None:
        for _ in range(seconds * 10):
            i = len(self.entries)
            entry = Frame(i * 100_000_000, "data", data + i.to_bytes(4, "little"))
            self.recorder.entry(entry)
            self.recorder.samples(SampleBlock.of([entry.at_ns], [i]))
            self.recorder.row(Happened(entry.at_ns, "cue", str(i), "HOLD", 1))
            self.entries.append(entry)
            self.forces.append(i)

    def is_whole_in(self, path: Path, session_id: int) -> SessionPage:
        with open_for_reading(path) as store:
            page = show_session(store, session_id)
            _, entries = read_tape(store, session_id)
            assert list(entries) == self.entries
            assert read_trace(store, session_id).force_mn.tolist() == self.forces
        names = [row.name for row in page.happenings]
        assert names == [str(force) for force in self.forces]
        return page


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Callable[..., Recording]]:
    with ExitStack() as stack:

        def make(**how: object) -> Recording:
            path = tmp_path / "log.db"
            one = Recording(path, **how)  # type: ignore[arg-type]
            stack.callback(one.recorder.close)
            return one

        yield make


Make = Callable[..., Recording]


def test_a_session_is_stored_whole_and_compact(recording: Make) -> None:
    stored = threading.Event()
    one = recording(opener=lambda path: _watched(path, stored))
    one.feed(5)
    one.recorder.flush()
    # So that it is in two parts, and one of them is left only if they are put together.
    assert stored.wait(LONG_S)
    one.feed(5)
    kept = one.recorder.close(SUMMARY)
    assert kept.error is None
    assert kept.session_id is not None
    page = one.is_whole_in(one.path, kept.session_id)
    assert page.line.started == NOON
    assert page.summary == SUMMARY
    with open_for_reading(one.path) as store:
        assert len(list(tape_chunks(store, kept.session_id))) == 1
    assert one.told.errors == []


def test_closing_twice_is_closing_once(recording: Make) -> None:
    one = recording()
    one.feed(1)
    kept = one.recorder.close(SUMMARY)
    assert one.recorder.close(SUMMARY) == kept
    assert kept.session_id is not None
    one.is_whole_in(one.path, kept.session_id)
    assert "recorder" not in {thread.name for thread in threading.enumerate()}


def test_a_summary_among_the_rows_is_the_ending(recording: Make) -> None:
    one = recording()
    one.feed(1)
    one.recorder.row(SUMMARY)
    kept = one.recorder.close(replace(SUMMARY, ending=Ending.QUIT))
    assert kept.session_id is not None
    assert one.is_whole_in(one.path, kept.session_id).summary == SUMMARY


def test_a_flush_stores_without_waiting_for_the_cadence(recording: Make) -> None:
    stored = threading.Event()
    one = recording(opener=lambda path: _watched(path, stored), cadence_s=LONG_S)
    one.feed(1)
    one.recorder.flush()
    assert stored.wait(LONG_S / 2)


def _watched(path: Path, stored: threading.Event) -> Store:
    store = open_store(path)
    connection = store._db.conn
    connection.create_function("tell", 0, stored.set)
    connection.execute(
        "CREATE TEMP TRIGGER watch AFTER INSERT ON main.tape_chunk BEGIN SELECT tell(); END"
    )
    return store


def test_what_is_waiting_can_be_measured(recording: Make) -> None:
    hold, held = threading.Event(), threading.Event()

    def slow(path: Path) -> Store:
        held.set()
        assert hold.wait(LONG_S)
        return open_store(path)

    one = recording(opener=slow)
    assert held.wait(LONG_S)
    one.feed(2)
    assert one.recorder.backlog.inbox == 60
    assert one.recorder.session_id is None
    hold.set()
    kept = one.recorder.close()
    assert one.recorder.backlog.inbox == 0
    assert one.recorder.backlog.batches == 0
    assert one.recorder.backlog.slowest_commit_s > 0
    assert kept.session_id == one.recorder.session_id == 1


def _small(pages: int) -> Callable[[Path], Store]:
    def opener(path: Path) -> Store:
        store = open_store(path)
        store.pragma(f"max_page_count = {pages}")
        return store

    return opener


def test_a_full_disk_costs_nothing_that_was_measured(recording: Make, tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        pages = store.pragma("page_count")
    assert isinstance(pages, int)
    one = recording(opener=_small(pages + 8))
    one.feed(1)
    one.recorder.flush()
    while not one.told.troubled.is_set():
        one.feed(10, data=Random(len(one.entries)).randbytes(400))
        one.recorder.flush()
        one.told.troubled.wait(0.02)
    one.feed(5)
    elsewhere = tmp_path / "usb" / "log.db"
    number = one.recorder.save_elsewhere(elsewhere)
    one.is_whole_in(elsewhere, number)
    one.feed(5)
    kept = one.recorder.close(SUMMARY)
    assert kept.error is not None
    assert "disk is full" in str(kept.error)
    assert str(one.path) in str(kept.error)
    assert len(one.told.errors) == 1
    again = tmp_path / "again.db"
    page = one.is_whole_in(again, one.recorder.save_elsewhere(again))
    assert page.summary == SUMMARY
    with sqlite3.connect(one.path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_a_disk_that_is_full_from_the_first_second_on_keeps_no_empty_session(
    recording: Make, tmp_path: Path
) -> None:
    with open_store(tmp_path / "log.db") as store:
        pages = store.pragma("page_count")
    assert isinstance(pages, int)
    one = recording(opener=_small(pages + 1), cadence_s=LONG_S)
    one.feed(1, data=Random(1).randbytes(20_000))
    kept = one.recorder.close(SUMMARY)
    assert kept.error is not None
    assert "disk is full" in str(kept.error)
    assert kept.session_id is None
    with open_for_reading(one.path) as store:
        assert list_sessions(store) == ()
    rescued = tmp_path / "rescued.db"
    page = one.is_whole_in(rescued, one.recorder.save_elsewhere(rescued))
    assert page.summary == SUMMARY


def test_a_session_of_which_nothing_came_is_none(recording: Make) -> None:
    one = recording()
    assert one.recorder.close() == Kept(None, None)
    with open_for_reading(one.path) as store:
        assert list_sessions(store) == ()


def test_a_disk_that_has_room_again_gets_everything(recording: Make, tmp_path: Path) -> None:
    with open_store(tmp_path / "log.db") as store:
        pages = store.pragma("page_count")
    assert isinstance(pages, int)
    openers = iter([_small(pages)])

    def first_small_then_not(path: Path) -> Store:
        return next(openers, open_store)(path)

    one = recording(opener=first_small_then_not)
    one.feed(60, data=bytes(range(200)))
    one.recorder.flush()
    assert one.told.troubled.wait(LONG_S)
    assert one.told.recovered.wait(LONG_S)
    assert one.recorder.trouble is None
    kept = one.recorder.close(SUMMARY)
    assert kept.error is None
    assert kept.session_id is not None
    one.is_whole_in(one.path, kept.session_id)


def test_a_file_locked_by_another_program_gets_everything_later(
    recording: Make, tmp_path: Path
) -> None:
    with open_store(tmp_path / "log.db"):
        pass
    other = sqlite3.connect(tmp_path / "log.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one = recording(opener=lambda path: open_store(path, patience_s=0.0))
    one.feed(3)
    assert one.told.troubled.wait(LONG_S)
    assert "locked" in str(one.told.errors[0])
    elsewhere = tmp_path / "elsewhere.db"
    for _ in range(2):
        one.feed(1)
        one.is_whole_in(elsewhere, one.recorder.save_elsewhere(elsewhere))
    other.execute("ROLLBACK")
    other.close()
    assert one.told.recovered.wait(LONG_S)
    one.feed(1)
    one.is_whole_in(elsewhere, one.recorder.save_elsewhere(elsewhere))
    kept = one.recorder.close(SUMMARY)
    assert kept.session_id is not None
    one.is_whole_in(one.path, kept.session_id)
    assert len(one.told.errors) == 1


def test_a_newer_file_is_left_alone_and_the_session_goes_on(
    recording: Make, tmp_path: Path
) -> None:
    path = tmp_path / "log.db"
    with open_store(path) as store, store.transaction():
        store.change("PRAGMA user_version = 99", {})
    before = path.read_bytes()
    one = recording()
    one.feed(2)
    kept = one.recorder.close(SUMMARY)
    assert isinstance(kept.error, StoreTooNew)
    assert kept.session_id is None
    assert path.read_bytes() == before
    elsewhere = tmp_path / "elsewhere.db"
    page = one.is_whole_in(elsewhere, one.recorder.save_elsewhere(elsewhere))
    assert page.summary == SUMMARY


def test_saving_to_a_place_that_fails_too_can_be_tried_again(
    recording: Make, tmp_path: Path
) -> None:
    one = recording()
    one.feed(2)
    with pytest.raises(StoreError):
        one.recorder.save_elsewhere(tmp_path)
    elsewhere = tmp_path / "elsewhere.db"
    for _ in range(3):
        one.feed(1)
        one.recorder.flush()
        one.is_whole_in(elsewhere, one.recorder.save_elsewhere(elsewhere))
    one.feed(1)
    one.recorder.close(SUMMARY)
    page = one.is_whole_in(elsewhere, one.recorder.save_elsewhere(elsewhere))
    assert page.summary == SUMMARY


def test_when_the_first_file_is_gone_the_rest_is_saved_and_that_is_said(
    recording: Make, tmp_path: Path
) -> None:
    one = recording(cadence_s=LONG_S)
    one.feed(1)
    assert one.recorder.close().error is None
    one.path.unlink()
    late = Tick(10**12)
    one.recorder.entry(late)
    with pytest.raises(StoreError, match="end of this session only"):
        one.recorder.save_elsewhere(tmp_path / "elsewhere.db")
    with open_for_reading(tmp_path / "elsewhere.db") as store:
        (line,) = list_sessions(store)
        assert list(read_tape(store, line.id)[1]) == [late]


def test_a_commit_that_reached_the_disk_before_it_failed_is_not_repeated(
    recording: Make,
) -> None:
    failures = [2]

    class Unsure(Store):
        def transaction(self):  # type: ignore[no-untyped-def]
            return _unsure(super().transaction(), self, failures)

    def opener(path: Path) -> Store:
        store = open_store(path)
        store.__class__ = Unsure
        return store

    one = recording(opener=opener)
    one.feed(3)
    one.recorder.flush()
    assert one.told.troubled.wait(LONG_S)
    one.feed(3)
    assert one.told.recovered.wait(LONG_S)
    kept = one.recorder.close(SUMMARY)
    assert failures == [0]
    assert kept.session_id == 1
    one.is_whole_in(one.path, kept.session_id)


class _unsure:  # noqa: N801  used like the context manager it wraps
    """A transaction whose commit succeeds and then reports that it failed."""

    def __init__(self, inner: object, store: Store, failures: list[int]) -> None:
        self._inner, self._store, self._failures = inner, store, failures

    def __enter__(self) -> None:
        self._inner.__enter__()  # type: ignore[attr-defined]

    def __exit__(self, *error: object) -> None:
        self._inner.__exit__(*error)  # type: ignore[attr-defined]
        if self._failures[0] and error[0] is None:
            self._failures[0] -= 1
            raise StoreError(str(self._store.path), "reported an error.")


def test_a_session_in_memory_can_be_stored_later(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    recorder = MemoryRecorder(HEADER, wall=lambda: NOON)
    tape = [Tick(i * 100_000_000) for i in range(60_000)]
    for entry in tape:
        recorder.entry(entry)
    recorder.samples(SampleBlock.of([1, 2], [3, 4]))
    recorder.row(SUMMARY)
    recorder.flush()
    assert recorder.summary == SUMMARY
    number = recorder.save(path)
    assert recorder.save(path) == number
    with open_for_reading(path) as store:
        page = show_session(store, number)
        assert (page.line.started, page.summary) == (NOON, SUMMARY)
        assert list(read_tape(store, number)[1]) == tape
        assert read_trace(store, number).force_mn.tolist() == [3, 4]


_FED_UNTIL_KILLED = """
import os, sys, threading
from contextlib import contextmanager
from pathlib import Path
import msgspec
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Header, Tick
from tpdevice.runtime.recorder import StoreRecorder
from tpdevice.store.database import Store, open_store

class Telling(Store):
    @contextmanager
    def transaction(self):
        with super().transaction():
            yield
        os.write(1, b"kept\\n")

def opener(path):
    store = open_store(path)
    store.__class__ = Telling
    return store

header = msgspec.json.decode(sys.argv[2], type=Header)
recorder = StoreRecorder(Path(sys.argv[1]), header, on_trouble=print, opener=opener)
pace = threading.Event()
at_ns = 0
while True:
    recorder.entry(Tick(at_ns))
    recorder.samples(SampleBlock.of([at_ns], [1]))
    os.write(1, b"fed\\n")
    at_ns += 5_000_000
    pace.wait(0.005)
"""
_A_SECOND = 200
"""Entries that are fed in a second where nothing holds them up, and fewer where something does."""


@pytest.mark.process
def test_a_kill_at_any_moment_loses_a_second_at_most_and_damages_nothing(tmp_path: Path) -> None:
    import msgspec

    random = Random(5)
    header = msgspec.json.encode(HEADER).decode()
    paths = [tmp_path / f"{trial}.db" for trial in range(4)]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _FED_UNTIL_KILLED, str(path), header],
            stdout=subprocess.PIPE,
            text=True,
        )
        for path in paths
    ]
    between = []
    for path, program in zip(paths, programs, strict=True):
        fed, kept = _killed_after(program, random.randrange(320, 520))
        with open_store(path) as store:
            assert store.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
            (line,) = list_sessions(store)
            tape = [entry.at_ns for entry in read_tape(store, line.id)[1]]
            trace = read_trace(store, line.id).t_ns.tolist()
        assert line.ending == "interrupted"
        # What was there as one commit ended is in the next: so much is safe on any machine.
        assert kept[-2] <= len(tape) <= fed + 1
        assert tape == [5_000_000 * i for i in range(len(tape))]
        assert trace in (tape, tape[:-1]), "killed between an entry and its samples"
        between.append(kept[-1] - kept[-2])
    # The best of four: one that had to wait for the disk says nothing about the cadence.
    assert min(between) <= _A_SECOND


def _killed_after(program: "subprocess.Popen[str]", least: int) -> tuple[int, list[int]]:
    """Kill a program that fed so many and kept some; return how many it fed, and by each commit."""
    assert program.stdout is not None
    fed, kept = 0, list[int]()
    for line in program.stdout:
        if line == "fed\n":
            fed += 1
        elif line == "kept\n":
            kept.append(fed)
        if fed >= least and len(kept) >= 4:
            program.kill()
    program.stdout.close()
    program.wait()
    return fed, kept
