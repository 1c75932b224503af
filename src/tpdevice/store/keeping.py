"""One session on its way into a file, which may fail and be tried again."""

from collections.abc import Callable
from pathlib import Path

from tpdevice.core.errors import NotInStore, StoreError
from tpdevice.core.tape import Header
from tpdevice.store.compact import compact_session
from tpdevice.store.copy import copy_session
from tpdevice.store.database import Store, open_for_reading, open_store
from tpdevice.store.write import Batch, Start, add_batches, enter_session, stored_batches

Opener = Callable[[Path], Store]


class Keeping:
    """Batches of one session in order; each is in the file, or waiting here in memory.

    Whether a batch reached the disk is asked of the file itself, so that none is stored twice and
    none is lost, whatever a failed commit did. A session comes into a file with its first batch,
    so that a disk that is full keeps no empty one.
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
            if self._waiting:
                self.session_id = self._put_into(store)
        except StoreError:
            self.release()
            raise
        self._first += len(self._waiting)
        self._waiting = []

    def compact(self) -> None:
        """Rewrite what is stored in its final form."""
        if self.session_id is not None:
            compact_session(self._opened(), self.session_id)

    def save_elsewhere(self, path: Path) -> int:
        """Write the whole session to another file; return its id there.

        Raises
        ------
        StoreError
            If that file does not take it, or if an earlier part lies in a file that cannot be
            read any more; then the other file holds what was in memory, and the error says so.
        """
        with open_store(path) as target:
            lost = self._copy_earlier_part(target)
            session_id = self._put_into(target, all_=lost is not None)
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
            self._store = self._opener(self.path)
            self._store.remember_little()
        return self._store

    def _put_into(self, store: Store, *, all_: bool = False) -> int:
        """Add what waits, without what the file turned out to have unless `all_`; return the id."""
        with store.transaction():
            session_id = enter_session(store, self._header, self._start)
            done = 0 if all_ else max(0, stored_batches(store, session_id) - self._first)
            add_batches(store, session_id, self._waiting[done:])
        return session_id

    def _copy_earlier_part(self, target: Store) -> StoreError | None:
        """Copy what is stored already; return why that was not possible."""
        if self._first:
            try:
                with open_for_reading(self.path) as source:
                    copy_session(source, target, self._id_in(source))
            except StoreError as error:
                return error
        return None

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
