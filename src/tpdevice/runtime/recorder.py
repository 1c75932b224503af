"""Keeps a session: takes everything at once, stores it from a thread of its own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final
from uuid import uuid4

from tpdevice.core.errors import StoreError
from tpdevice.core.record import Row, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Header
from tpdevice.runtime.memory import Gathered, local_now
from tpdevice.store.database import open_store
from tpdevice.store.keeping import Keeping, Opener
from tpdevice.store.write import Start, batch

CADENCE_S: Final = 0.5
"""Between two commits; what a kill may cost. Source: measured, loss is the cadence and what is in
flight."""
RETRY_S: Final = 3.0
"""Between two attempts on a file that refused. Chosen."""
PATIENCE_S: Final = 2.0
"""How long another program's lock is waited for. Chosen."""
CLOSING_S: Final = 20.0
"""How long the last commit is waited for. Chosen, for a disk that has to spin up."""
LARGEST_BATCH: Final = 50_000
"""Things in one batch, so that virtual time makes no chunk that is too large to read. Chosen."""

_open_soon = partial(open_store, patience_s=PATIENCE_S)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How far storing is behind."""

    inbox: int
    """Entries, blocks and rows that the thread has not taken yet."""
    batches: int
    """Batches, of half a second each, that are in memory only."""
    slowest_commit_s: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a session."""

    session_id: int | None
    error: StoreError | None
    """None when everything is in the file; otherwise the end of it is in memory only."""


class StoreRecorder:
    """A `Recorder` that writes to the database file.

    Taking never waits. When the file refuses, everything since the last good commit stays in
    memory, without any bound but memory itself, and the file is tried again every few seconds.
    `on_trouble` hears of it once, `on_recovered` when all is well again; both are called on the
    recorder's thread.
    """

    def __init__(
        self,
        path: Path,
        header: Header,
        *,
        on_trouble: Callable[[StoreError], None],
        on_recovered: Callable[[], None] = lambda: None,
        wall: Callable[[], datetime] = local_now,
        opener: Opener = _open_soon,
        cadence_s: float = CADENCE_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._keeping = Keeping(path, header, Start(wall(), uuid4().hex), opener=opener)
        self._on_trouble = on_trouble
        self._on_recovered = on_recovered
        self._cadence_s = cadence_s
        self._retry_s = retry_s
        self._inbox: SimpleQueue[Entry | SampleBlock | Row] = SimpleQueue()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._trouble: StoreError | None = None
        self._try_again_s = 0.0
        self._slowest_s = 0.0
        self._summary_came = False
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def session_id(self) -> int | None:
        """Number of the session in the file; None until it is there."""
        return self._keeping.session_id

    @property
    def trouble(self) -> StoreError | None:
        """Why the file does not take anything at the moment, or None."""
        return self._trouble

    @property
    def backlog(self) -> Backlog:
        """How far storing is behind."""
        return Backlog(self._inbox.qsize(), self._keeping.waiting, self._slowest_s)

    def entry(self, entry: Entry) -> None:
        """Put one entry on the tape."""
        self._inbox.put(entry)

    def samples(self, block: SampleBlock) -> None:
        """Keep derived samples."""
        self._inbox.put(block)

    def row(self, row: Row) -> None:
        """Keep one row of the log; a `Summary` is the session's ending."""
        self._summary_came = self._summary_came or isinstance(row, Summary)
        self._inbox.put(row)

    def flush(self) -> None:
        """Ask for what is waiting to be written now; returns at once."""
        self._wake.set()

    def close(self, summary: Summary | None = None, *, timeout_s: float = CLOSING_S) -> Kept:
        """Store and compact everything, and end the thread; may be called again.

        The summary is the session's ending, unless one was among the rows.
        """
        if summary is not None and not self._summary_came:
            self.row(summary)
        self._closing.set()
        self._wake.set()
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            slow = StoreError(str(self._keeping.path), "takes too long to write.")
            return Kept(self.session_id, slow)
        return Kept(self.session_id, self._trouble)

    def save_elsewhere(self, path: Path) -> int:
        """Write the whole session, as far as it is, to another file; return its number there.

        Waits for the disk; also works after `close`. More can follow and be saved again.

        Raises
        ------
        StoreError
            If that file does not take it either.
        """
        with self._lock:
            self._pack()
            return self._keeping.save_elsewhere(path)

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001  nothing may end this thread unnoticed
            problem = f"was not written to any more: {error!r}."
            self._trouble = StoreError(str(self._keeping.path), problem)

    def _work(self) -> None:
        while not self._closing.is_set():
            self._store(patiently=True)
            self._wake.wait(self._cadence_s)
            self._wake.clear()
        self._store(patiently=False)
        self._finish()

    def _store(self, *, patiently: bool) -> None:
        with self._lock:
            self._pack()
            if patiently and self._trouble and time.monotonic() < self._try_again_s:
                return
            error = self._commit()
        before, self._trouble = self._trouble, error
        if error is not None and before is None:
            self._on_trouble(error)
        elif error is None and before is not None:
            self._on_recovered()

    def _commit(self) -> StoreError | None:
        began_s = time.monotonic()
        try:
            self._keeping.commit()
        except StoreError as error:
            self._try_again_s = time.monotonic() + self._retry_s
            return error
        self._slowest_s = max(self._slowest_s, time.monotonic() - began_s)
        return None

    def _finish(self) -> None:
        with self._lock:
            try:
                if self._trouble is None:
                    self._keeping.compact()
            except StoreError:
                # Everything is stored, only in smaller pieces than it might be.
                pass
            finally:
                self._keeping.release()

    def _pack(self) -> None:
        """Make batches of what the inbox holds."""
        while True:
            gathered = self._drain()
            if gathered.count:
                parts = batch(gathered.entries, gathered.blocks, gathered.rows)
                self._keeping.add(parts)
            if gathered.count < LARGEST_BATCH:
                return

    def _drain(self) -> Gathered:
        gathered = Gathered()
        while gathered.count < LARGEST_BATCH:
            try:
                gathered.add(self._inbox.get_nowait())
            except Empty:
                break
        return gathered
