"""Fakes of the four ports in `tpdevice.core.ports`: they keep what they were given."""

from collections.abc import Iterable

from tpdevice.core.cue import Told
from tpdevice.core.record import Row
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.core.wire import Write


class ManualClock:
    """Time that stands until a test moves it."""

    def __init__(self, now_ns: int = 0) -> None:
        self._now_ns = now_ns

    def now_ns(self) -> int:
        return self._now_ns

    def move_on(self, by_ns: int) -> None:
        self._now_ns += by_ns


class FakeLink:
    """A sensor that takes everything and never answers."""

    def __init__(self) -> None:
        self.written: list[Write] = []
        self.relinks = 0

    def write(self, writes: Iterable[Write]) -> None:
        self.written += writes

    def relink(self) -> None:
        self.relinks += 1


class FakeSink:
    """Somebody who remembers all that they were told."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def show(self, told: Told) -> None:
        self.told.append(told)


class BrokenSink:
    """A sink that fails at the first cue."""

    def __init__(self) -> None:
        self.shown = 0

    def show(self, told: Told) -> None:
        self.shown += 1
        raise RuntimeError("the speaker is unplugged")


class FakeRecorder:
    """A recorder that keeps everything, in order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.blocks: list[SampleBlock] = []
        self.rows: list[Row] = []
        self.flushes = 0

    def entry(self, entry: Entry) -> None:
        self.entries.append(entry)

    def samples(self, block: SampleBlock) -> None:
        self.blocks.append(block)

    def row(self, row: Row) -> None:
        self.rows.append(row)

    def flush(self) -> None:
        self.flushes += 1
