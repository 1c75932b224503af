"""A session in memory only: for virtual time, for replay, and when nothing is to be stored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from tpdevice.core.record import Row, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Frame, Header, Key, LinkChange, Overrun, Quit, Tare, Tick

_ENTRIES = (Frame, Tick, Key, Tare, LinkChange, Overrun, Quit)


def local_now() -> datetime:
    """Return the wall clock, with its offset from UTC."""
    return datetime.now().astimezone()


@dataclass(slots=True)
class Gathered:
    """What a recorder was given, by kind, in order."""

    entries: list[Entry] = field(default_factory=list)
    blocks: list[SampleBlock] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things were given."""
        return len(self.entries) + len(self.blocks) + len(self.rows)

    def add(self, thing: Entry | SampleBlock | Row) -> None:
        """Take one more."""
        if isinstance(thing, SampleBlock):
            self.blocks.append(thing)
        elif isinstance(thing, _ENTRIES):
            self.entries.append(thing)
        else:
            self.rows.append(thing)


class MemoryRecorder:
    """A `Recorder` that keeps everything as it came; it can become a stored session later."""

    def __init__(self, header: Header, *, wall: Callable[[], datetime] = local_now) -> None:
        self.header = header
        self._kept = Gathered()
        self._began = wall()
        self._uid = uuid4().hex

    @property
    def entries(self) -> list[Entry]:
        """The tape so far."""
        return self._kept.entries

    @property
    def blocks(self) -> list[SampleBlock]:
        """The trace so far."""
        return self._kept.blocks

    @property
    def rows(self) -> list[Row]:
        """The log so far."""
        return self._kept.rows

    @property
    def summary(self) -> Summary | None:
        """The ending, once it came."""
        found = [row for row in self.rows if isinstance(row, Summary)]
        return found[-1] if found else None

    def entry(self, entry: Entry) -> None:
        """Put one entry on the tape."""
        self.entries.append(entry)

    def samples(self, block: SampleBlock) -> None:
        """Keep derived samples."""
        self.blocks.append(block)

    def row(self, row: Row) -> None:
        """Keep one row of the log."""
        self.rows.append(row)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def save(self, path: Path, *, imported: bool = False) -> int:
        """Store the session in a file; return its number there. Saving again adds nothing.

        Raises
        ------
        StoreError
            If the file does not take it.
        """
        from tpdevice.store.keeping import keep_session
        from tpdevice.store.write import Start, finished

        start = Start(self._began, self._uid, imported)
        whole = finished(self.entries, self.blocks, self.rows)
        return keep_session(path, self.header, start=start, whole=whole)
