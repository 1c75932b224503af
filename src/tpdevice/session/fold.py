"""The whole pure part in one piece: entries in, effects out. Live, fast and replay all run this."""

from msgspec import Struct

from tpdevice.core.driver import Driver
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import Entry, Header
from tpdevice.core.wire import Write
from tpdevice.session import events as ev
from tpdevice.session.effects import Effect, Restart
from tpdevice.session.engine import begin, step
from tpdevice.session.intake import Intake
from tpdevice.session.visibility import silence_ns


class Folded(Struct, frozen=True):
    """What one entry brought."""

    effects: tuple[Effect, ...]
    blocks: tuple[SampleBlock, ...]
    writes: tuple[Write, ...]
    """For the sensor, in order."""


class Fold:
    """One session: the driver's decoder, the intake and the newest state."""

    def __init__(self, header: Header, driver: Driver) -> None:
        spec = driver.spec
        self._intake = Intake(header, driver)
        self.state, self.first = begin(header, rate_hz=spec.rate_hz, gap_ns=silence_ns(spec))

    def feed(self, entry: Entry) -> Folded:
        """Take one entry."""
        effects: list[Effect] = []
        blocks: list[SampleBlock] = []
        for event in self._intake.feed(entry):
            if isinstance(event, ev.Samples):
                blocks.append(event.block)
            self.state, brought = step(self.state, event)
            if brought:
                effects += brought
                if any(isinstance(effect, Restart) for effect in brought):
                    self._intake.restart()
        return Folded(tuple(effects), tuple(blocks), self._intake.outgoing())
