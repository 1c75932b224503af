"""The shell around the engine: entries in, effects out. Nothing here knows what force means."""

import logging
from collections import deque
from collections.abc import Sequence
from typing import assert_never

from tpdevice.core import rules
from tpdevice.core.cue import Told
from tpdevice.core.driver import Driver
from tpdevice.core.ports import CueSink, Link, Recorder
from tpdevice.core.record import Summary
from tpdevice.core.tape import Entry, Header, Tare
from tpdevice.core.units import ns
from tpdevice.runtime.seat import Seat
from tpdevice.session import events as ev
from tpdevice.session.effects import Effect, Log, Relink, Restart, Show, TakeZero
from tpdevice.session.engine import begin, step
from tpdevice.session.intake import Intake

log = logging.getLogger(__name__)


class Runner:
    """Folds entries over the engine. `feed` is synchronous; live, fast and replay all call it."""

    def __init__(
        self,
        header: Header,
        driver: Driver,
        *,
        recorder: Recorder,
        sinks: Sequence[CueSink] = (),
        link: Link | None = None,
        seat: Seat | None = None,
    ) -> None:
        self._driver = driver
        self._recorder = recorder
        self._sinks = list(sinks)
        self._link = link
        self._seat = seat
        self._intake = Intake(header, driver)
        self._own: deque[Entry] = deque()
        self.summary: Summary | None = None
        gap_s = rules.SILENCE_ADVERT_S if driver.spec.advert_only else rules.SILENCE_S
        self.state, effects = begin(header, rate_hz=driver.spec.rate_hz, gap_ns=ns(gap_s))
        self._perform(effects)

    @property
    def over(self) -> bool:
        """Whether nothing more will come of this session."""
        return self.state.over

    def feed(self, entry: Entry) -> None:
        """Take one entry: onto the tape first, then through the engine.

        What the engine itself puts on the tape follows at once, when a link is there to act for;
        on replay it is on the tape already.
        """
        self._feed(entry)
        while self._own:
            self._feed(self._own.popleft())

    def _feed(self, entry: Entry) -> None:
        self._recorder.entry(entry)
        for event in self._intake.feed(entry):
            self._step(event)
        writes = self._intake.outgoing()
        if writes and self._link is not None:
            self._link.write(writes)
        if self._seat is not None:
            self._seat.state = self.state

    def _step(self, event: ev.Event) -> None:
        if isinstance(event, ev.Samples):
            self._recorder.samples(event.block)
            if self._seat is not None:
                self._seat.blocks.append(event.block)
        phase = self.state.phase
        self.state, effects = step(self.state, event)
        self._perform(effects)
        if self.state.phase is not phase:
            self._recorder.flush()

    def _perform(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            match effect:
                case Show():
                    self._show(effect.told)
                case Log():
                    if isinstance(effect.row, Summary):
                        self.summary = effect.row
                    self._recorder.row(effect.row)
                case TakeZero():
                    if self._link is not None:
                        self._own.append(Tare(self.state.now_ns, effect.confirmed))
                case Restart():
                    self._intake.restart()
                case Relink():
                    if self._link is not None:
                        self._link.relink()
                case _:
                    assert_never(effect)

    def _show(self, told: Told) -> None:
        for sink in tuple(self._sinks):
            try:
                sink.show(told)
            except Exception:
                log.warning("a cue sink failed and was dropped", exc_info=True)
                self._sinks.remove(sink)
