"""Finished sessions in fewer, longer and smaller chunks."""

from collections.abc import Iterator, Sequence

from tpdevice.core.errors import StoreError
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.store.chunks import TAPE_COLUMNS, TRACE_COLUMNS, Chunk
from tpdevice.store.database import Store
from tpdevice.store.finalform import final_tape, final_trace
from tpdevice.store.read import read_tape, read_trace
from tpdevice.store.write import add_chunks


def compact_session(store: Store, session_id: int) -> None:
    """Rewrite tape and trace of a session in their final form, in one transaction.

    Raises
    ------
    StoreError
        If a part is damaged: then everything stays as it is.
    """
    with store.transaction():
        _, entries = read_tape(store, session_id)
        tape = tuple(entries)
        trace = read_trace(store, session_id)
        _replace(store, "tape_chunk", session_id, tuple(final_tape(tape)))
        _replace(store, "trace_chunk", session_id, tuple(final_trace(trace)))
        _same(store, session_id, tape=tape, trace=trace)


def not_compact(store: Store) -> tuple[int, ...]:
    """Return closed sessions of which some part is not in its final form."""
    sql = """
        SELECT id FROM session WHERE ending IS NOT NULL AND (
            id IN (SELECT session_id FROM tape_chunk WHERE format <> :tape)
            OR id IN (SELECT session_id FROM trace_chunk WHERE format <> :trace)
        ) ORDER BY id
    """
    forms = {"tape": TAPE_COLUMNS, "trace": TRACE_COLUMNS}
    return tuple(row["id"] for row in store.rows(sql, forms))


def compact_all(store: Store, sessions: Sequence[int]) -> Iterator[StoreError | None]:
    """Rewrite sessions one by one; yield for each why it stays as it was, or None."""
    for session_id in sessions:
        try:
            compact_session(store, session_id)
        except StoreError as error:
            yield error
        else:
            yield None


def _replace(store: Store, table: str, session_id: int, chunks: Sequence[Chunk]) -> None:
    sql = f"DELETE FROM {table} WHERE session_id = :id"  # noqa: S608  our own names
    store.change(sql, {"id": session_id})
    add_chunks(store, table, session_id, chunks)


def _same(store: Store, session_id: int, *, tape: Sequence[Entry], trace: SampleBlock) -> None:
    """Read back before the originals are gone for good."""
    _, entries = read_tape(store, session_id)
    written = read_trace(store, session_id)
    if (
        tuple(entries) != tape
        or written.t_ns.tobytes() != trace.t_ns.tobytes()
        or written.force_mn.tobytes() != trace.force_mn.tobytes()
    ):
        raise StoreError(str(store.path), f"session {session_id} did not survive compaction.")
