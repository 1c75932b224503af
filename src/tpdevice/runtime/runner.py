"""The shell around the pure part: entries in, effects done. It does not know what force means."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import assert_never

from tpdevice.core.cue import Told
from tpdevice.core.driver import Driver
from tpdevice.core.ports import CueSink, Link, Recorder
from tpdevice.core.record import Summary
from tpdevice.core.tape import BY_BALL, Entry, Header, Key, Tare
from tpdevice.runtime.seat import Seat
from tpdevice.session.effects import Answer, Effect, Log, Relink, Restart, Show, TakeZero
from tpdevice.session.fold import Fold
from tpdevice.session.state import State

log = logging.getLogger(__name__)

Watcher = Callable[[State], object]
"""Sees the newest state after each entry; one that raises is dropped."""


class Runner:
    """Feeds a session and does what it wants done; `feed` is synchronous."""

    def __init__(
        self,
        header: Header,
        driver: Driver,
        *,
        recorder: Recorder,
        link: Link,
        sinks: Sequence[CueSink] = (),
        seat: Seat | None = None,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        self._recorder = recorder
        self._link = link
        self._sinks = list(sinks)
        self._seat = seat
        self._watchers = list(watchers)
        self._own: deque[Entry] = deque()
        self._fold = Fold(header, driver)
        self.summary: Summary | None = None
        self._perform(self._fold.first)

    @property
    def state(self) -> State:
        """The newest state."""
        return self._fold.state

    @property
    def over(self) -> bool:
        """Whether nothing more will come of this session."""
        return self._fold.state.over

    def feed(self, entry: Entry) -> None:
        """Take one entry; what the session itself puts on the tape follows at once."""
        self._feed(entry)
        while self._own:
            self._feed(self._own.popleft())

    def _feed(self, entry: Entry) -> None:
        # Onto the tape first: what comes after can be replayed up to a crash.
        self._recorder.entry(entry)
        phase = self.state.phase
        folded = self._fold.feed(entry)
        for block in folded.blocks:
            self._recorder.samples(block)
        self._perform(folded.effects)
        if folded.writes:
            self._link.write(folded.writes)
        if self._seat is not None:
            self._seat.blocks.extend(folded.blocks)
            self._seat.state = self.state
        self._watch()
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
                    self._own.append(Tare(self.state.now_ns, effect.confirmed))
                case Answer():
                    key = Key(self.state.now_ns, effect.action, effect.value, source=BY_BALL)
                    self._own.append(key)
                case Relink():
                    self._link.relink()
                case Restart():
                    pass  # the fold has begun anew, and its writes start the stream
                case _:
                    assert_never(effect)

    def _watch(self) -> None:
        for watcher in tuple(self._watchers):
            try:
                watcher(self.state)
            except Exception:
                log.warning("a watcher failed and was dropped", exc_info=True)
                self._watchers.remove(watcher)

    def _show(self, told: Told) -> None:
        for sink in tuple(self._sinks):
            try:
                sink.show(told)
            except Exception:
                log.warning("a cue sink failed and was dropped", exc_info=True)
                self._sinks.remove(sink)
