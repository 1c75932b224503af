"""One session on its way into a file, which may fail and be tried again."""

from collections.abc import Callable
from pathlib import Path

from tpdevice.core.errors import NotInStore, StoreError
from tpdevice.core.tape import Header
from tpdevice.store.compact import compact_session
from tpdevice.store.copy import copy_session
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.write import Batch, Start, append, open_session, stored_batches

Opener = Callable[[Path], Store]


class Keeping:
    """Batches of one session in order; each is in the file, or waiting here in memory.

    Whether a batch reached the disk is asked of the file itself after every failure, so that
    none is stored twice and none is lost, whatever a failed commit did.
    """

    def __init__(
        self, path: Path, header: Header, start: Start, *, opener: Opener = open_store
    ) -> None:
        self.path = path
        self.session_id: int | None = None
        self._header = header
        self._start = start
        self._opener = opener
        self._store: Store | None = None
        self._waiting: list[Batch] = []
        self._first = 0
        """Number of the first batch that waits."""

    @property
    def waiting(self) -> int:
        """Batches that are in memory only."""
        return len(self._waiting)

    def add(self, batch: Batch) -> None:
        """Take one more batch, in memory."""
        self._waiting.append(batch)

    def commit(self) -> None:
        """Store everything that waits.

        Raises
        ------
        StoreError
            If the file did not take it; it is kept, and this may be tried again.
        """
        try:
            store = self._opened()
            assert self.session_id is not None
            if self._waiting:
                append(store, self.session_id, self._waiting)
        except StoreError:
            self.release()
            raise
        self._first += len(self._waiting)
        self._waiting = []

    def compact(self) -> None:
        """Rewrite what is stored in its final form."""
        store = self._opened()
        assert self.session_id is not None
        compact_session(store, self.session_id)

    def save_elsewhere(self, path: Path) -> int:
        """Write the whole session to another file; return its id there.

        Raises
        ------
        StoreError
            If that file does not take it, or if an earlier part lies in a file that cannot be
            read any more; then the other file holds what was in memory, and the error says so.
        """
        with open_store(path) as target:
            session_id, lost = self._earlier_part(target)
            done = stored_batches(target, session_id)
            missing = 0 if lost else max(0, done - self._first)
            append(target, session_id, self._waiting[missing:])
            if lost is None:
                compact_session(target, session_id)
        if lost is not None:
            problem = f"holds the end of this session only, as number {session_id}. {lost}"
            raise StoreError(str(path), problem, hint=lost.hint) from lost
        return session_id

    def release(self) -> None:
        """Let the file go; the next commit opens it again."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _opened(self) -> Store:
        if self._store is None:
            store = self._opener(self.path)
            try:
                self.session_id = open_session(store, self._header, self._start)
                self._forget(stored_batches(store, self.session_id))
            except BaseException:
                store.close()
                raise
            self._store = store
        return self._store

    def _forget(self, stored: int) -> None:
        """Drop batches that the file turned out to have."""
        done = max(0, stored - self._first)
        self._waiting = self._waiting[done:]
        self._first += done

    def _earlier_part(self, target: Store) -> tuple[int, StoreError | None]:
        """Copy what is stored already; also say why that was not possible."""
        lost: StoreError | None = None
        if self._first:
            try:
                with open_for_reading(self.path) as source:
                    return copy_session(source, target, self._id_in(source)), None
            except StoreError as error:
                lost = error
        return open_session(target, self._header, self._start), lost

    def _id_in(self, source: Store) -> int:
        found = source.row("SELECT id FROM session WHERE uid = :uid", {"uid": self._start.uid})
        if found is None:
            raise NotInStore(str(self.path), "has lost the first part of this session.")
        return int(found["id"])


def keep_session(path: Path, header: Header, *, start: Start, whole: Batch) -> int:
    """Store a session that is over; return its id. Storing it again adds nothing.

    Raises
    ------
    StoreError
        If the file does not take it.
    """
    keeping = Keeping(path, header, start)
    keeping.add(whole)
    try:
        keeping.commit()
    finally:
        keeping.release()
    assert keeping.session_id is not None
    return keeping.session_id
