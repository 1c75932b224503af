"""A session in real time: the link, the clock and the engine on a thread of their own."""

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from tpdevice.ble.sighting import Sighting
from tpdevice.core.action import Action
from tpdevice.core.driver import Driver
from tpdevice.core.errors import TpError
from tpdevice.core.ports import Clock, CueSink, Recorder
from tpdevice.core.tape import Entry, Header, Key, LinkChange, LinkState, Quit, Tick
from tpdevice.runtime.clock import HostClock
from tpdevice.runtime.door import Door, Search, ToldToEnd
from tpdevice.runtime.fast import Fed
from tpdevice.runtime.inbox import Inbox
from tpdevice.runtime.person import Answers, RemotePerson
from tpdevice.runtime.seat import Seat
from tpdevice.runtime.targets import Target
from tpdevice.session.state import State

log = logging.getLogger(__name__)

TICK_S = 0.1
SWITCH_S = 0.0005
"""For how long another thread may go on when a notification has come. Chosen; Python has 5 ms."""
EARLY = "It ended before it began; nothing was measured."


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that a session needs before it can begin."""

    header: Header
    driver: Driver
    sighting: Sighting
    target: Target
    recorder: Recorder


class Live:
    """One session against a sensor; `start` it, watch its seat, `join` it."""

    def __init__(
        self,
        prepare: Callable[[Seat, Search], AbstractContextManager[Prepared]],
        *,
        sinks: Sequence[CueSink] = (),
        watchers: Sequence[Callable[[State], object]] = (),
        on_status: Callable[[str], None] = lambda _: None,
        clock: Callable[[], Clock] = HostClock,
    ) -> None:
        """Take what finds the sensor and opens the session; it runs on the session's thread.

        `on_status` hears what the link is doing, on the same thread. `clock` is started when the
        session begins.
        """
        self._clock = clock
        self._prepare = prepare
        self._sinks = tuple(sinks)
        self._watchers = tuple(watchers)
        self._on_status = on_status
        self._finished = threading.Event()
        self._door = Door()
        self._answers = Answers(HostClock())
        self._thread = threading.Thread(target=self._main, name="session", daemon=True)
        self.seat = Seat(None, self.press)
        self.error: TpError | None = None

    @property
    def started(self) -> bool:
        """Whether the session's thread was begun."""
        return self._thread.ident is not None

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; return whether it came."""
        return self._finished.wait(timeout_s)

    def press(self, action: Action, value: int = 0) -> None:
        """Take a key from a person, from any thread."""
        self._answers.by_person()
        enter = self._door.end if action is Action.STOP else self._door.put
        enter(partial(Key, action=action, value=value))

    def quit(self, signal: str) -> None:
        """End the session because the program is told to, from any thread."""
        self._door.end(partial(Quit, signal=signal))

    @property
    def quit_by(self) -> str:
        """Return the signal that ended the session before it began, or nothing."""
        entry = self._door.ended_by
        return entry.signal if isinstance(entry, Quit) else ""

    def _main(self) -> None:
        try:
            with self._prepare(self.seat, self._door.search) as prepared:
                self.seat.header = prepared.header
                asyncio.run(self._run(prepared))
        except ToldToEnd:
            self.seat.failure = EARLY
        except TpError as error:
            self._fail(error)
        except Exception as error:
            # A defect of ours: the screen must not hang on a session that is gone.
            log.exception("the session thread failed")
            said = f"Come off: the session failed. {type(error).__name__}: {error}"
            hint = "A defect of ours; what was measured is kept. `tpdevice -v` says more."
            self._fail(TpError(said, hint=hint))
        finally:
            self.seat.finished = True
            self._finished.set()

    def _fail(self, error: TpError) -> None:
        self.error = error
        self.seat.failure = f"{error}\n{error.hint}".strip()

    async def _run(self, prepared: Prepared) -> None:
        # Here and not above: they take time to load, and a screen waits for this module.
        from tpdevice.ble.links import link_to
        from tpdevice.devices import find
        from tpdevice.runtime.runner import Runner

        clock = self._clock()
        over = asyncio.get_running_loop().create_future()
        ears = _Ears(self.seat, clock, self._on_status)
        spec = prepared.driver.spec
        link = link_to(
            prepared.sighting.handle,
            spec,
            scanner_arguments=prepared.target.scanner,
            client_arguments=prepared.target.client,
            listener=ears,
            same_kind=lambda advert: find(advert) == spec.key,
        )
        person = self._person(prepared.target)
        others = (self._answers,) if person is None else (self._answers, person)
        runner = Runner(
            prepared.header,
            prepared.driver,
            recorder=prepared.recorder,
            sinks=(*self._sinks, *others),
            link=link,
            seat=self.seat,
            watchers=self._watchers,
        )
        ears.inbox = inbox = Inbox(clock, partial(_feed, runner, over))
        self._door.open(inbox, clock)
        work = [link.run(prepared.driver.stop), _tick(inbox, clock)]
        if person is not None:
            work.append(person.run())
        try:
            with prompt():
                await _until(over, work)
        except TpError as error:
            runner.feed(Quit(clock.now_ns(), str(error)))
            raise
        finally:
            self.seat.summary = runner.summary

    def _person(self, target: Target) -> RemotePerson | None:
        if target.control is None:
            return None

        def on_key(action: Action, value: int) -> None:
            if self._answers.open_to_simulated():
                self._door.put(partial(Key, action=action, value=value, source="simulated"))

        return RemotePerson(*target.control, on_key)


@contextmanager
def prompt() -> Iterator[None]:
    """Let no cue wait for what can wait: a look through all that is loaded, or another thread.

    The screen draws and the recorder packs for milliseconds on end, and Python asks a thread to
    make room only after its switch interval.
    """
    before_s = sys.getswitchinterval()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before_s)
        gc.unfreeze()


def _feed(runner: Fed, over: "asyncio.Future[None]", entry: Entry) -> None:
    """Feed one entry while the session lasts; what goes wrong ends it."""
    if over.done():
        return
    try:
        runner.feed(entry)
    except Exception as error:  # noqa: BLE001 - whoever waits for the end hears of it
        over.set_exception(error)
        return
    if runner.over:
        over.set_result(None)


class _Ears:
    """What the link tells, as entries."""

    def __init__(self, seat: Seat, clock: Clock, on_status: Callable[[str], None]) -> None:
        self._seat = seat
        self._clock = clock
        self._on_status = on_status
        self.inbox: Inbox | None = None
        self._said: set[str] = set()

    def on_frame(self, channel: str, data: bytes) -> None:
        if self.inbox is not None:
            self.inbox.frame(channel, data)

    def on_up(self, note: str) -> None:
        self._said.clear()
        self._change(LinkState.UP, note)

    def on_down(self, reason: str) -> None:
        self._change(LinkState.DOWN, reason)

    def on_status(self, text: str) -> None:
        self._seat.status = text
        # The same attempts fail for a minute: in lines, each is worth a word only once.
        if text not in self._said:
            self._said.add(text)
            self._on_status(text)

    def _change(self, state: LinkState, reason: str) -> None:
        if self.inbox is not None:
            self.inbox.put(LinkChange(self._clock.now_ns(), state, reason))


async def _until(over: "asyncio.Future[None]", work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all the work until the session is over, or until the first of it fails."""
    tasks = [asyncio.create_task(each) for each in work]
    waiting: set[asyncio.Future[None]] = {over, *tasks}
    try:
        while not over.done():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        over.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _tick(inbox: Inbox, clock: Clock) -> None:
    loop = asyncio.get_running_loop()
    due_s = loop.time()
    while True:
        # After a stall of the loop there is one tick, not a burst of them.
        due_s = max(due_s + TICK_S, loop.time())
        await asyncio.sleep(due_s - loop.time())
        inbox.put(Tick(clock.now_ns()))
