"""The world, as the shell sees it: four small contracts, each with a fake in the tests."""

from collections.abc import Iterable
from typing import Protocol

from tpdevice.core.cue import Told
from tpdevice.core.record import Row
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry
from tpdevice.core.wire import Write


class Clock(Protocol):
    """Host monotonic time."""

    def now_ns(self) -> int:
        """Return the time since the session began, ns."""


class CueSink(Protocol):
    """Somebody who is told: a screen, a voice, a line on stdout, a simulated person."""

    def show(self, told: Told) -> None:
        """Take one cue. A sink that raises is dropped; the session goes on."""


class Link(Protocol):
    """The way back to the sensor."""

    def write(self, writes: Iterable[Write]) -> None:
        """Send in order, without waiting for the radio."""

    def relink(self) -> None:
        """Drop a connection that went silent and make a new one."""


class Recorder(Protocol):
    """Where everything is kept."""

    def entry(self, entry: Entry) -> None:
        """Put one entry on the tape."""

    def samples(self, block: SampleBlock) -> None:
        """Keep derived samples."""

    def row(self, row: Row) -> None:
        """Keep one row of the log."""

    def flush(self) -> None:
        """Ask for what is waiting to be written now; returns at once."""
